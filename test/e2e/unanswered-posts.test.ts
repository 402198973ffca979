import { expect } from 'vitest'
import { DEFAULT_SCOPES } from '../../src/sandbox/slack/default-workspace.ts'
import type { Fault } from '../../src/sandbox/slack/model.ts'
import { advanceAndSettle, callsOf, settle } from './slack-calls.ts'
import { story } from './story.ts'
import { CHAIN, cardsIn, cardText, INCIDENTS, notify, sentUuid, threadOf, untilCard, untilTold } from './thread.ts'
import type { World } from './world.ts'

/** Slack does it, and the answer is lost on its way. */
const LOST_ANSWERS: [string, Fault][] = [
  ['a broken connection', { dropConnection: true, isProcessed: true }],
  ['a 503', { httpStatus: 503, isProcessed: true }],
  ['an internal_error', { error: 'internal_error', isProcessed: true }],
  ['the page of a proxy', { bodyText: '<html>Back soon</html>', isProcessed: true }],
  ['half of an answer', { bodyEnd: 'cut' }],
]

const HISTORY = { scopes: [...DEFAULT_SCOPES, 'channels:history', 'groups:history', 'im:history'] }

/** What the Slack library says of a lost answer, which each of these stories must expect. */
function expectOnlyLostAnswers({ log }: World): void {
  expect(log.splice(0).filter(({ source }) => source !== 'slack library')).toEqual([])
}

/** All lines of the thread that are alike another one. */
function repeatedLines(world: World): string[] {
  const lines = threadOf(world)
  return lines.filter((line, place) => lines.indexOf(line) !== place)
}

for (const [name, fault] of LOST_ANSWERS) {
  story(
    `a card whose answer is lost by ${name} is found in the history, and edited instead of posted again`,
    async (world) => {
      world.slack.fault({ method: 'chat.postMessage', ...fault })
      await notify(world, CHAIN)
      await settle(world)
      expect(cardsIn(world)).toHaveLength(1)
      await advanceAndSettle(world, 2)
      await untilTold(world, /Messenger\* sent/)
      await world.phones.read(sentUuid(world, 0))
      await untilCard(world, /Reached/)
      await advanceAndSettle(world, 120)
      expect(cardsIn(world)).toHaveLength(1)
      expect(cardText(world)).not.toContain('repetition')
      expectOnlyLostAnswers(world)
    },
    HISTORY,
  )

  story(
    `a reply whose answer is lost by ${name} is found in the thread, and not told again`,
    async (world) => {
      await notify(world, CHAIN)
      await untilTold(world, /Messenger\* sent/)
      await settle(world)
      world.slack.fault({ method: 'chat.postMessage', ...fault })
      await world.phones.read(sentUuid(world, 0))
      await settle(world)
      await advanceAndSettle(world, 2)
      await untilTold(world, /Done/)
      await untilCard(world, /Reached/)
      await advanceAndSettle(world, 120)
      expect(repeatedLines(world)).toEqual([])
      expect(threadOf(world).join()).not.toContain('repetition')
      expectOnlyLostAnswers(world)
    },
    HISTORY,
  )
}

story('a card whose answer is lost counts as posted for a minute, then comes again and says so', async (world) => {
  world.slack.fault({ method: 'chat.postMessage', dropConnection: true, isProcessed: true })
  await notify(world, CHAIN)
  await settle(world)
  expect(cardsIn(world)).toHaveLength(1)
  for (let seconds = 0; seconds < 59; seconds += 1) await advanceAndSettle(world, 1)
  expect(cardsIn(world)).toHaveLength(1)
  await advanceAndSettle(world, 1)
  await untilTold(world, /Messenger\* sent/)
  expect(cardsIn(world)).toHaveLength(2)
  expect(cardText(world)).toContain('this may be a repetition')
  await world.phones.read(sentUuid(world, 0))
  await untilCard(world, /Reached/)
  expect(cardsIn(world)).toHaveLength(2)
  expect(callsOf(world, 'conversations.history')).toHaveLength(1)
  expectOnlyLostAnswers(world)
})

story(
  'a reply whose answer is lost counts as told for a minute while the card goes on, then comes again and says so',
  async (world) => {
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await settle(world)
    world.slack.fault({ method: 'chat.postMessage', dropConnection: true, isProcessed: true })
    await world.phones.read(sentUuid(world, 0))
    await settle(world)
    await advanceAndSettle(world, 2)
    await untilCard(world, /Reached/)
    const repliesBefore = callsOf(world, 'chat.postMessage').length
    await advanceAndSettle(world, 57)
    expect(callsOf(world, 'chat.postMessage')).toHaveLength(repliesBefore)
    await advanceAndSettle(world, 2)
    await untilTold(world, /this may be a repetition/)
    await untilTold(world, /Done/)
    await advanceAndSettle(world, 600)
    expect(callsOf(world, 'chat.postMessage')).toHaveLength(repliesBefore + 1)
    expect(cardsIn(world)).toHaveLength(1)
    expectOnlyLostAnswers(world)
  },
)

