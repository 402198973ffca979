import { expect } from 'vitest'
import { CANCEL_ACTION } from '../../src/slack/blocks/card-buttons.ts'
import { story } from './story.ts'
import {
  ADA,
  CHAIN,
  cardText,
  clickCard,
  giveChance,
  notify,
  sentUuid,
  threadOf,
  toldTo,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'
import type { World } from './world.ts'

const cancel = (world: World, userId = ADA) => clickCard(world, CANCEL_ACTION, userId)

story('a cancel while a message waits to be read ends it, and the card says who cancelled', async (world) => {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  expect(await cancel(world, 'U0BEN')).toEqual({ delivery: 'acked' })
  await untilTold(world, /nothing more is sent/)
  await world.advance(86_400)
  await giveChance(world)
  await untilCard(world, /Cancelled/)
  expect(threadOf(world).slice(1)).toEqual(['🛑 <@U0BEN> cancelled', '🛑 *Cancelled*: nothing more is sent'])
  expect(cardText(world)).not.toContain(CANCEL_ACTION)
  expect(world.phones.messages()).toHaveLength(1)
})

story('a cancel while a message is being handed over says so, and at the end whether it went out', async (world) => {
  const gate = world.phones.gate()
  await notify(world, CHAIN)
  await gate.arrived
  await untilCard(world, /cancel_notification/)
  await cancel(world)
  await world.slack.until(() => toldTo(world, ADA).length === 2)
  expect(toldTo(world, ADA)[1]).toBe(
    'Cancelled, but message 1 was already being handed over. The card will say whether it went out.',
  )
  await untilTold(world, /cancelled while \*Messenger\* was already being handed over/)
  gate.release()
  await untilTold(world, /nothing more is sent/)
  expect(threadOf(world)).toEqual([
    `🛑 <@${ADA}> cancelled while *Messenger* was already being handed over`,
    expect.stringMatching(/^📤 \*Messenger\* sent/),
    '🛑 *Cancelled*: nothing more is sent; the message that was being handed over went out',
  ])
  await world.advance(86_400)
  await giveChance(world)
  await untilCard(world, /Cancelled/)
  expect(world.phones.messages()).toHaveLength(1)
})

story(
  'a cancel while a message may have been sent waits a minute for news of it, then says that it is not known',
  async (world) => {
    world.phones.fault({ kind: 'drop after accepting' })
    world.phones.setBehaviour('2345678901234567', { submitted: 'never', deliver: 'never', read: 'never' })
    await notify(world, CHAIN)
    await untilTold(world, /may have been sent/)
    await cancel(world)
    await untilTold(world, /already being handed over/)
    await world.advance(60)
    await untilTold(world, /nothing more is sent/)
    expect(threadOf(world).at(-1)).toBe(
      '🛑 *Cancelled*: nothing more is sent; whether the message that was being handed over went out is not known',
    )
    await world.advance(86_400)
    await giveChance(world)
    expect(world.phones.messages()).toHaveLength(1)
  },
)

story('a cancel that comes after the end says why it is too late', async (world) => {
  await notify(world, CHAIN)
  await untilCard(world, /Waiting\* · to be read/)
  // The card is behind: Slack takes no update of it.
  world.slack.fault({ method: 'chat.update', httpStatus: 503 })
  await world.phones.send(sentUuid(world, 0), 'read')
  await untilTold(world, /Done/)
  await cancel(world)
  await world.slack.until(() => toldTo(world, ADA).length === 2)
  expect(toldTo(world, ADA)[1]).toBe('Too late to cancel: it has ended already (the condition was met).')
  await untilSent(world, 1)
  await world.advance(1)
  await untilCard(world, /Reached/)
  expect(threadOf(world).at(-1)).toBe('✅ *Done*: read on Messenger')
})
