import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startServer } from '../../http/server.ts'
import { type Observe, observeNothing } from '../exchange.ts'
import type { ClientContext } from './client-context.ts'
import { createControl } from './control.ts'
import {
  DEFAULT_COMMANDS,
  DEFAULT_CONVERSATIONS,
  DEFAULT_EVENTS,
  DEFAULT_SCOPES,
  DEFAULT_SHORTCUTS,
  DEFAULT_USERS,
} from './default-workspace.ts'
import { createDeliver } from './delivery.ts'
import { createEvents } from './events.ts'
import type { FakeSlack, FakeSlackOptions } from './fake-slack.ts'
import { createFaults } from './faults.ts'
import { createFunctionExecutions } from './function-executions.ts'
import { createHeldDeliveries } from './held-deliveries.ts'
import { readBody, sendJson } from './http-body.ts'
import { createJournal, type Journal } from './journal.ts'
import { parseJson } from './json.ts'
import { createOAuth } from './oauth.ts'
import { createRateLimits } from './rate-limits.ts'
import { createResponseUrls, type ResponseUrls } from './response-urls.ts'
import { protocolNow } from './signing.ts'
import { createSlackFacade } from './slack-facade.ts'
import { startSocketMode } from './socket-mode.ts'
import { createTriggers } from './triggers.ts'
import { waitUntil } from './until.ts'
import { createViews } from './views.ts'
import { createWebApi } from './web-api.ts'
import { createWorkspace } from './workspace.ts'

/** Real milliseconds for an ack. Source: Slack, "Acknowledging: within 3 seconds". */
const ACK_TIMEOUT_MS = 3000
/** Real milliseconds that `until` waits unless told otherwise. */
const UNTIL_TIMEOUT_MS = 5000

/** Real milliseconds between two looks at what is due. */
const AUTO_RUN_EVERY_MS = 50

/** Starts a fake Slack on loopback: the Web API, Socket Mode, signed deliveries, and the control API. */
export async function startFakeSlack(options: FakeSlackOptions): Promise<FakeSlack> {
  const host = options.host ?? '127.0.0.1'
  const workspace = createWorkspace({
    now: options.now,
    users: options.users ?? DEFAULT_USERS,
    conversations: options.conversations ?? DEFAULT_CONVERSATIONS,
  })
  const journal = createJournal(workspace)
  const observe = options.observe ?? observeNothing
  const faults = createFaults(options.faultFor)
  const views = createViews(workspace)
  const triggers = createTriggers(workspace, options.realNow ?? protocolNow)
  const executions = createFunctionExecutions(workspace)
  const scopes = options.scopes ?? DEFAULT_SCOPES
  const { botToken, oauth: app } = options
  const oauth = createOAuth(workspace, { botToken, ...(app ? { app } : {}) })
  const socketMode = await startSocketMode(host, () => workspace.changed())
  let appUrl = options.appUrl
  let url = ''
  const responseUrls = createResponseUrls(workspace, () => url)
  const webApi = createWebApi({
    context: {
      workspace,
      views,
      triggers,
      executions,
      oauth,
      scopes,
      siteUrl: 'https://sandbox.slack.com',
      newSocketUrl: () => socketMode.newUrl(),
    },
    appToken: options.appToken,
    rateLimits: options.hasRateLimits === false ? undefined : createRateLimits(options.now),
    faults,
    journal,
    observe,
  })
  const { deliver, holdNext } = createHeldDeliveries(
    createDeliver({
      workspace,
      journal,
      observe,
      socketMode,
      signingSecret: options.signingSecret,
      ackTimeoutMs: options.ackTimeoutMs ?? ACK_TIMEOUT_MS,
      appUrl: () => appUrl,
    }),
  )
  const events = createEvents({ workspace, deliver, subscribed: options.events ?? DEFAULT_EVENTS })
  const client: ClientContext = {
    workspace,
    views,
    triggers,
    responseUrls,
    deliver,
    slashCommands: options.slashCommands ?? DEFAULT_COMMANDS,
    shortcuts: options.shortcuts ?? DEFAULT_SHORTCUTS,
    functions: options.functions ?? [],
    executions,
    sendEvent: events.send,
  }
  const controlToken = options.controlToken ?? randomUUID()
  const facade = createSlackFacade({ client, journal, faults, holdNext, socketMode, events, oauth })
  const server = await startServer({
    host,
    port: options.port ?? 0,
    onError: (error, request) => process.emitWarning(`fake Slack: ${request.url}: ${String(error)}`),
    async handle(request, response, target) {
      if (target.pathname.startsWith('/api/')) return webApi(request, response, target)
      if (target.pathname === '/oauth/v2/authorize') return oauth.authorize(target, response)
      if (target.pathname.startsWith('/control/')) return control.handle(request, response, target)
      if (target.pathname.startsWith('/response/'))
        return respond(request, response, target, { responseUrls, journal, observe, isOut: faults.outage })
      response.writeHead(404).end()
    },
  })
  url = server.url
  const slack: FakeSlack = {
    ...facade,
    url,
    apiUrl: `${url}/api/`,
    controlToken,
    setAppUrl(next) {
      appUrl = next
    },
    until: (predicate, { timeoutMs = UNTIL_TIMEOUT_MS } = {}) => waitUntil(facade, () => predicate(slack), timeoutMs),
    async stop() {
      clearInterval(autoRun)
      control.stop()
      await Promise.all([socketMode.stop(), server.stop()])
    },
  }
  const autoRun = options.autoRun ? setInterval(() => void events.runDue(), AUTO_RUN_EVERY_MS).unref() : undefined
  const control = createControl(slack, client.slashCommands, client.shortcuts)
  return slack
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  deps: { responseUrls: ResponseUrls; journal: Journal; observe: Observe; isOut: boolean },
): Promise<void> {
  const text = await readBody(request)
  const body = parseJson(text)
  const ended = deps.observe({
    from: 'backstop',
    to: 'slack',
    name: 'response_url',
    method: request.method ?? '',
    url: url.pathname,
    headers: {},
    body: text,
  })
  const token = url.pathname.replace('/response/', '')
  const answer = deps.isOut
    ? { status: 503, error: 'service_unavailable' }
    : request.method === 'POST'
      ? deps.responseUrls.respond(token, body)
      : { status: 404, error: 'expired_url' }
  deps.journal.add({ kind: 'response_url', body: body ?? null, httpStatus: answer.status })
  ended({ status: answer.status, body: answer.error ?? 'ok' })
  if (answer.error === undefined) response.writeHead(200, { 'content-type': 'text/plain' }).end('ok')
  else sendJson(response, answer.status, { ok: false, error: answer.error })
}
