import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, type types } from '@slack/bolt'
import { pino } from 'pino'
import type { Bot, NotificationList } from '../../src/bot/bot.ts'
import type { ListenerDependencies } from '../../src/slack/listeners/listener-dependencies.ts'
import type { LostAnswer } from '../../src/slack/listeners/lost-answers.ts'
import { registerForm } from '../../src/slack/listeners/register-form.ts'
import { readForm } from '../../src/slack/views/read-notify-form.ts'
import { createWebClients } from '../../src/slack/web-clients.ts'
import { LIMITS } from '../failover/workflows.ts'
import { ALL, NOW, sentBack } from './form-state.ts'

/** A view as people see it: what it shows, and the hash that Slack gave it. */
export interface OpenView {
  view: types.ModalView
  hash: string
}

/** A Slack with one open form, which takes updates as `views.update` does: none whose hash is not the view's. */
export interface SlackWithForm {
  apiUrl: string
  open(view: types.ModalView): OpenView
  now(): OpenView
  /** What was asked, in order: the method, and what came of it. */
  calls: string[]
  /** What every call is to be answered instead, in order, before it is answered as usual. */
  answers: object[]
  /** The next call is held back until `answer`; `reached` resolves when it is there. */
  holdBack(): { reached: Promise<void>; answer: () => void }
  stop(): void
}

export async function startSlackWithForm(): Promise<SlackWithForm> {
  let count = 0
  let now: OpenView | undefined
  let holding: { promise: Promise<void>; reach: () => void } | undefined
  const open = (view: types.ModalView) => {
    now = { view, hash: `h${count++}` }
    return now
  }
  const server = createServer(async (request, response) => {
    const args = Object.fromEntries(new URLSearchParams((await request.toArray()).join('')))
    const reply = (answer: object, outcome: string) => {
      slack.calls.push(`${request.url?.slice(1)} ${outcome}`)
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
    }
    const held = holding
    holding = undefined
    held?.reach()
    await held?.promise
    const instead = slack.answers.shift()
    if (instead) return reply(instead, 'refused')
    if (args.hash !== undefined && args.hash !== now?.hash)
      return reply({ ok: false, error: 'hash_conflict' }, 'conflict')
    reply({ ok: true, view: { id: 'V1', hash: open(JSON.parse(args.view ?? '{}')).hash } }, 'done')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const slack: SlackWithForm = {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    open,
    now() {
      if (!now) throw new Error('no view is open')
      return now
    },
    calls: [],
    answers: [],
    holdBack() {
      const { promise, resolve: answer } = Promise.withResolvers<void>()
      const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
      holding = { promise, reach }
      return { reached, answer }
    },
    stop: () => void server.close(),
  }
  return slack
}

/** A process of ours, which hears of what is done in the form. */
export interface Replica {
  /** This was entered, and told as the view was then. Resolves when all is done that comes of it. */
  letter(seen: OpenView, blockId: string, value: string): Promise<void>
  click(seen: OpenView, actionId: string, choice?: string): Promise<void>
  /** @returns what the form is answered. */
  send(seen: OpenView, entered?: Record<string, string>): Promise<unknown>
  bugs: unknown[]
  lost: LostAnswer[]
}

/** What may stand in for a database in which nothing is. */
export interface ReplicaParts {
  start?: Bot['start']
  since?: NotificationList['since']
  inbound?: ListenerDependencies['inbound']
}

/** Starts a process that reads and starts like this. */
export function startReplica({ apiUrl }: SlackWithForm, { start, since, inbound }: ReplicaParts = {}): Replica {
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken: 'xoxb' }),
    convoStore: false,
  })
  const clients = createWebClients({ botToken: 'xoxb', apiUrl }, pino({ level: 'silent' }))
  const bugs: unknown[] = []
  const lost: LostAnswer[] = []
  const nothing = async () => []
  registerForm(app, {
    bot: { start: start ?? (async () => ({ id: 'n1' })), cancel: async () => ({ type: 'not found' }), skip: nobody },
    list: {
      find: nothing,
      latest: async () => undefined,
      running: nothing,
      ended: nothing,
      recent: nothing,
      since: since ?? nothing,
    },
    inbound: inbound ?? { latestFrom: async () => undefined, recentWriters: nothing },
    clientsOf: async () => clients,
    senders: ALL,
    reportBug: (error) => `R${bugs.push(error)}`,
    alerts: { answerLost: (answer) => void lost.push(answer) },
    isSandbox: false,
    prices: { latest: async () => undefined },
    limits: LIMITS,
    clock: { now: () => NOW, realMsUntil: () => 0 },
    health: async () => ({ runBy: 'engine', latestReceiptAt: undefined }),
  })
  const common = { team: { id: 'T1' }, user: { id: 'U1' }, trigger_id: 't' }
  const act = async (seen: OpenView, action: object, entered: Record<string, string> = {}) => {
    const view = { ...seen.view, ...sentBackWith(seen.view, entered), id: 'V1', hash: seen.hash }
    await app.processEvent({
      body: { type: 'block_actions', ...common, actions: [{ action_ts: '1', ...action }], view },
      ack: async () => {},
    })
  }
  return {
    letter: (seen, blockId, value) =>
      act(
        seen,
        { type: 'plain_text_input', block_id: blockId, action_id: actionIn(blockId), value },
        { [blockId]: value },
      ),
    click: (seen, actionId, choice) =>
      act(
        seen,
        choice === undefined
          ? { type: 'button', block_id: actionId, action_id: actionId }
          : { type: 'overflow', block_id: actionId, action_id: actionId, selected_option: { value: choice } },
      ),
    async send(seen, entered = {}) {
      const answers: unknown[] = []
      const view = { ...seen.view, ...sentBackWith(seen.view, entered), id: 'V1', hash: seen.hash }
      await app.processEvent({
        body: { type: 'view_submission', ...common, view },
        ack: async (answer) => void answers.push(answer),
      })
      return answers[0]
    },
    bugs,
    lost,
  }
}

async function nobody(): Promise<{ type: 'not found' }> {
  return { type: 'not found' }
}

/** The id of the input of a block follows from the block's. */
function actionIn(blockId: string): string {
  return `form_${blockId.split('_')[1]}`
}

/** The view as it is sent back, with this entered: values as people type or choose them. */
function sentBackWith(view: types.ModalView, entered: Record<string, string>) {
  const back = sentBack(view)
  for (const [blockId, value] of Object.entries(entered)) {
    const input = back.state.values[blockId]?.[actionIn(blockId)]
    if (!input) throw new Error(`the view has no input ${blockId}`)
    if ('selected_option' in input) input.selected_option = { value }
    else input.value = value
  }
  return back
}

/** The messages that a view shows, by their keys. */
export function keysIn({ view }: OpenView): string[] {
  return readForm(sentBack(view)).draft.messages.map(({ key }) => key)
}
