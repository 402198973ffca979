import { expect } from 'vitest'
import { AGAIN_ACTION, CANCEL_ACTION } from '../../src/slack/blocks/card-buttons.ts'
import { askIn } from './asked-in.ts'
import { advanceAndSettle, settle } from './slack-calls.ts'
import { story } from './story.ts'
import {
  ADA,
  broadcastsIn,
  CHAIN,
  cardIn,
  cardsIn,
  cardText,
  INCIDENTS,
  notify,
  threadOf,
  toldTo,
  untilCard,
  untilTold,
} from './thread.ts'
import { runStep, stepStory, untilOver } from './workflow-step.ts'
import type { World } from './world.ts'

const DAY_S = 86_400

/** A hosted API takes nothing, and asks to be left alone for a while; in the end it would take all. */
function refuseForNow({ hosted }: World): void {
  hosted.fault({ kind: '429', retryAfterSeconds: 3600, times: 1 })
}

async function clickCancel({ slack }: World, messageTs: string, userId = ADA) {
  return slack.click({ userId, conversationId: INCIDENTS, messageTs, actionId: CANCEL_ACTION })
}

story(
  'what a hosted API does not take yet can be cancelled on the card: it is never sent, and both say who did it',
  async (world) => {
    refuseForNow(world)
    await notify(world, CHAIN)
    await untilCard(world, /Not sent yet.*cancel_notification/)
    const told = toldTo(world, 'U0BEN').length
    expect(await clickCancel(world, cardIn(world)?.ts ?? '', 'U0BEN')).toEqual({ delivery: 'acked' })
    await untilTold(world, /cancelled/)
    await untilCard(world, /Cancelled\* · by <@U0BEN>, before it was handed over: nothing was sent/)
    await advanceAndSettle(world, DAY_S)
    expect(threadOf(world)).toEqual(['🛑 <@U0BEN> cancelled before it was handed over: nothing was sent'])
    expect(cardText(world)).toContain(AGAIN_ACTION)
    expect(cardText(world)).not.toContain(CANCEL_ACTION)
    expect(cardText(world)).not.toContain('as of')
    expect(broadcastsIn(world)).toEqual([])
    expect(toldTo(world, 'U0BEN')).toHaveLength(told)
    expect(world.hosted.workflows()).toEqual([])
    expect(world.hosted.requests()).toHaveLength(1)
  },
  { isHosted: true },
)

story(
  'it can be cancelled by the command, and is not running any more, but among the last ones',
  async (world) => {
    refuseForNow(world)
    await notify(world, CHAIN)
    await untilCard(world, /Not sent yet/)
    const [id] = /N-[0-9A-F]{6}/.exec(cardText(world)) ?? []
    await notify(world, `cancel ${id}`)
    await world.slack.until(() => toldTo(world, ADA).some((words) => /is cancelled: no further/.test(words)))
    await untilCard(world, /Cancelled/)
    await notify(world, 'list')
    await world.slack.until(() => toldTo(world, ADA).some((words) => /Nothing is running/.test(words)))
    await notify(world, `status ${id}`)
    await world.slack.until(() => toldTo(world, ADA).some((words) => /cancelled before it was handed over/.test(words)))
    await advanceAndSettle(world, DAY_S)
    expect(world.hosted.workflows()).toEqual([])
  },
  { isHosted: true },
)

story(
  'what is being handed over at the moment can not be withdrawn, which is said, and goes on',
  async (world) => {
    refuseForNow(world)
    await notify(world, CHAIN)
    await untilCard(world, /Not sent yet/)
    const gate = world.hosted.gate()
    await world.advance(3600)
    await gate.arrived
    await clickCancel(world, cardIn(world)?.ts ?? '')
    await world.slack.until(() => toldTo(world, ADA).some((words) => /being handed over at this moment/.test(words)))
    gate.release()
    await settle(world)
    await advanceAndSettle(world, 5)
    await untilCard(world, /Sending\*/)
    expect(threadOf(world)).toEqual([])
    expect(cardText(world)).not.toContain(CANCEL_ACTION)
    expect(world.hosted.workflows()).toHaveLength(1)
  },
  { isHosted: true },
)

story(
  'in a thread of other people the card alone says it',
  async (world) => {
    refuseForNow(world)
    const parent = { userId: ADA, conversationId: INCIDENTS, text: 'Water in the basement' }
    const { ts: threadTs } = await world.slack.postAsUser(parent)
    await askIn(world, { conversationId: INCIDENTS, threadTs })
    const replies = () => world.slack.messages(INCIDENTS).find(({ ts }) => ts === threadTs)?.replies ?? []
    await world.slack.until(() => JSON.stringify(replies()).includes(CANCEL_ACTION))
    await clickCancel(world, replies()[0]?.ts ?? '')
    await world.slack.until(() => JSON.stringify(replies()).includes('before it was handed over'))
    await advanceAndSettle(world, DAY_S)
    expect(replies()).toHaveLength(1)
    expect(world.hosted.workflows()).toEqual([])
  },
  { isHosted: true },
)

stepStory(
  'the step of a Slack workflow fails with who cancelled',
  async (world) => {
    refuseForNow(world)
    await runStep(world)
    await untilCard(world, /Not sent yet/)
    await clickCancel(world, cardIn(world)?.ts ?? '')
    const error = `Cancelled by <@${ADA}>: nothing was sent.`
    expect(await untilOver(world)).toMatchObject({ status: 'failed', error })
    expect(cardsIn(world)).toHaveLength(1)
  },
  { isHosted: true },
)
