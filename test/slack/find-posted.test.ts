import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Notification, Posting } from '../../src/bot/notification.ts'
import { DEFAULT_SCOPES } from '../../src/sandbox/slack/default-workspace.ts'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import { startFakeSlack } from '../../src/sandbox/slack/start-fake-slack.ts'
import { findPosted } from '../../src/slack/find-posted.ts'
import { metadataOf } from '../../src/slack/metadata.ts'
import { createWebClients } from '../../src/slack/web-clients.ts'
import { aNotification, CREATED_AT } from './notifications.ts'

const THERE = 'C0INCIDENTS'
const HISTORY = ['channels:history', 'groups:history', 'im:history']

/** Messages that are looked at. */
const LOOKED_AT = 200

let slack: FakeSlack
let clients: ReturnType<typeof createWebClients>
let now = CREATED_AT

async function start(scopes: string[]) {
  const botToken = 'xoxb-test'
  const tokens = { botToken, appToken: 'xapp-test', signingSecret: 'signing' }
  now = CREATED_AT
  slack = await startFakeSlack({ ...tokens, now: () => now, hasRateLimits: false, scopes })
  clients = createWebClients({ botToken, apiUrl: slack.apiUrl }, pino({ level: 'silent' }))
}
beforeEach(() => start([...DEFAULT_SCOPES, ...HISTORY]))
afterEach(() => slack.stop())

/** Posts as the product does. */
async function post(marks: Pick<Posting, 'what' | 'toSeq'>, { of = aNotification(), threadTs = '' } = {}) {
  const metadata = metadataOf(of, marks)
  const thread = threadTs === '' ? {} : { thread_ts: threadTs }
  const { ts } = await clients.background.chat.postMessage({ channel: THERE, text: 'Card', metadata, ...thread })
  return ts ?? ''
}

/** Looks for what was being posted when the clock began. */
async function find(posting: Partial<Posting>, notification: Notification = aNotification()) {
  const wanted: Posting = { what: 'card', conversationId: THERE, toSeq: 2, since: CREATED_AT, ...posting }
  return findPosted(async () => clients, notification, wanted)
}

const found = (ts: string) => ({ type: 'done', value: { type: 'found', posted: { conversationId: THERE, ts } } })
const ABSENT = { type: 'done', value: { type: 'absent' } }
const UNREADABLE = { type: 'done', value: { type: 'unreadable' } }

test('a card is found by its marks', async () => {
  const ts = await post({ what: 'card', toSeq: 2 })
  expect(await find({})).toEqual(found(ts))
})

test('a card of another notification, and one that shows other facts, is not the one', async () => {
  await post({ what: 'card', toSeq: 2 }, { of: aNotification({ id: '8f3a2c1d-5b8e-4f60-9a7b-0c1d2e3f4a5b' }) })
  await post({ what: 'card', toSeq: 3 })
  await slack.postAsUser({ userId: 'U0ADA', conversationId: THERE, text: 'Card' })
  expect(await find({})).toEqual(ABSENT)
})

test('of the replies in a thread the one is found that tells the same facts, and no earlier one', async () => {
  const card = { conversationId: THERE, ts: await post({ what: 'card', toSeq: 0 }) }
  const reply = { what: 'reply', toSeq: 2 } as const
  const earlier = await post(reply, { threadTs: card.ts })
  expect(await find({ ...reply, toSeq: 5 }, aNotification({ card }))).toEqual(ABSENT)
  expect(await find(reply, aNotification({ card }))).toEqual(found(earlier))
})

test('a card in a thread of other people is not taken for a reply there', async () => {
  const { ts: threadTs } = await slack.postAsUser({ userId: 'U0ADA', conversationId: THERE, text: 'Water' })
  const ts = await post({ what: 'card', toSeq: 2 }, { threadTs })
  expect(await find({ what: 'reply' }, aNotification({ threadTs }))).toEqual(ABSENT)
  expect(await find({}, aNotification({ threadTs }))).toEqual(found(ts))
})

test('where more was said than is looked at, nobody can say that it is not there', async () => {
  for (let count = 0; count < LOOKED_AT; count += 1) {
    await slack.postAsUser({ userId: 'U0ADA', conversationId: THERE, text: `Message ${count}` })
  }
  expect(await find({})).toEqual(ABSENT)
  await slack.postAsUser({ userId: 'U0ADA', conversationId: THERE, text: 'One more' })
  expect(await find({})).toEqual(UNREADABLE)
})

test('where the bot may not read, nobody can say', async () => {
  await slack.stop()
  await start([...DEFAULT_SCOPES])
  expect(await find({})).toEqual(UNREADABLE)
})

test('where Slack gives no answer, it is to be asked again', async () => {
  slack.fault({ method: 'conversations.history', httpStatus: 503 })
  expect(await find({})).toEqual({ type: 'unanswered' })
})
