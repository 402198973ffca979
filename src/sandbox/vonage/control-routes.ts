import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseObject, readBody, sendJson } from './http-exchange.ts'
import type { Journal } from './journal.ts'

/** The JSON body of a control request. */
export type ControlInput = Readonly<Record<string, unknown>>

/** What a fake lets its control API do. */
export interface ControlOptions {
  token: string
  journal: Journal
  /** Answer of `GET /control/state`; JSON. */
  state: () => unknown
  /** Handlers of `POST /control/<name>`; what they throw is answered 409 with its message. */
  commands: Readonly<Record<string, (input: ControlInput) => unknown>>
}

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Creates the control API of a fake, for a page or another process.
 * - `GET /control/state`: everything, as JSON.
 * - `GET /control/events`: server-sent events, `data: {"type":"changed"}` after each change.
 * - `POST /control/<command>`: a JSON object in, `{"ok":true,"result":…}` or `{"ok":false,"error":"…"}` out.
 *
 * The Host header must be a loopback name (against DNS rebinding), and the token must come as `x-sandbox-token`; only
 * the events take `?token=` too, as a browser's EventSource can't set headers.
 */
export function createControlRoutes({ token, journal, state, commands }: ControlOptions) {
  const refuse = (response: ServerResponse, status: number, error: string) =>
    sendJson(response, status, { ok: false, error })

  function streamEvents(response: ServerResponse) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    const tell = () => response.write('data: {"type":"changed"}\n\n')
    tell()
    response.once('close', journal.onChange(tell))
  }

  return async function handleControl(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    if (!LOOPBACK_HOSTS.has(host)) return refuse(response, 403, 'The control API answers on loopback names only.')
    const name = url.pathname.replace(/^\/control\//, '')
    const given = request.headers['x-sandbox-token'] ?? (name === 'events' ? url.searchParams.get('token') : undefined)
    if (given !== token) return refuse(response, 401, 'The token is missing or wrong.')

    if (request.method === 'GET' && name === 'state') return sendJson(response, 200, state())
    if (request.method === 'GET' && name === 'events') return streamEvents(response)
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (request.method !== 'POST' || !command) return refuse(response, 404, 'There is no such control.')

    const body = await readBody(request)
    const input = body === '' ? {} : parseObject(body).value
    if (!input) return refuse(response, 400, 'The body must be a JSON object.')
    try {
      const result = await command(input)
      return sendJson(response, 200, { ok: true, ...(result !== undefined && { result }) })
    } catch (error) {
      return refuse(response, 409, error instanceof Error ? error.message : String(error))
    }
  }
}
