/**
 * The sandbox's page, its control API and what it needs of the two fakes, on one loopback address.
 *
 *   GET  /, /<file>          the page
 *   GET  /about              {curl, publicUrl, magicRecipients: [{address, channel?, does}]}
 *   GET  /clock              {now, rate}; business milliseconds
 *   POST /clock              {rate?: 0|1|10|100, advanceMs?, toNextDeadline?: true} → {now, rate}
 *   GET  /backstop           {status, pid, starts, exit, downSinceAt, downForMs, log} (backstop-process.ts)
 *   POST /backstop           {action: 'kill'|'start'|'restart'} → the same, once it is done
 *   GET  /workflows          {workflows: [{uuid, createdAt, nextAt, current, outcome, hold, messages}]}, newest first
 *   GET  /timeline?after=N   {entries, next}: what is new since `next` of the last answer (timeline.ts)
 *   GET  /faults             {seed, faults: [{id, group, label, explanation, parameters, state, struck}]} (faults/)
 *   POST /faults             {id, count? | probability? | off: true, …its parameters}, or {seed}, or {off: true} for all
 *   POST /script             {seed?, steps: [{afterSeconds, post, body?}]}: posts to any route here, in business time
 *   GET  /script             {steps: [{at, post, state, error?}]} of the latest one
 *   GET  /events             server-sent events: `data: {"changed":"slack"|"phones"|"clock"}`; with
 *                            `?also=backstop,faults,timeline,script` of these too
 *   *    /slack/control/*    the fake Slack's control API (slack/control.ts)
 *   *    /phones/control/*   the fake Messages API's (messages-api/control-commands.ts)
 *
 * Answers: 400 `{error}` for what can't be read, 409 `{error}` for what can't be done now. All but the files need the
 * token that index.html carries. Other pages in the same browser can't read that, nor name this host; so they can't
 * drive the sandbox.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startServer } from '../http/server.ts'
import { answerJson, type JsonRoutes, sendJson } from './json-routes.ts'
import { hasToken, isFromOwnAddress } from './page-access.ts'
import { clockRoutes, type NextDeadlineAt } from './page-clock.ts'
import { type ChangeSources, createPageEvents, type PageEvents } from './page-events.ts'
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
    /** Recipients that behave in a known way; whatever a page can show of them. */
    magicRecipients?: readonly object[]
  }
  nextDeadlineAt?: NextDeadlineAt
  /** Routes beside those above. */
  routes?: JsonRoutes
  /** What `/events?also=` can tell of, by name. */
  changes?: ChangeSources
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
  const { clock, about, nextDeadlineAt } = options
  const events = createPageEvents({
    slack: options.slack,
    phones: options.messagesApi,
    clock,
    also: options.changes ?? {},
  })
  const routes = { 'GET /about': () => about, ...clockRoutes(clock, nextDeadlineAt), ...options.routes }
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
      return answer(request, response, url, { ...options, routes, events })
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
  parts: PageOptions & { routes: JsonRoutes; events: PageEvents },
): Promise<void> {
  if (url.pathname.startsWith('/slack/control/'))
    return forward(request, response, parts.slack, pathBelow('/slack', url))
  if (url.pathname.startsWith('/phones/control/'))
    return forward(request, response, parts.messagesApi, pathBelow('/phones', url))
  if (request.method === 'GET' && url.pathname === '/events')
    return parts.events.stream(response, (url.searchParams.get('also') ?? '').split(','))
  return answerJson(parts.routes, request, response, url)
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
