import { expect } from 'vitest'
import { readStatus } from '../../src/messages-api/status-schema.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createReceiptStore } from '../../src/store/receipts.ts'
import { story } from './story.ts'
import { CHAIN, cardsIn, giveChance, notify, sentUuid, threadOf, untilCard, untilSent, untilTold } from './thread.ts'
import type { World } from './world.ts'

/** The main story, step by step; each step waits until it can be seen. */
const STEPS: ((world: World) => Promise<void>)[] = [
  async (world) => {
    await notify(world, CHAIN)
  },
  (world) => untilSent(world, 1),
  (world) => untilTold(world, /Messenger\* sent/),
  (world) => world.phones.deliver(sentUuid(world, 0)),
  (world) => untilTold(world, /Messenger\*: delivered/),
  (world) => world.advance(599),
  (world) => world.advance(1),
  (world) => untilSent(world, 2),
  (world) => untilTold(world, /SMS\* sent/),
  (world) => world.phones.deliver(sentUuid(world, 1)),
  (world) => untilTold(world, /Done/),
  (world) => untilCard(world, /Reached/),
]

const TOLD = [
  expect.stringMatching(/^📤 \*Messenger\* sent: 10 min to be read, until/),
  '📬 *Messenger*: delivered',
  '⏰ *Messenger* not read in 10 min: sending *SMS*',
  '📤 *SMS* sent',
  '📬 *SMS*: delivered',
  '✅ *Done*: delivered on SMS',
]

async function restart(world: World): Promise<void> {
  await world.stopApp()
  await world.startApp()
}

function expectMainStory(world: World): void {
  expect(threadOf(world)).toEqual(TOLD)
  expect(world.phones.messages().map(({ channel }) => channel)).toEqual(['messenger', 'sms'])
  expect(cardsIn(world)).toHaveLength(1)
}

for (const [place] of STEPS.entries()) {
  story(
    `a stop and a new start after step ${place + 1} of ${STEPS.length} change nothing of the story`,
    async (world) => {
      for (const [step, tell] of STEPS.entries()) {
        await tell(world)
        if (step === place) await restart(world)
      }
      expectMainStory(world)
    },
  )
}

story('a stop and a new start after every step change nothing of the story', async (world) => {
  for (const tell of STEPS) {
    await tell(world)
    await restart(world)
  }
  expectMainStory(world)
})

story('a stop while a message is being handed over waits for the answer, and nothing is sent twice', async (world) => {
  const gate = world.phones.gate()
  await notify(world, CHAIN)
  await gate.arrived
  const stopped = world.stopApp()
  gate.release()
  await stopped
  await world.startApp()
  await untilTold(world, /Messenger\* sent/)
  await world.advance(120)
  await giveChance(world)
  await world.phones.read(sentUuid(world, 0))
  await untilTold(world, /Done/)
  expect(threadOf(world).join()).not.toContain('may have been sent')
  expect(world.phones.messages()).toHaveLength(1)
})

story('a read that was saved in time, but not handled before a stop, is in time after the deadline', async (world) => {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  await world.advance(599)
  await world.stopApp()
  await saveReadAsLastAct(world)
  await world.advance(3600)
  await world.startApp()
  await untilTold(world, /Done/)
  await world.advance(86_400)
  await giveChance(world)
  await untilCard(world, /Reached/)
  expect(threadOf(world).slice(1)).toEqual(['👀 *Messenger*: read', '✅ *Done*: read on Messenger'])
  expect(world.phones.messages()).toHaveLength(1)
})

/** What a process leaves behind that dies right after it has answered a webhook with 200. */
async function saveReadAsLastAct(world: World): Promise<void> {
  world.phones.hold()
  await world.phones.send(sentUuid(world, 0), 'read')
  const body = world.phones.webhooks().at(-1)?.body ?? ''
  const report = readStatus(JSON.parse(body))
  if (!report) throw new Error(`not understood: ${body}`)
  const database = await openDatabase(world.databaseUrl)
  const receipt = { dedupeKey: 'the last one', body, token: '', report, receivedAt: world.now() }
  await createReceiptStore(database, { sandbox: true }).save([receipt])
  await database.close()
}

story(
  'a read that comes only after a deadline that nobody watched is late: the SMS goes, and why is told',
  async (world) => {
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await world.stopApp()
    await world.advance(300)
    await world.phones.send(sentUuid(world, 0), 'read')
    await world.advance(3000)
    await world.startApp()
    await untilTold(world, /SMS\* sent/)
    // The vendor repeats a webhook that found nobody.
    await world.advance(900)
    await untilTold(world, /Done/)
    expect(threadOf(world)).toEqual([
      expect.stringMatching(/^📤 \*Messenger\* sent/),
      expect.stringMatching(
        /^💤 Backstop was not running from .*22:00:00 UTC> to .*22:55:00 UTC>; what was due then is done now/,
      ),
      '⏰ *Messenger* not read in 10 min: sending *SMS*',
      '📤 *SMS* sent',
      '👀 *Messenger*: read 15 min later, after the SMS',
      '✅ *Done*: read 15 min later on Messenger, after the SMS',
    ])
    expect(world.phones.messages()).toHaveLength(2)
  },
)