story(
  'a post that Slack certainly did not make is made again at once, and says nothing of a repetition',
  async (world) => {
    world.slack.fault({ method: 'chat.postMessage', error: 'ratelimited' })
    await notify(world, CHAIN)
    await settle(world)
    await advanceAndSettle(world, 2)
    await untilTold(world, /Messenger\* sent/)
    expect(cardText(world)).not.toContain('repetition')
    expect(callsOf(world, 'conversations.history')).toEqual([])
  },
)

story(
  'a post that did not come about, as the history shows, is made again without a word',
  async (world) => {
    world.slack.fault({ method: 'chat.postMessage', dropConnection: true })
    await notify(world, CHAIN)
    await settle(world)
    for (let seconds = 0; seconds < 12; seconds += 1) await advanceAndSettle(world, 1)
    await untilTold(world, /Messenger\* sent/)
    expect(cardsIn(world)).toHaveLength(1)
    expect(cardText(world)).not.toContain('repetition')
    expectOnlyLostAnswers(world)
  },
  HISTORY,
)

/** Slack posts, and answers that it has not. */
const NEVER_ANSWERED: Fault = { method: 'chat.postMessage', httpStatus: 503, isProcessed: true }

const ADAS_DIRECT_MESSAGES = 'D0ADA'

async function letMinutesPass(world: World, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) await advanceAndSettle(world, 60, 4)
}

story(
  'a card of which no post is answered is repeated three times, later and later, and goes on in direct messages',
  async (world) => {
    world.slack.fault({ ...NEVER_ANSWERED, times: 4 })
    const begunAt = world.now()
    await notify(world, CHAIN)
    await settle(world)
    await advanceAndSettle(world, 2)
    await letMinutesPass(world, 60)
    const there = callsOf(world, 'chat.postMessage').filter(({ conversationId }) => conversationId === INCIDENTS)
    const minutes = there.map(({ at }) => Math.round((at - begunAt) / 60_000))
    expect(minutes).toEqual([0, 1, 3, 7])
    expect(cardsIn(world)).toHaveLength(4)
    expect(cardsIn(world, ADAS_DIRECT_MESSAGES)).toHaveLength(1)
    const moved = `Slack gave no answer to what I posted in <#${INCIDENTS}>, more than once`
    expect(cardText(world, ADAS_DIRECT_MESSAGES)).toContain(moved)
    expect(threadOf(world, ADAS_DIRECT_MESSAGES).at(-1)).toMatch(/SMS\* sent/)
    expectOnlyLostAnswers(world)
  },
)

story(
  'a card of which no post is answered anywhere is tried once in direct messages, then given up with one line',
  async (world) => {
    world.slack.fault({ ...NEVER_ANSWERED, times: 1000 })
    await notify(world, CHAIN)
    await settle(world)
    await advanceAndSettle(world, 2)
    await letMinutesPass(world, 120)
    expect(cardsIn(world)).toHaveLength(4)
    expect(cardsIn(world, ADAS_DIRECT_MESSAGES)).toHaveLength(1)
    const ours = world.log.splice(0).filter(({ source }) => source !== 'slack library')
    expect(ours.map(({ msg }) => msg)).toEqual([expect.stringMatching(/gave no answer/)])
    expect(world.phones.messages()).toHaveLength(2)
  },
)

story(
  'a reply of which no post is answered counts as told after three repetitions, and later news are told',
  async (world) => {
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await settle(world)
    const repliesBefore = callsOf(world, 'chat.postMessage').length
    world.slack.fault({ ...NEVER_ANSWERED, times: 4 })
    await world.phones.deliver(sentUuid(world, 0))
    await settle(world)
    await advanceAndSettle(world, 2)
    await letMinutesPass(world, 9)
    expect(callsOf(world, 'chat.postMessage')).toHaveLength(repliesBefore + 4)
    await letMinutesPass(world, 60)
    const lines = threadOf(world)
    expect(lines.filter((line) => /Messenger\*: delivered/.test(line))).toHaveLength(4)
    expect(lines.filter((line) => /may be a repetition/.test(line))).toHaveLength(3)
    expect(lines.filter((line) => /SMS\* sent/.test(line))).toHaveLength(1)
    expect(cardsIn(world)).toHaveLength(1)
    const ours = world.log.splice(0).filter(({ source }) => source !== 'slack library')
    expect(ours.map(({ msg }) => msg)).toEqual([expect.stringMatching(/gave no answer/)])
  },
)
