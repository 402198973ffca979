/**
 * The sandbox's page and what it needs of the two fakes, on one loopback address.
 *
 *   GET  /, /<file>               the page
 *   GET  /about                   {curl, publicUrl}
 *   GET  /clock                   {now, rate}; business milliseconds
 *   POST /clock                   {rate?: 0|1|10|100, advanceMs?}
 *   GET  /events                  server-sent events: `data: {"changed":"slack"|"phones"|"clock"}`
 *   *    /slack/control/*         the fake Slack's control API (slack/control.ts)
 *   *    /phones/control/*        the fake Messages API's (vonage/control-routes.ts)
 *
 * All but the files need the token that index.html carries. Other pages in the same browser can't read that, nor name
 * this host; so they can't drive the sandbox.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startServer } from '../http/server.ts'
import { hasToken, isFromOwnAddress } from './page-access.ts'
import { changeClock } from './page-clock.ts'
import { createPageEvents, type PageEvents } from './page-events.ts'
import { type PageFile, readPageFiles } from './page-files.ts'
import { type ControlTarget, forward } from './page-proxy.ts'
import type { SandboxClock } from './sandbox-clock.ts'

/** What the page stands in front of. */
export interface PageOptions {
  /** Any free port unless said. */
  port?: number
  host?: '127.0.0.1'
  slack: ControlTarget
  messagesApi: ControlTarget
  clock: SandboxClock
  about: {
    /** Commands that try the HTTP API; shown as they are. */
    curl: string
    /** Where the product listens. */
    publicUrl: string
  }
}

/** The running page. */
export interface Page {
  /** For the browser. */
  url: string
  stop(): Promise<void>
}

/** Everything comes from here; `frame-ancestors` and the rest aren't covered by default-src. */
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Starts the page. */
export async function startPage(options: PageOptions): Promise<Page> {
  const token = randomBytes(24).toString('base64url')
  const files = await readPageFiles(token)
  const events = createPageEvents({ slack: options.slack, phones: options.messagesApi, clock: options.clock })
  const server = await startServer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    onError: (error, request) => process.emitWarning(`sandbox page: ${request.url}: ${String(error)}`),
    handle(request, response, url) {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
      if (!isFromOwnAddress(request)) return sendJson(response, 403, { error: 'only the page itself is answered' })
      const file = request.method === 'GET' ? files.get(url.pathname) : undefined
      if (file) return sendFile(response, file)
      if (!hasToken(request, url, token)) return sendJson(response, 401, { error: 'the token is missing or wrong' })
      return answer(request, response, url, { ...options, events })
    },
  })
  return {
    url: server.url,
    async stop() {
      events.stop()
      await server.stop(0)
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  parts: PageOptions & { events: PageEvents },
): Promise<void> {
  if (url.pathname.startsWith('/slack/control/'))
    return forward(request, response, parts.slack, pathBelow('/slack', url))
  if (url.pathname.startsWith('/phones/control/'))
    return forward(request, response, parts.messagesApi, pathBelow('/phones', url))
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /about':
      return sendJson(response, 200, parts.about)
    case 'GET /clock':
      return sendJson(response, 200, parts.clock.state())
    case 'POST /clock': {
      const { status, body } = await changeClock(request, parts.clock)
      return sendJson(response, status, body)
    }
    case 'GET /events':
      return parts.events.stream(response)
    default:
      return sendJson(response, 404, { error: `no ${request.method} ${url.pathname}` })
  }
}

/** The fake's path of a forwarded request, without the page's own token. */
function pathBelow(prefix: string, url: URL): string {
  const query = new URLSearchParams(url.searchParams)
  query.delete('token')
  return `${url.pathname.slice(prefix.length)}${query.size > 0 ? `?${query}` : ''}`
}

function sendFile(response: ServerResponse, { contentType, body }: PageFile): void {
  // The page carries a token of this run, so nothing of it is kept.
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body)
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}
