import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Cards } from '../../src/bot/card-ports.ts'
import type { Fact } from '../../src/failover/fact.ts'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import type { JsonObject } from '../../src/sandbox/slack/json.ts'
import { startFakeSlack } from '../../src/sandbox/slack/start-fake-slack.ts'
import { createCards } from '../../src/slack/cards.ts'
import { createWebClients } from '../../src/slack/web-clients.ts'
import { aNotification, at, CREATED_AT, day, messengerSent, storyAfter } from './notifications.ts'

const THERE = 'C0INCIDENTS'

let slack: FakeSlack
let cards: Cards
beforeEach(async () => {
  const botToken = 'xoxb-test'
  const tokens = { botToken, appToken: 'xapp-test', signingSecret: 'signing' }
  slack = await startFakeSlack({ ...tokens, now: () => CREATED_AT, hasRateLimits: false })
  const clients = createWebClients({ botToken, apiUrl: slack.apiUrl }, pino({ level: 'silent' }))
  cards = createCards(async () => clients, { canCancel: true })
})
afterEach(() => slack.stop())

async function posted() {
  const outcome = await cards.post(aNotification(), storyAfter(), { conversationId: THERE, toSeq: 0 })
  if (outcome.type !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.value
}

/** What the last call of a method was made with. */
function lastCall(method: string): JsonObject {
  const calls = slack.journal().filter((entry) => entry.kind === 'web_api' && entry.method === method)
  const last = calls.at(-1)
  if (last?.kind !== 'web_api') throw new Error(`${method} was not called`)
  return last.arguments
}

test('a card is posted where it was asked for, with ids alone as metadata', async () => {
  const { conversationId, ts } = await posted()
  expect(slack.messages(THERE)).toMatchObject([{ ts }])
  expect(conversationId).toBe(THERE)
  expect(lastCall('chat.postMessage').metadata).toEqual({
    event_type: 'backstop_notification',
    event_payload: { notification_id: aNotification().id, what: 'card', to_seq: 0 },
  })
})

test('links in a text are not unfolded', async () => {
  await posted()
  expect(lastCall('chat.postMessage')).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' })
})

test('a card is edited in place', async () => {
  const card = await posted()
  expect(await cards.update(aNotification(), storyAfter(...messengerSent(0)), card)).toEqual({
    type: 'done',
    value: undefined,
  })
  const messages = slack.messages(THERE)
  expect(messages).toHaveLength(1)
  expect(messages[0]?.text).toContain('waiting for it to be read on Messenger')
})

test('the hash changes with what the card shows, and only with that', () => {
  const hash = (...facts: [number, Fact][]) => cards.hash(aNotification(), storyAfter(...facts))
  expect(hash()).toBe(hash([1, { type: 'created' }]))
  expect(hash()).not.toBe(hash(...messengerSent(0)))
})

test('several facts are one reply in the thread', async () => {
  const card = await posted()
  await cards.reply(aNotification(), storyAfter(...messengerSent(3)), {
    card,
    toSeq: 2,
    isRepeated: false,
    isBroadcast: false,
  })
  const call = lastCall('chat.postMessage')
  expect(call).toMatchObject({ channel: THERE, thread_ts: card.ts })
  expect(call.text).toBe(
    'Messenger sent: 10 min to be read, until 2023-11-14 22:23:23 UTC. This is about N-7F3A2C, by Messenger to …3210, then SMS to +44 •••• 123.',
  )
})

test('facts that change nothing that anybody knows are no news', () => {
  expect(cards.isNews(aNotification(), storyAfter([1, { type: 'created' }]))).toBe(false)
  expect(cards.isNews(aNotification(), storyAfter(...messengerSent(3)))).toBe(true)
})

test('a reply that may be one again says so', async () => {
  const card = await posted()
  await cards.reply(aNotification(), storyAfter(...messengerSent(3)), {
    card,
    toSeq: 2,
    isRepeated: true,
    isBroadcast: false,
  })
  const { text, blocks } = lastCall('chat.postMessage')
  expect(JSON.stringify(blocks)).toContain('🔁 _Slack gave no answer to the last reply: this may be a repetition_')
  expect(text).toContain('Slack gave no answer to the last reply: this may be a repetition. This is about')
})

test('a card that may be one again says so, and from when what it shows is', async () => {
  const place = { conversationId: THERE, toSeq: 0, asOf: at(30) }
  await cards.post(aNotification({ isRepeated: true }), storyAfter(), place)
  const shown = JSON.stringify(slack.messages(THERE)[0]?.blocks)
  expect(shown).toContain('this may be a repetition')
  expect(shown).toContain(`as of ${day(30)}`)
})

test('of very many facts all are shown in whole lines, and the last ones are read out', async () => {
  const card = await posted()
  const retries = Array.from({ length: 100 }, (_, i): [number, Fact] => [
    i,
    { type: 'postponed', index: 0, attempt: i + 1, reason: 'server error', retryAt: at(i + 1) },
  ])
  const story = storyAfter(...retries, [100, { type: 'ended', status: 'error', reason: 'held too long', index: 0 }])
  expect(
    await cards.reply(aNotification(), story, { card, toSeq: 101, isRepeated: false, isBroadcast: false }),
  ).toMatchObject({
    type: 'done',
  })
  const { text, blocks } = lastCall('chat.postMessage')
  const shown = JSON.stringify(blocks)
  expect(shown.match(/Next try/g)).toHaveLength(100)
  expect(text).toMatch(/ Not reached: sending was on hold for 24 hours\. This is about N-7F3A2C, /)
  expect(text).toMatch(/^Messenger is not sent yet: /)
})

test('a person gets a direct conversation with the bot', async () => {
  expect(await cards.openDirectConversation('T1', 'U0ADA')).toEqual({ type: 'done', value: 'D0ADA' })
  expect(await cards.openDirectConversation('T1', 'U0NOBODY')).toEqual({ type: 'impossible', error: 'user_not_found' })
})
