import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSwitchboard, type Switchboard } from '../../../src/sandbox/faults/switchboard.ts'
import { createSandboxClock } from '../../../src/sandbox/sandbox-clock.ts'
import { createSandboxHands } from '../../../src/sandbox/sandbox-hands.ts'
import { createSchedule } from '../../../src/sandbox/schedule.ts'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { startWorld, type World } from '../messages-api/world.ts'
import { fakeSlackWithClock } from '../slack/bolt-app.ts'
import { call, form } from '../slack/call.ts'

let notes: string[]
let switchboard: Switchboard
let world: World
let slack: FakeSlack

beforeEach(async () => {
  notes = []
  switchboard = createSwitchboard((text) => notes.push(text))
  world = await startWorld({ faultFor: switchboard.faultOfMessage, receiptFaultFor: switchboard.faultOfReceipt })
  ;({ slack } = await fakeSlackWithClock({ faultFor: switchboard.faultOfSlackCall }))
})
afterEach(() => Promise.all([world.stop(), slack.stop()]))

const struck = (id: string) => switchboard.view().faults.find((fault) => fault.id === id)?.struck
const authorizations = () => world.receiver.received.map(({ headers }) => headers.authorization !== undefined)

test.each([
  ['api-429', 429],
  ['api-500', 500],
  ['api-401', 401],
  ['api-402', 402],
])('%s is answered once, and the next message is taken', async (id, status) => {
  switchboard.set({ id, count: 1 })
  expect((await world.viber()).status).toBe(status)
  expect((await world.viber()).status).toBe(202)
  expect(struck(id)).toBe(1)
  expect(notes).toHaveLength(1)
})

test('a message that gets no answer is on the phone', async () => {
  switchboard.set({ id: 'api-timeout' })
  const unanswered = world.viber()
  await world.api.until(() => world.api.messages().length === 1)
  await world.api.stop()
  await expect(unanswered).rejects.toThrow()
})

test('a message is rejected with the code that was chosen', async () => {
  switchboard.set({ id: 'api-rejected', code: '1340' })
  await world.viber()
  await world.api.until(() => world.statuses().includes('rejected'))
  expect(world.receiver.received.at(-1)?.body.error).toMatchObject({ title: '1340' })
})

test('a receipt overtakes the answer', async () => {
  switchboard.set({ id: 'receipt-before-answer' })
  await world.viber()
  expect(world.statuses()).toEqual(['submitted'])
})

test('a receipt comes late, with the time at which it happened', async () => {
  switchboard.set({ id: 'receipt-late', afterSeconds: 60 })
  await world.viber()
  await world.api.until(() => world.onlyMessage().status === 'submitted')
  world.clock.at += 59_999
  await world.api.runDue()
  expect(world.statuses()).toEqual([])
  world.clock.at += 1
  await world.api.runDue()
  expect(world.receiver.received.map(({ body }) => body.timestamp)).toEqual(['2030-01-01T00:00:00Z'])
})

test('a receipt is lost, doubled, or comes after the next one', async () => {
  switchboard.set({ id: 'receipt-lost' })
  await world.viber()
  const { messageUuid } = world.onlyMessage()
  await world.api.until(() => world.onlyMessage().status === 'submitted')
  switchboard.set({ id: 'receipts-reordered' })
  await world.api.deliver(messageUuid)
  expect(world.statuses()).toEqual([])
  switchboard.set({ id: 'receipt-doubled' })
  await world.api.read(messageUuid)
  expect(world.statuses()).toEqual(['read', 'read', 'delivered'])
})

test('a receipt that waits for another goes alone after half a minute', async () => {
  switchboard.set({ id: 'receipts-reordered' })
  await world.viber()
  await world.api.until(() => world.onlyMessage().status === 'submitted')
  world.clock.at += 30_000
  await world.api.runDue()
  expect(world.statuses()).toEqual(['submitted'])
})

test('a receipt is unsigned at first, and signed when it is repeated', async () => {
  await world.stop()
  world = await startWorld({ receiptFaultFor: switchboard.faultOfReceipt }, [503])
  switchboard.set({ id: 'receipt-unsigned' })
  await world.viber()
  await world.api.until(() => world.api.webhooks()[0]?.answers.length === 1)
  world.clock.at += 5000
  await world.api.runDue()
  expect(authorizations()).toEqual([false, true])
})

