import { expect } from 'vitest'
import { story } from './story.ts'
import {
  ADA,
  CHAIN,
  cardText,
  giveChance,
  INCIDENTS,
  notify,
  sentUuid,
  threadOf,
  toldTo,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'
import type { World } from './world.ts'

const BEN = 'U0BEN'
const RANDOM = 'C0RANDOM'

/** Types a command and gives what this person alone is answered. */
async function answerTo(world: World, text: string, userId = ADA, conversationId = INCIDENTS): Promise<string> {
  const before = toldTo(world, userId, conversationId).length
  const typed = { userId, conversationId, text: `/notify ${text}` }
  expect(await world.slack.typeCommand(typed)).toEqual({ delivery: 'acked' })
  const told = toldTo(world, userId, conversationId).slice(before)
  expect(told).toHaveLength(1)
  return told[0] ?? ''
}

/** The id that the card in the conversation shows. */
function shownId(world: World, conversationId = INCIDENTS): string {
  const [id] = /N-[0-9A-F]{6}/.exec(cardText(world, conversationId)) ?? []
  if (id === undefined) throw new Error(`the card shows no id: ${cardText(world, conversationId)}`)
  return id
}

async function startChain(world: World): Promise<string> {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  await untilCard(world, /Waiting\* · to be read/)
  return shownId(world)
}

story('/notify list shows what is running, each with its id, and nothing once it has ended', async (world) => {
  expect(await answerTo(world, 'list')).toMatch(/^Nothing is running/)
  const id = await startChain(world)
  const list = await answerTo(world, 'list')
  expect(list).toContain(
    `• \`${id}\` Notification by Messenger to …4567, then SMS to +44 •••• 000: waiting for it to be read on Messenger`,
  )
  expect(await answerTo(world, `cancel ${id.toLowerCase()}`)).toContain(`${id} is cancelled`)
  await untilTold(world, /nothing more is sent/)
  expect(await answerTo(world, 'list')).toMatch(/^Nothing is running/)
})

story('/notify status tells how far the last one is, or the one that the id names', async (world) => {
  expect(await answerTo(world, 'status')).toMatch(/^There is none yet/)
  const first = await startChain(world)
  const asked = /waiting for it to be read on Messenger/
  expect(await answerTo(world, 'status')).toMatch(asked)
  await world.advance(1)
  await notify(world, '447700900123 The lift is stuck')
  await untilSent(world, 2)
  expect(await answerTo(world, 'status')).toContain('The lift is stuck')
  expect(await answerTo(world, `status ${first.slice(0, 6)}`)).toMatch(asked)
  const shown = world.slack.messages(INCIDENTS).findLast(({ ephemeralTo }) => ephemeralTo === ADA)
  expect(JSON.stringify(shown?.blocks)).toContain(first)
  expect(JSON.stringify(shown?.blocks)).not.toContain('"button"')
})

story(
  '/notify cancel sends nothing more, the thread says who it was, and a second one changes nothing',
  async (world) => {
    const id = await startChain(world)
    const cancelled = `🛑 ${id} is cancelled: no further message will be sent.`
    expect(await answerTo(world, `cancel ${id}`, BEN)).toBe(cancelled)
    await untilTold(world, new RegExp(`<@${BEN}> cancelled`))
    await untilTold(world, /nothing more is sent/)
    expect(await answerTo(world, `cancel ${id}`)).toBe(cancelled)
    await world.advance(86_400)
    await giveChance(world)
    expect(threadOf(world).filter((line) => /cancelled$/.test(line))).toEqual([`🛑 <@${BEN}> cancelled`])
    expect(world.phones.messages()).toHaveLength(1)
  },
)

story('/notify cancel of one that has ended says why it is too late', async (world) => {
  const id = await startChain(world)
  await world.phones.send(sentUuid(world, 0), 'read')
  await untilTold(world, /Done/)
  const late = `${id}: Too late to cancel: it has ended already (the condition was met).`
  expect(await answerTo(world, `cancel ${id}`)).toBe(late)
})

story('who did not ask for it, and types elsewhere, can neither see nor cancel it', async (world) => {
  const id = await startChain(world)
  expect(await answerTo(world, 'list', BEN, RANDOM)).toMatch(/^Nothing is running/)
  expect(await answerTo(world, 'status', BEN, RANDOM)).toMatch(/^There is none yet/)
  const unknown = `⚠️ There is no ${id} that is yours or of this conversation. \`/notify list\` shows what is running.`
  expect(await answerTo(world, `status ${id}`, BEN, RANDOM)).toBe(unknown)
  expect(await answerTo(world, `cancel ${id}`, BEN, RANDOM)).toBe(unknown)
  expect(await answerTo(world, `status ${id}`, ADA, RANDOM)).toContain('waiting for it to be read on Messenger')
  expect(await answerTo(world, 'list', BEN)).toContain(id)
})

story('a chain waits for what was typed, for as long as was typed', async (world) => {
  await notify(world, CHAIN.replace(' ', ' if not delivered within 30s: '))
  await untilSent(world, 1)
  expect(world.phones.messages()[0]?.text).toBe('The server room is flooding')
  await untilCard(world, /Waiting\* · to be delivered on Messenger/)
  await world.advance(31)
  await untilSent(world, 2)
  await untilTold(world, /not delivered/)
})
