import { expect } from 'vitest'
import { DEFAULT_SCOPES } from '../../src/sandbox/slack/default-workspace.ts'
import type { SeenMessage } from '../../src/sandbox/slack/model.ts'
import { DETAILS_ACTION } from '../../src/slack/blocks/card-buttons.ts'
import { askIn } from './asked-in.ts'
import { advanceAndSettle, callsOf, settle } from './slack-calls.ts'
import { story } from './story.ts'
import {
  ADA,
  broadcastsIn,
  cardIn,
  cardsIn,
  cardText,
  INCIDENTS,
  sentUuid,
  threadOf,
  untilCard,
  untilSent,
} from './thread.ts'
import type { World } from './world.ts'

const ADAS_DIRECT_MESSAGES = 'D0ADA'
const HISTORY = { scopes: [...DEFAULT_SCOPES, 'channels:history', 'groups:history', 'im:history'] }

/** Ada writes about the flood; the card is to be a reply to it. */
async function beginThread({ slack }: World): Promise<string> {
  return (await slack.postAsUser({ userId: ADA, conversationId: INCIDENTS, text: 'Water in the basement' })).ts
}

/** What the bot has replied in the thread. */
function repliesIn({ slack }: World, threadTs: string): SeenMessage[] {
  const parent = slack.messages(INCIDENTS).find(({ ts }) => ts === threadTs)
  return (parent?.replies ?? []).filter(({ userId }) => userId === slack.botUserId)
}

/** All that the last of these replies says. */
function replyText(world: World, threadTs: string, place = -1): string {
  return JSON.stringify(repliesIn(world, threadTs).at(place)?.blocks ?? [])
}

story('asked for in a thread, the card is a reply there and tells its story itself', async (world) => {
  const threadTs = await beginThread(world)
  await askIn(world, { conversationId: INCIDENTS, threadTs })
  await untilSent(world, 1)
  await world.slack.until(() => /Messenger\* sent: 10 min to be read/.test(replyText(world, threadTs)))
  await world.phones.deliver(sentUuid(world, 0))
  await world.slack.until(() => /Messenger\*: delivered/.test(replyText(world, threadTs)))
  await advanceAndSettle(world, 600)
  await untilSent(world, 2)
  await world.phones.deliver(sentUuid(world, 1))
  await world.slack.until(() => /Reached\* · delivered on SMS/.test(replyText(world, threadTs)))
  await settle(world)
  expect(replyText(world, threadTs)).toMatch(
    /not read in 10 min: sending \*SMS\*.*SMS\* sent.*Done\*: delivered on SMS/,
  )
  expect(repliesIn(world, threadTs)).toHaveLength(1)
  expect(callsOf(world, 'chat.postMessage')).toHaveLength(1)
  expect(broadcastsIn(world)).toEqual([])
  expect(cardsIn(world)).toEqual([])
})

story('a click on a card in a thread is answered there, to who clicked alone', async (world) => {
  const threadTs = await beginThread(world)
  await askIn(world, { conversationId: INCIDENTS, threadTs })
  await world.slack.until(() => /Messenger\* sent/.test(replyText(world, threadTs)))
  const messageTs = repliesIn(world, threadTs)[0]?.ts ?? ''
  await world.slack.click({ userId: ADA, conversationId: INCIDENTS, messageTs, actionId: DETAILS_ACTION })
  await world.slack.until(() => /Timeline/.test(replyText(world, threadTs)))
  expect(repliesIn(world, threadTs).at(-1)?.ephemeralTo).toBe(ADA)
})

story('where nobody was reached, the one reply beside the card is shown in the conversation, too', async (world) => {
  const threadTs = await beginThread(world)
  const id = await askIn(world, { conversationId: INCIDENTS, threadTs })
  await untilSent(world, 1)
  await world.phones.send(sentUuid(world, 0), 'rejected')
  await untilSent(world, 2)
  await world.phones.send(sentUuid(world, 1), 'rejected')
  await world.slack.until(() => broadcastsIn(world).length === 1)
  await settle(world)
  expect(repliesIn(world, threadTs)).toHaveLength(2)
  expect(replyText(world, threadTs, 0)).toContain('Not reached')
  const [told] = broadcastsIn(world)
  expect(told?.threadTs).toBe(threadTs)
  const shortId = `N-${id.slice(0, 6).toUpperCase()}`
  expect(JSON.stringify(told?.blocks)).toContain(`*${shortId}* by Messenger, then SMS:`)
  expect(told?.text).toContain(
    `<@${ADA}> Not reached: the last message failed. This is about ${shortId}, by Messenger to`,
  )
  await advanceAndSettle(world, 600)
  expect(repliesIn(world, threadTs)).toHaveLength(2)
})

story(
  'a card in a thread whose answer is lost is found among the replies, and edited',
  async (world) => {
    const threadTs = await beginThread(world)
    world.slack.fault({ method: 'chat.postMessage', dropConnection: true, isProcessed: true })
    await askIn(world, { conversationId: INCIDENTS, threadTs })
    await settle(world)
    await advanceAndSettle(world, 2)
    await world.slack.until(() => /Messenger\* sent/.test(replyText(world, threadTs)))
    expect(repliesIn(world, threadTs)).toHaveLength(1)
    expect(callsOf(world, 'conversations.replies')).toHaveLength(1)
    world.log.splice(0)
  },
  HISTORY,
)

story('a card whose thread is gone goes to the requester, with a thread of its own', async (world) => {
  await askIn(world, { conversationId: INCIDENTS, threadTs: '1700000000.000100' })
  await untilCard(world, /Waiting\*/, ADAS_DIRECT_MESSAGES)
  await settle(world)
  expect(threadOf(world, ADAS_DIRECT_MESSAGES)).toEqual([expect.stringMatching(/^📤 \*Messenger\* sent/)])
  expect(cardText(world, ADAS_DIRECT_MESSAGES)).toContain('The thread in <#C0INCIDENTS> is gone')
  expect(cardsIn(world)).toEqual([])
})

story('asked for without a conversation, the card stands in the DM with the bot like in any other', async (world) => {
  await askIn(world, { conversationId: ADA })
  await untilCard(world, /Waiting\*/, ADAS_DIRECT_MESSAGES)
  await world.phones.read(sentUuid(world, 0))
  await untilCard(world, /Reached/, ADAS_DIRECT_MESSAGES)
  await settle(world)
  expect(cardsIn(world, ADAS_DIRECT_MESSAGES)).toHaveLength(1)
  expect(JSON.stringify(cardIn(world, ADAS_DIRECT_MESSAGES)?.blocks)).not.toContain("can't")
  expect(threadOf(world, ADAS_DIRECT_MESSAGES).at(-1)).toBe('✅ *Done*: read on Messenger')
})

story('a thread of the DM that is gone leaves the card in the DM, with a thread of its own', async (world) => {
  await askIn(world, { conversationId: ADA, threadTs: '1700000000.000100' })
  await untilCard(world, /Waiting\*/, ADAS_DIRECT_MESSAGES)
  await settle(world)
  expect(threadOf(world, ADAS_DIRECT_MESSAGES)).toEqual([expect.stringMatching(/^📤 \*Messenger\* sent/)])
})
