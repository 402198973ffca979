import { expect } from 'vitest'
import { story } from './story.ts'
import {
  CHAIN,
  cardText,
  giveChance,
  NUMBER,
  notify,
  PSID,
  sentUuid,
  threadOf,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'

story('receipts that overtake the answer of the API count all the same', async (world) => {
  world.phones.setBehaviour(PSID, { statusBeforeAnswer: true, deliver: 'at once', read: 'at once' })
  await notify(world, CHAIN)
  await untilTold(world, /Done/)
  await world.advance(86_400)
  await giveChance(world)
  await untilCard(world, /Reached\* · read on Messenger/)
  expect(world.phones.messages()).toHaveLength(1)
  expect(threadOf(world).filter((line) => line.includes('sent'))).toHaveLength(1)
})

story('a message whose answer was lost is adopted by its receipt, and is not sent again', async (world) => {
  world.phones.fault({ kind: 'drop after accepting' })
  world.phones.setBehaviour(PSID, { submitted: 'by hand' })
  await notify(world, CHAIN)
  await untilTold(world, /may have been sent/)
  await world.phones.deliver(sentUuid(world, 0))
  await untilTold(world, /Messenger\*: delivered/)
  await world.advance(120)
  await giveChance(world)
  await world.phones.read(sentUuid(world, 0))
  await untilTold(world, /Done/)
  expect(threadOf(world)).toEqual([
    '❓ *Messenger* may have been sent: the API gave no answer. Waiting for a receipt before it is sent again',
    '📬 *Messenger*: delivered',
    '👀 *Messenger*: read',
    '✅ *Done*: read on Messenger',
  ])
  expect(world.phones.messages()).toHaveLength(1)
})

story('a message whose answer was lost, with no receipt either, is sent again once after a minute', async (world) => {
  world.phones.fault({ kind: 'drop after accepting', times: 2 })
  world.phones.setBehaviour(PSID, { submitted: 'never', deliver: 'never', read: 'never' })
  world.phones.setBehaviour(NUMBER, { deliver: 'at once' })
  await notify(world, CHAIN)
  await untilTold(world, /may have been sent/)
  await world.advance(59)
  await giveChance(world)
  expect(world.phones.messages()).toHaveLength(1)
  await world.advance(1)
  await untilSent(world, 2)
  await untilTold(world, /🔁/)
  await world.slack.until(() => threadOf(world).filter((line) => line.includes('may have been sent')).length === 2)
  await world.advance(539)
  await giveChance(world)
  expect(world.phones.messages().map(({ clientRef }) => clientRef?.replace(/^[^:]*/, ''))).toEqual([':0:1', ':0:2'])
  await world.advance(61)
  await untilTold(world, /Done/)
  expect(world.phones.messages().map(({ channel }) => channel)).toEqual(['messenger', 'messenger', 'sms'])
  expect(threadOf(world)).toContain(
    '🔁 *Messenger* is sent again, since nothing was heard of the first attempt; it may arrive twice',
  )
})

story('receipts in the wrong order and twice over end the story in the same way', async (world) => {
  await notify(world, CHAIN)
  await untilSent(world, 1)
  await untilTold(world, /Messenger\* sent/)
  world.phones.hold()
  world.phones.duplicateNext(2)
  await world.phones.read(sentUuid(world, 0))
  await world.phones.release({ order: 'reversed' })
  expect(
    world.phones
      .webhooks()
      .slice(-4)
      .map(({ answers }) => answers.map(({ status }) => status)),
  ).toEqual([[200], [200], [200], [200]])
  await untilTold(world, /Done/)
  await world.advance(86_400)
  await giveChance(world)
  await untilCard(world, /Reached\* · read on Messenger/)
  expect(cardText(world)).toMatch(/Messenger `…4567` {2}👀 Read/)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(/^📤 \*Messenger\* sent/),
    '👀 *Messenger*: read',
    '✅ *Done*: read on Messenger',
  ])
  expect(world.phones.messages()).toHaveLength(1)
})
