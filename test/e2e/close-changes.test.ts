import { expect } from 'vitest'
import { advanceAndSettle, callsOf, settle } from './slack-calls.ts'
import { story } from './story.ts'
import { CHAIN, cardIn, notify, sentUuid, threadOf, untilCard } from './thread.ts'
import type { World } from './world.ts'

/** How many replies the thread has. */
function repliesIn(world: World): number {
  return cardIn(world)?.replies.length ?? 0
}

story(
  'what happens within a second of the card goes in one reply, and the card is edited once for it',
  async (world) => {
    await notify(world, CHAIN)
    await settle(world)
    await world.phones.deliver(sentUuid(world, 0))
    await advanceAndSettle(world, 0.2)
    await world.phones.read(sentUuid(world, 0))
    await advanceAndSettle(world, 0.2)
    expect(repliesIn(world)).toBe(0)
    await advanceAndSettle(world, 0.6)
    await untilCard(world, /Reached/)
    expect(threadOf(world)).toEqual([
      expect.stringMatching(/^📤 \*Messenger\* sent/),
      '📬 *Messenger*: delivered',
      '👀 *Messenger*: read',
      '✅ *Done*: read on Messenger',
    ])
    expect(repliesIn(world)).toBe(1)
    expect(callsOf(world, 'chat.update')).toHaveLength(1)
  },
  { hasRateLimits: true },
)

story(
  'a change after a quiet while is told at once, and those that follow within the second in one reply',
  async (world) => {
    await notify(world, CHAIN)
    for (const seconds of [1, 60]) await advanceAndSettle(world, seconds)
    expect(repliesIn(world)).toBe(1)
    await world.phones.send(sentUuid(world, 0), 'submitted')
    await world.phones.deliver(sentUuid(world, 0))
    await settle(world)
    expect(threadOf(world).at(-1)).toBe('📬 *Messenger*: delivered')
    await advanceAndSettle(world, 0.3)
    await world.phones.read(sentUuid(world, 0))
    await settle(world)
    expect(repliesIn(world)).toBe(2)
    await advanceAndSettle(world, 0.7)
    await untilCard(world, /Reached/)
    expect(repliesIn(world)).toBe(3)
    expect(callsOf(world, 'chat.update')).toHaveLength(3)
  },
  { hasRateLimits: true },
)

story(
  'what the thread does not tell waits a while for what it does, and is shown with that in one update',
  async (world) => {
    world.hosted.fault({ kind: '429', retryAfterSeconds: 30, times: 1 })
    await notify(world, CHAIN)
    await untilCard(world, /Not sent yet\*/)
    await advanceAndSettle(world, 30)
    const [workflow] = world.hosted.workflows()
    await advanceAndSettle(world, 4)
    expect(callsOf(world, 'chat.update')).toEqual([])
    await world.hosted.sendStatus(workflow?.workflowUuid ?? '', 0, 'delivered')
    await untilCard(world, /Delivered/)
    await advanceAndSettle(world, 60)
    expect(repliesIn(world)).toBe(1)
    expect(callsOf(world, 'chat.update')).toHaveLength(1)
  },
  { isHosted: true },
)

story(
  'what the thread does not tell is shown by itself where nothing comes with it',
  async (world) => {
    world.hosted.fault({ kind: '429', retryAfterSeconds: 30, times: 1 })
    await notify(world, CHAIN)
    await untilCard(world, /Not sent yet\*/)
    await advanceAndSettle(world, 30)
    await advanceAndSettle(world, 5)
    await untilCard(world, /Sending\*/)
    expect(callsOf(world, 'chat.update')).toHaveLength(1)
  },
  { isHosted: true },
)
