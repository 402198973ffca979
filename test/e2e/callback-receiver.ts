import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { startServer } from '../../src/http/server.ts'

/** A callback as it came to an API client's program. */
export interface ReceivedCallback {
  /** Whose program it came to. */
  client: string
  /** The raw bytes, as text. */
  raw: string
  body: Record<string, unknown>
  claims: Record<string, unknown>
  /** The token that it was signed with, as it came. */
  token: string
  /** What it was answered; a number of an HTTP status. */
  answered: number
}

/** The programs of API clients, at one address each: `/<client>`. They refuse what is not signed as the vendor signs. */
export interface CallbackReceiver {
  url: string
  received(client?: string): ReceivedCallback[]
  /** The next callbacks get these statuses, one after the other; afterwards 200 again. */
  answerNext(...statuses: number[]): void
  /** Resolves when so many callbacks have come; the test's own time limit ends a vain wait. */
  until(count: number, client?: string): Promise<void>
  stop(): Promise<void>
}

/** @param secrets the signature secret that each client knows. */
export async function startCallbackReceiver(secrets: Readonly<Record<string, string>>): Promise<CallbackReceiver> {
  const received: ReceivedCallback[] = []
  const waiting = new Set<() => void>()
  let statuses: number[] = []
  const of = (client?: string) => received.filter((one) => client === undefined || one.client === client)
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    onError: (error) => {
      throw error
    },
    async handle(request, response, { pathname }) {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk))
      const raw = Buffer.concat(chunks)
      const client = pathname.slice(1)
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      const claims = verifiedClaims(token, raw, secrets[client] ?? '')
      const answered = claims ? (statuses.shift() ?? 200) : 401
      const text = raw.toString('utf8')
      received.push({ client, raw: text, body: JSON.parse(text), claims: claims ?? {}, token, answered })
      response.writeHead(answered).end()
      for (const wake of waiting) wake()
    },
  })
  return {
    url: server.url,
    received: of,
    answerNext(...next) {
      statuses = next
    },
    async until(count, client) {
      while (of(client).length < count) {
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake)
            resolve()
          }
          waiting.add(wake)
        })
      }
    },
    stop: () => server.stop(0),
  }
}

/** Source: Signed webhooks: HS256 by the signature secret, `payload_hash` of the raw bytes, issued by "Vonage". */
function verifiedClaims(token: string, raw: Buffer, secret: string): Record<string, unknown> | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
  const hash = createHash('sha256').update(raw).digest('hex')
  const isGood = alg === 'HS256' && claims.iss === 'Vonage' && claims.payload_hash === hash && 'iat' in claims
  return isGood && 'jti' in claims ? claims : undefined
}
