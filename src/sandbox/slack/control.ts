/**
 * The control API, for a page that plays the users. JSON both ways, same server, loopback only.
 *
 * Every request needs a loopback Host and `x-sandbox-token`; `GET /control/events` may carry `?token=` instead.
 *
 *   GET  /control/state?userId=…    team, users, conversations; with userId their messages, open views, App Home
 *   GET  /control/journal           what went between the app and Slack, in order
 *   GET  /control/transcript        all conversations as text
 *   GET  /control/events            server-sent events: `data: {"type":"changed"}` whenever something changed
 *   POST /control/type-command      {userId, conversationId, text}
 *   POST /control/click             {userId, conversationId, messageTs, actionId, blockId?, value?}
 *   POST /control/click-in-view     {userId, viewId?, actionId, blockId?, value?}
 *   POST /control/fill-view         {userId, viewId?, values: {blockId: {actionId: value}}}
 *   POST /control/press-enter       {userId, viewId?, actionId, blockId?}
 *   POST /control/submit-view       {userId, viewId?, values?}
 *   POST /control/close-view        {userId, viewId?, all?}
 *   POST /control/open-app-home     {userId}
 *   POST /control/shortcut          {userId, callbackId}
 *   POST /control/message-shortcut  {userId, conversationId, messageTs, callbackId}
 *   POST /control/run-function      {callbackId, inputs?}: a workflow comes to the app's step
 *   POST /control/post              {userId, conversationId, text, threadTs?}
 *   POST /control/invite-bot, /control/remove-bot, /control/archive   {conversationId}
 *   POST /control/fault             {method?, error?, httpStatus?, retryAfterSeconds?, retryAfterText?, delayMs?, bodyText?,
 *                                   bodyEnd?, dropConnection?, isProcessed?, times?}
 *   POST /control/outage            {on}
 *   POST /control/disconnect-sockets
 *
 * Answers: 200 with the result; 400 `{error}` for what can't be read; 409 `{error}` for what no Slack client would let a
 * user do; 403 without the token or with a foreign Host; 404 for anything else.
 */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { CONTROL_ACTIONS } from './control-actions.ts'
import { ControlInputError } from './control-input.ts'
import { TEAM } from './default-workspace.ts'
import { ClientRefusal } from './element-values.ts'
import type { FakeSlack } from './fake-slack.ts'
import { readBody } from './http-body.ts'
import { isObject, parseJson } from './json.ts'
import type { Shortcut, SlashCommand } from './model.ts'

/** Answers `/control/*`. */
export interface Control {
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>
  /** Ends the event streams. */
  stop(): void
}

/** The control API of a fake Slack. */
export function createControl(slack: FakeSlack, slashCommands: SlashCommand[], shortcuts: Shortcut[]): Control {
  const streams = new Set<ServerResponse>()
  const stopListening = slack.onChange(() => {
    for (const stream of streams) stream.write('data: {"type":"changed"}\n\n')
  })

  async function act(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const action = CONTROL_ACTIONS[name]
    if (!action) return send(response, 404, { error: `no action ${name}` })
    const text = await readBody(request)
    const body = text === '' ? {} : parseJson(text)
    if (!isObject(body)) return send(response, 400, { error: 'the body must be a JSON object' })
    try {
      send(response, 200, await action(slack, body))
    } catch (error) {
      if (error instanceof ControlInputError) send(response, 400, { error: error.message })
      else if (error instanceof ClientRefusal) send(response, 409, { error: error.message })
      else throw error
    }
  }

  function read(response: ServerResponse, url: URL): void {
    const answer = answerTo(url)
    if (answer) send(response, 200, answer)
    else if (url.pathname === '/control/events') stream(response)
    else send(response, 404, { error: `no route ${url.pathname}` })
  }

  function answerTo(url: URL): object | undefined {
    switch (url.pathname) {
      case '/control/state':
        return stateSeenBy(slack, url.searchParams.get('userId'), slashCommands, shortcuts)
      case '/control/journal':
        return slack.journal()
      case '/control/transcript':
        return { text: slack.transcript() }
      default:
        return undefined
    }
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write('data: {"type":"changed"}\n\n')
    streams.add(response)
    response.on('close', () => streams.delete(response))
  }

  return {
    async handle(request, response, url) {
      if (!isAllowed(request, url, slack.controlToken)) return send(response, 403, { error: 'not allowed' })
      if (request.method === 'GET') return read(response, url)
      if (request.method === 'POST') return act(request, response, url.pathname.replace('/control/', ''))
      send(response, 404, { error: `no ${request.method} here` })
    },
    stop() {
      stopListening()
      for (const stream of streams) stream.end()
    },
  }
}

function stateSeenBy(
  slack: FakeSlack,
  userId: string | null,
  slashCommands: SlashCommand[],
  shortcuts: Shortcut[],
): object {
  const conversations = slack.conversations()
  const functionExecutions = slack.functionExecutions()
  const { botUserId } = slack
  const state = { team: TEAM, botUserId, users: slack.users(), slashCommands, shortcuts, functionExecutions }
  if (userId === null) return { ...state, conversations }
  return {
    ...state,
    conversations: conversations
      .filter((one) => one.kind === 'public' || one.memberIds.includes(userId))
      .map((one) => ({ ...one, messages: slack.messages(one.id, { as: userId }) })),
    openViews: slack.openViews(userId),
    appHome: slack.appHome(userId) ?? null,
  }
}

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]']

/** A page of another site can neither name this host (DNS rebinding) nor know the token. */
function isAllowed(request: IncomingMessage, url: URL, token: string): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const given =
    request.headers['x-sandbox-token'] ?? (url.pathname === '/control/events' ? url.searchParams.get('token') : null)
  if (!LOOPBACK_HOSTS.includes(host) || typeof given !== 'string') return false
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
