import { expect } from 'vitest'
import { advanceAndSettle, callsOf, settle } from './slack-calls.ts'
import { story } from './story.ts'
import {
  ADA,
  CHAIN,
  cardsIn,
  cardText,
  NUMBER,
  notify,
  sentUuid,
  threadOf,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'
import type { World } from './world.ts'

story('messages go out while Slack is down, and card and thread are made good when it is back', async (world) => {
  world.slack.outage(true)
  await notify(world, CHAIN)
  await untilSent(world, 1)
  await world.phones.until(() => world.phones.webhooks().every(({ state }) => state === 'answered'))
  await world.advance(601)
  await untilSent(world, 2)
  await world.phones.deliver(sentUuid(world, 1))
  await world.advance(3600)
  expect(cardsIn(world)).toEqual([])
  world.slack.outage(false)
  await world.advance(300)
  await untilTold(world, /Done/)
  await untilCard(world, /Reached\* · delivered on SMS/)
  expect(cardsIn(world)).toHaveLength(1)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(/^📤 \*Messenger\* sent/),
    '⏰ *Messenger* not read in 10 min: sending *SMS*',
    '📤 *SMS* sent',
    '📬 *SMS*: delivered',
    '✅ *Done*: delivered on SMS',
  ])
})

story('when Slack goes down in the middle, the same card goes on when it is back', async (world) => {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  world.slack.outage(true)
  await world.phones.read(sentUuid(world, 0))
  await world.slack.until(() =>
    world.slack.journal().some((entry) => 'httpStatus' in entry && entry.httpStatus === 503),
  )
  world.slack.outage(false)
  await world.advance(300)
  await untilTold(world, /Done/)
  await untilCard(world, /Reached/)
  expect(cardsIn(world)).toHaveLength(1)
  expect(threadOf(world).slice(1)).toEqual([
    '📬 *Messenger*: delivered',
    '👀 *Messenger*: read',
    '✅ *Done*: read on Messenger',
  ])
})

const ADAS_DIRECT_MESSAGES = 'D0ADA'

for (const [place, conversationId, words] of [
  ['a public conversation', 'C0RANDOM', /I can't post in <#C0RANDOM>.*\/invite @Backstop/],
  ['a private conversation', 'C0LEADERSHIP', /I can't post in <#C0LEADERSHIP>.*\/invite @Backstop/],
  ["somebody else's direct messages", 'D0ADABEN', /I can't be in the conversation where you asked for it/],
] as const) {
  story(`asked for in ${place} that the bot is not in, the card comes to the requester alone`, async (world) => {
    const outcome = await world.slack.typeCommand({ userId: ADA, conversationId, text: `/notify ${CHAIN}` })
    expect(outcome).toEqual({ delivery: 'acked' })
    await untilTold(world, /Messenger\* sent/, ADAS_DIRECT_MESSAGES)
    expect(cardText(world, ADAS_DIRECT_MESSAGES)).toMatch(words)
    await world.phones.read(sentUuid(world, 0))
    await untilTold(world, /Done/, ADAS_DIRECT_MESSAGES)
    await untilCard(world, /Reached/, ADAS_DIRECT_MESSAGES)
    expect(cardsIn(world, conversationId)).toEqual([])
    expect(cardsIn(world, ADAS_DIRECT_MESSAGES)).toHaveLength(1)
  })
}

story(
  'eight notifications at once are all told in full, and Slack has to refuse no call',
  async (world) => {
    world.phones.setBehaviour(NUMBER, { deliver: 'at once' })
    for (let count = 1; count <= 8; count += 1) await notify(world, `${NUMBER} Flood ${count}`)
    await untilSent(world, 8)
    for (let second = 0; second < 60 && !areComplete(world, 8); second += 1) await advanceAndSettle(world, 1)
    expect(areComplete(world, 8)).toBe(true)
    expect(callsOf(world, 'chat.postMessage').filter(({ error }) => error !== undefined)).toEqual([])
  },
  { hasRateLimits: true },
)

story(
  'a 429 of a post holds the posts of the whole workspace until its Retry-After is over',
  async (world) => {
    world.slack.fault({ method: 'chat.postMessage', httpStatus: 429, retryAfterSeconds: 30 })
    await notify(world, `${NUMBER} Flood 1`)
    await settle(world)
    for (const count of [2, 3]) await notify(world, `${NUMBER} Flood ${count}`)
    await world.slack.typeCommand({ userId: ADA, conversationId: ADAS_DIRECT_MESSAGES, text: `/notify ${NUMBER} Fire` })
    await settle(world)
    for (const seconds of [1, 28.9]) await advanceAndSettle(world, seconds)
    expect(callsOf(world, 'chat.postMessage')).toHaveLength(1)
    await advanceAndSettle(world, 0.1)
    expect(cardsIn(world)).toHaveLength(1)
    expect(cardsIn(world, ADAS_DIRECT_MESSAGES)).toHaveLength(1)
    for (let second = 0; second < 6; second += 1) await advanceAndSettle(world, 1)
    expect(cardsIn(world)).toHaveLength(3)
    expect(callsOf(world, 'chat.postMessage').filter(({ httpStatus }) => httpStatus === 429)).toHaveLength(1)
  },
  { hasRateLimits: true },
)

function areComplete(world: World, count: number): boolean {
  const cards = cardsIn(world)
  return (
    cards.length === count && cards.every((card) => /Reached.*Done/.test(JSON.stringify([card.blocks, card.replies])))
  )
}
