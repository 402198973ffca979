import { expect } from 'vitest'
import { basic, postWorkflow } from './api-client.ts'
import { advanceAndSettle, settle } from './slack-calls.ts'
import { story } from './story.ts'
import {
  ADA,
  broadcastsIn,
  CHAIN,
  cardsIn,
  cardText,
  giveChance,
  notify,
  threadOf,
  untilCard,
  untilTold,
} from './thread.ts'
import type { World } from './world.ts'

const HOSTED = { isHosted: true } as const

async function untilSubmitted(world: World): Promise<string> {
  await world.hosted.until(() => world.hosted.workflows().length === 1)
  const uuid = world.hosted.workflows()[0]?.workflowUuid
  if (uuid === undefined) throw new Error('no workflow was created')
  return uuid
}

story(
  'a hosted API runs the workflow: the thread tells its statuses, and the end is its final report',
  async (world) => {
    await notify(world, CHAIN)
    const uuid = await untilSubmitted(world)
    await world.hosted.sendStatus(uuid, 0, 'delivered')
    await untilTold(world, /Messenger\*: delivered/)
    await world.advance(600)
    await world.hosted.sendStatus(uuid, 1, 'delivered')
    await untilTold(world, /SMS\*: delivered/)
    expect(threadOf(world).join()).not.toContain('Done')
    await world.hosted.sendFinalReport(uuid, 'completed')
    await untilTold(world, /Done/)
    await untilCard(world, /Reached/)
    expect(cardText(world)).not.toContain('cancel_notification')
    expect(world.phones.requests()).toEqual([])
  },
  HOSTED,
)

story(
  'callbacks that come before the hosted API has answered are kept until its answer is there',
  async (world) => {
    const gate = world.hosted.gate()
    await notify(world, CHAIN)
    await gate.arrived
    const uuid = await untilSubmitted(world)
    await world.hosted.sendStatus(uuid, 0, 'read')
    await world.hosted.sendFinalReport(uuid, 'completed')
    gate.release()
    await untilTold(world, /Done/)
    expect(threadOf(world)).toContain('👀 *Messenger*: read')
  },
  HOSTED,
)

story(
  'a workflow of which the hosted API gives no answer is not submitted again, and a person is asked to look',
  async (world) => {
    world.hosted.fault({ kind: 'drop after accepting' })
    await notify(world, CHAIN)
    await untilCard(world, /Unknown/)
    await untilTold(world, /Not known whether it was sent/)
    await world.advance(86_400)
    await world.stopApp()
    await world.startApp()
    await giveChance(world)
    expect(threadOf(world)).toEqual([expect.stringContaining(`<@${ADA}> *Not known whether it was sent*`)])
    expect(world.hosted.requests()).toHaveLength(1)
    expect(cardsIn(world)).toHaveLength(1)
  },
  HOSTED,
)

story(
  'while the hosted API takes nothing the card says so, and it is tried again until it does',
  async (world) => {
    world.hosted.fault({ kind: '429', retryAfterSeconds: 30, times: 1 })
    await notify(world, CHAIN)
    await untilCard(world, /Not sent yet\* · the Workflows API does not take it/)
    expect(world.hosted.workflows()).toEqual([])
    await world.advance(30)
    await untilSubmitted(world)
    await settle(world)
    await advanceAndSettle(world, 5)
    await untilCard(world, /Sending/)
    expect(cardsIn(world)).toHaveLength(1)
  },
  HOSTED,
)

story(
  'a workflow that the hosted API refuses is told with its own words, in the conversation, too',
  async (world) => {
    world.hosted.fault({ kind: '400' })
    await notify(world, CHAIN)
    await untilTold(world, /Not sent/)
    expect(threadOf(world)).toEqual([expect.stringContaining(`<@${ADA}> *Not sent*: the Workflows API refused it: `)])
    expect(broadcastsIn(world)).toHaveLength(1)
  },
  HOSTED,
)

story(
  'a workflow without a final report ends as unknown a day after the sum of its time limits, which the conversation is told',
  async (world) => {
    await notify(world, CHAIN)
    const uuid = await untilSubmitted(world)
    await world.hosted.sendStatus(uuid, 0, 'delivered')
    await untilTold(world, /Messenger\*: delivered/)
    await world.advance(600 + 86_400 - 1)
    await giveChance(world)
    expect(threadOf(world).join()).not.toContain('unknown')
    expect(broadcastsIn(world)).toEqual([])
    await world.advance(1)
    await untilTold(world, /Outcome unknown/)
    expect(threadOf(world).at(-1)).toBe(`❓ <@${ADA}> *Outcome unknown*: the Workflows API sent no final report`)
    expect(broadcastsIn(world)).toHaveLength(1)
  },
  HOSTED,
)

story(
  'with a hosted API there is no Workflows API here',
  async (world) => {
    expect((await postWorkflow(world, basic(world), '{}')).status).toBe(404)
  },
  HOSTED,
)
