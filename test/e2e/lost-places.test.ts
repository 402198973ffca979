import { expect } from 'vitest'
import { advanceAndSettle, callsOf, settle } from './slack-calls.ts'
import { story, takeLog } from './story.ts'
import {
  ADA,
  CHAIN,
  cardIn,
  cardsIn,
  cardText,
  INCIDENTS,
  NUMBER,
  notify,
  sentUuid,
  threadOf,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'
import type { World } from './world.ts'

const ADAS_DIRECT_MESSAGES = 'D0ADA'
const PRIVATE = 'C0LEADERSHIP'

/** Asks for the chain, and waits until its first message is told of in the conversation. */
async function begin(world: World, conversationId: string): Promise<void> {
  await world.slack.typeCommand({ userId: ADA, conversationId, text: `/notify ${CHAIN}` })
  await untilTold(world, /Messenger\* sent/, conversationId)
  await settle(world)
}

async function deleteCard(world: World): Promise<void> {
  const body = JSON.stringify({ channel: INCIDENTS, ts: cardIn(world)?.ts })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${world.credentials.botToken}` }
  const answer = await fetch(`${world.slack.apiUrl}chat.delete`, { method: 'POST', headers, body })
  expect(await answer.json()).toMatchObject({ ok: true })
}

const WAYS: [name: string, place: string, lose: (world: World) => unknown, words: string][] = [
  ['its conversation is archived', INCIDENTS, ({ slack }) => slack.archive(INCIDENTS), 'is archived'],
  ['the bot is removed from its conversation', INCIDENTS, ({ slack }) => slack.removeBot(INCIDENTS), "I can't post in"],
  ['the bot is removed from a private one', PRIVATE, ({ slack }) => slack.removeBot(PRIVATE), "I can't post in"],
  ['somebody deletes it', INCIDENTS, deleteCard, 'is gone'],
]

for (const [name, place, lose, words] of WAYS) {
  story(`a card moves to the requester with its story so far when ${name}`, async (world) => {
    if (place === PRIVATE) await world.slack.inviteBot(PRIVATE)
    await begin(world, place)
    await lose(world)
    await advanceAndSettle(world, 600)
    await untilSent(world, 2)
    await untilTold(world, /SMS\* sent/, ADAS_DIRECT_MESSAGES)
    expect(threadOf(world, ADAS_DIRECT_MESSAGES).slice(0, 2)).toEqual([
      expect.stringMatching(/^📤 \*Messenger\* sent/),
      '⏰ *Messenger* not read in 10 min: sending *SMS*',
    ])
    expect(cardIn(world, ADAS_DIRECT_MESSAGES)?.replies[0]?.text).toContain('not read in 10 min')
    expect(cardText(world, ADAS_DIRECT_MESSAGES)).toContain(words)
    await world.phones.deliver(sentUuid(world, 1))
    await untilCard(world, /Reached/, ADAS_DIRECT_MESSAGES)
    expect(cardsIn(world, ADAS_DIRECT_MESSAGES)).toHaveLength(1)
  })
}

story('a card that has nowhere to go is given up with one line, and its messages go out', async (world) => {
  await begin(world, INCIDENTS)
  world.slack.archive(INCIDENTS)
  world.slack.fault({ method: 'conversations.open', error: 'user_disabled' })
  await advanceAndSettle(world, 600)
  await untilSent(world, 2)
  await settle(world)
  const callsBefore = world.slack.journal().length
  await world.phones.deliver(sentUuid(world, 1))
  await advanceAndSettle(world, 600)
  expect(world.slack.journal()).toHaveLength(callsBefore)
  expect(takeLog(world)).toEqual(['40 Slack refuses a card or a reply for good; the message goes its way'])
})

story('a card moves only once: where its second place goes, too, it is given up', async (world) => {
  await begin(world, INCIDENTS)
  world.slack.archive(INCIDENTS)
  await advanceAndSettle(world, 600)
  await untilTold(world, /SMS\* sent/, ADAS_DIRECT_MESSAGES)
  await settle(world)
  world.slack.archive(ADAS_DIRECT_MESSAGES)
  await world.phones.deliver(sentUuid(world, 1))
  await advanceAndSettle(world, 1)
  expect(takeLog(world)).toEqual(['40 Slack refuses a card or a reply for good; the message goes its way'])
  const calls = callsOf(world, 'chat.postMessage').length
  await advanceAndSettle(world, 600)
  expect(callsOf(world, 'chat.postMessage')).toHaveLength(calls)
})

for (const error of ['an_error_of_tomorrow', 'invalid_blocks']) {
  story(
    `a card that Slack refuses as ${error} is tried with the requester, then given up with one line`,
    async (world) => {
      world.slack.fault({ method: 'chat.postMessage', error })
      await notify(world, CHAIN)
      await untilTold(world, /Messenger\* sent/, ADAS_DIRECT_MESSAGES)
      expect(cardText(world, ADAS_DIRECT_MESSAGES)).toContain("I can't post in")
      expect(takeLog(world)).toEqual([])
      world.slack.fault({ method: 'chat.postMessage', error, times: 2 })
      await notify(world, `${NUMBER} Fire`)
      await untilSent(world, 2)
      await settle(world)
      expect(cardsIn(world)).toEqual([])
      expect(cardsIn(world, ADAS_DIRECT_MESSAGES)).toHaveLength(1)
      expect(takeLog(world)).toEqual(['40 Slack refuses a card or a reply for good; the message goes its way'])
    },
  )
}
