/** Who takes part in an exchange. */
export type Party = 'backstop' | 'slack' | 'messages api'

/** A request as it went over the wire, with what the sandbox thinks of it. */
export interface SeenRequest {
  from: Party
  to: Party
  /** What it is, for people: `chat.postMessage`, `/notify`, `receipt delivered`. */
  name: string
  method: string
  /** A path where `to` is a fake, else the whole address. */
  url: string
  headers: Readonly<Record<string, string>>
  /** Byte for byte. */
  body: string
}

/** How an exchange ended. */
export interface SeenAnswer {
  /** The HTTP status, `ack` over Socket Mode, or why there is none. */
  status: number | string
  body: string
  /** What the fake made of the request, or how it signed its own: `JWT of the application`, `forged signature`. */
  verdict?: string
}

/** Told of each request as it begins; what it returns is told of its end. */
export type Observe = (request: SeenRequest) => (answer: SeenAnswer) => void

/** Looks away. */
export const observeNothing: Observe = () => () => {}

/** Headers that say who somebody is, or for how long something holds; all others only fill a page. */
const TELLING_HEADERS = [
  'authorization',
  'content-type',
  'retry-after',
  'user-agent',
  'x-slack-request-timestamp',
  'x-slack-retry-num',
  'x-slack-retry-reason',
  'x-slack-signature',
]

/** The headers that matter, with tokens shortened so that none can be used. */
export function tellingHeaders(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const telling: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase()
    if (TELLING_HEADERS.includes(key) && value !== undefined) telling[key] = shortenTokens(String(value))
  }
  return telling
}

/** A text in which no token can be used any more: of a JWT, a Basic credential or a Slack token its ends are left. */
export function shortenTokens(text: string): string {
  return text
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, shorten)
    .replace(/\bxox[a-z]-[\w-]+|\bxapp-[\w-]+/g, shorten)
    .replace(/(?<=^Basic )\S+/, shorten)
}

function shorten(token: string): string {
  return `${token.slice(0, 8)}…${token.slice(-4)}`
}
