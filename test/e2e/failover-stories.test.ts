import { expect } from 'vitest'
import { story } from './story.ts'
import {
  ADA,
  CHAIN,
  cardIn,
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

story('a Messenger message that is not read in time is followed by an SMS, and the thread tells it', async (world) => {
  await notify(world, CHAIN)
  await untilSent(world, 1)
  await world.phones.deliver(sentUuid(world, 0))
  await untilTold(world, /Messenger\*: delivered/)
  await world.advance(599)
  await giveChance(world)
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
  await untilCard(world, /Reached/)
})

story('a Messenger message that is read in time is all that is sent', async (world) => {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  await world.advance(599)
  await world.phones.read(sentUuid(world, 0))
  await untilTold(world, /Done/)
  await world.advance(2 * 86_400)
  await giveChance(world)
  await untilCard(world, /Reached\* · read on Messenger/)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(/^📤 \*Messenger\* sent/),
    '📬 *Messenger*: delivered',
    '👀 *Messenger*: read',
    '✅ *Done*: read on Messenger',
  ])
  expect(world.phones.messages()).toHaveLength(1)
})

story('a message that the API refuses is followed by the next one at once', async (world) => {
  world.phones.fault({ kind: '400', channel: 'messenger' })
  world.phones.setBehaviour(NUMBER, { deliver: 'at once' })
  await notify(world, CHAIN)
  await untilTold(world, /Done/)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(
      /^❌ \*Messenger\* was refused: Invalid params.*body: Is refused.*\[1150\]\. Check what was sent/,
    ),
    '➡️ *Messenger* was refused: sending *SMS*',
    '📤 *SMS* sent',
    '📬 *SMS*: delivered',
    '✅ *Done*: delivered on SMS',
  ])
  expect(world.phones.messages().map(({ channel }) => channel)).toEqual(['sms'])
})

story('a message that is rejected after it was accepted is followed by the next one at once', async (world) => {
  world.phones.setBehaviour(PSID, { reject: { code: '1340' } })
  world.phones.setBehaviour(NUMBER, { deliver: 'at once' })
  await notify(world, CHAIN)
  await untilTold(world, /Done/)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(/^📤 \*Messenger\* sent/),
    expect.stringMatching(
      /^❌ \*Messenger\* failed: Outside of the .*\[1340\]\. It is more than 24 hours since .*: use a message tag/,
    ),
    '➡️ *Messenger* failed: sending *SMS*',
    '📤 *SMS* sent',
    '📬 *SMS*: delivered',
    '✅ *Done*: delivered on SMS',
  ])
})

story('a read that comes after the SMS went out completes the workflow, and is called late', async (world) => {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  await world.advance(600)
  await untilSent(world, 2)
  await world.phones.read(sentUuid(world, 0))
  await untilTold(world, /Done/)
  expect(threadOf(world).slice(-4)).toEqual([
    '📤 *SMS* sent',
    '📬 *Messenger*: delivered, late',
    '👀 *Messenger*: read, late',
    '✅ *Done*: read on Messenger, late',
  ])
  await untilCard(world, /Reached\* · read on Messenger, late/)
})

story('receipts after the end are told, and decide nothing any more', async (world) => {
  await notify(world, CHAIN)
  await untilSent(world, 1)
  await world.phones.read(sentUuid(world, 0))
  await untilTold(world, /Done/)
  await world.phones.send(sentUuid(world, 0), 'rejected')
  await untilTold(world, /not believed/)
  await world.advance(86_400)
  await giveChance(world)
  await untilCard(world, /Reached\* · read on Messenger/)
  expect(threadOf(world).at(-1)).toBe('❔ *Messenger* is reported as rejected after it had arrived; not believed')
  expect(world.phones.messages()).toHaveLength(1)
})

story('when nothing arrives, the thread calls the person who asked', async (world) => {
  world.phones.setBehaviour(PSID, { reject: { code: '1300' } })
  world.phones.setBehaviour(NUMBER, { reject: { code: '1310' } })
  await notify(world, CHAIN)
  await untilTold(world, /Not reached/)
  expect(threadOf(world).at(-1)).toBe(`⚠️ <@${ADA}> *Not reached*: the last message failed`)
  await untilCard(world, /Not reached/)
  expect(cardIn(world)?.text).toContain('not reached')
  expect(cardText(world)).not.toContain('Cancel')
})

story('Viber, then WhatsApp, then SMS: each follows the one before that failed its condition', async (world) => {
  await notify(world, `viber:${NUMBER},whatsapp:${NUMBER},sms:${NUMBER} The server room is flooding`)
  await untilTold(world, /Viber\* sent/)
  await world.phones.deliver(sentUuid(world, 0))
  await world.advance(600)
  await untilTold(world, /WhatsApp\* sent/)
  await world.phones.undeliverable(sentUuid(world, 1))
  await untilTold(world, /SMS\* sent/)
  await world.phones.deliver(sentUuid(world, 2))
  await untilTold(world, /Done/)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(/^📤 \*Viber\* sent/),
    '📬 *Viber*: delivered',
    '⏰ *Viber* not read in 10 min: sending *WhatsApp*',
    expect.stringMatching(/^📤 \*WhatsApp\* sent/),
    expect.stringMatching(/^❌ \*WhatsApp\* failed/),
    '➡️ *WhatsApp* failed: sending *SMS*',
    '📤 *SMS* sent',
    '📬 *SMS*: delivered',
    '✅ *Done*: delivered on SMS',
  ])
  expect(world.phones.messages().map(({ channel }) => channel)).toEqual(['viber_service', 'whatsapp', 'sms'])
})

story('a last message of which nothing is heard for a day ends in an error that says so', async (world) => {
  await notify(world, `${NUMBER} The server room is flooding`)
  await untilTold(world, /SMS\* sent/)
  await world.advance(86_399)
  await giveChance(world)
  expect(threadOf(world)).toHaveLength(1)
  await world.advance(1)
  await untilTold(world, /Not reached/)
  expect(threadOf(world).at(-1)).toBe(
    `⚠️ <@${ADA}> *Not reached*: no receipt came for the last message, so nobody can say whether it arrived`,
  )
})

story('a late read while the SMS is being handed over ends it, and says that the SMS went out', async (world) => {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  const gate = world.phones.gate()
  await world.advance(600)
  await gate.arrived
  await world.phones.send(sentUuid(world, 0), 'read')
  await untilTold(world, /Messenger\*: read, late/)
  await giveChance(world)
  expect(threadOf(world).join()).not.toContain('Done')
  gate.release()
  await untilTold(world, /Done/)
  expect(threadOf(world).at(-1)).toBe(
    '✅ *Done*: read on Messenger, late; the message that was being handed over went out',
  )
})