test('somebody else claims a read, before the true receipt', async () => {
  switchboard.set({ id: 'receipt-forged' })
  await world.viber()
  await world.api.until(() => world.statuses().length === 2)
  expect(world.statuses()).toEqual(['read', 'submitted'])
  expect(world.onlyMessage().status).toBe('submitted')
})

test('Slack refuses whatever is called, or only what a fault is about', async () => {
  switchboard.set({ id: 'slack-429', retryAfterSeconds: 7 })
  expect(await call(slack, 'auth.test')).toMatchObject({ status: 429, retryAfter: '7' })
  switchboard.set({ id: 'slack-500' })
  expect((await call(slack, 'auth.test')).status).toBe(500)
  switchboard.set({ id: 'slack-channel-not-found' })
  switchboard.set({ id: 'slack-expired-trigger' })
  expect((await call(slack, 'auth.test')).answer.ok).toBe(true)
  const post = () => call(slack, 'chat.postMessage', { channel: 'C0INCIDENTS', text: 'x' })
  expect((await post()).error).toBe('channel_not_found')
  expect((await post()).answer.ok).toBe(true)
  expect((await call(slack, 'views.open', { trigger_id: '1', view: form() })).error).toBe('expired_trigger_id')
})

/** A switchboard with hands whose doings are noted, on a clock that stands still. */
function withHands() {
  const clock = createSandboxClock({ startAt: 0 })
  clock.setRate(0)
  const done: string[] = []
  const does = (name: string) => async () => void done.push(name)
  const backstop = {
    kill: does('killed'),
    start: does('started'),
    ask: async (question: object) => void done.push(JSON.stringify(question)),
  }
  const board = createSwitchboard(() => {})
  const hands = { slack, backstop, clock, schedule: createSchedule(clock), note: (text: string) => done.push(text) }
  board.useHands(createSandboxHands(hands))
  return { board, clock, done }
}

test('an outage of Slack ends by itself after its business time', async () => {
  const { board, clock } = withHands()
  board.set({ id: 'slack-outage' })
  expect((await call(slack, 'auth.test')).status).toBe(503)
  clock.advance(3_599_999)
  expect((await call(slack, 'auth.test')).status).toBe(503)
  clock.advance(1)
  expect((await call(slack, 'auth.test')).status).toBe(200)
  expect(board.view().faults.find(({ id }) => id === 'slack-outage')).toMatchObject({ struck: 1, state: { on: false } })
})

test('the database is locked at once, or with a message', () => {
  const { board, done } = withHands()
  board.set({ id: 'database-locked', forMs: 50 })
  expect(done).toEqual(['{"about":"lock database","forMs":50}'])
  board.set({ id: 'database-locked', probability: 1 })
  expect(done).toHaveLength(1)
  expect(board.faultOfMessage()).toBeUndefined()
  expect(done).toHaveLength(2)
})

test('Backstop is killed with every third message, as often as was asked for', async () => {
  const { board, clock, done } = withHands()
  board.set({ id: 'backstop-killed', count: 2, afterMessages: 3, downSeconds: 90 })
  const faults = Array.from({ length: 9 }, () => board.faultOfMessage()?.kind)
  const killed = 'timeout after accepting'
  expect(faults.map((kind) => kind === killed)).toEqual([false, false, true, false, false, true, false, false, false])
  expect(done.filter((what) => what === 'killed')).toHaveLength(2)
  expect(done).not.toContain('started')
  clock.advance(90_000)
  await new Promise((resolve) => setImmediate(resolve))
  expect(done.filter((what) => what === 'started')).toHaveLength(2)
})

test('all are switched off together, and what is unknown is refused', () => {
  switchboard.set({ id: 'api-500', count: 3 })
  switchboard.set({ id: 'receipt-lost', probability: 0.5 })
  switchboard.set({ off: true })
  expect(switchboard.view().faults.filter(({ state }) => state.on)).toEqual([])
  for (const wish of [{}, { id: 'api-418' }, { id: 'toString' }, { seed: 'x' }])
    expect(() => switchboard.set(wish)).toThrow()
  switchboard.set({ seed: 42 })
  expect(switchboard.view().seed).toBe(42)
})
