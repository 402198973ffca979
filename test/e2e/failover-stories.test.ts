import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHAIN, cardText, notify, sentUuid, threadOf, untilSent, untilTold } from './thread.ts'
import { startWorld, type World } from './world.ts'

let world: World

beforeEach(async () => {
  world = await startWorld()
})

afterEach(async () => {
  await world.stop()
})

test('a Messenger message that is not read in time is followed by an SMS, and the thread tells it', async () => {
  await notify(world, CHAIN)
  await untilSent(world, 1)
  await world.phones.deliver(sentUuid(world, 0))
  await untilTold(world, /Messenger\*: delivered/)
  await world.advance(599)
  expect(world.phones.messages()).toHaveLength(1)
  await world.advance(1)
  await untilSent(world, 2)
  await world.phones.deliver(sentUuid(world, 1))
  await untilTold(world, /Done/)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(/^📤 \*Messenger\* sent: 10 min to be read, until/),
    '📬 *Messenger*: delivered',
    '⏰ *Messenger* not read in 10 min: sending *SMS*',
    '📤 *SMS* sent',
    '📬 *SMS*: delivered',
    '✅ *Done*: delivered on SMS',
  ])
  await world.slack.until(() => cardText(world).includes('Reached'))
  expect(world.log).toEqual([])
})
