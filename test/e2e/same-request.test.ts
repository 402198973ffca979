import { expect } from 'vitest'
import { SEND_ALL_THE_SAME_ACTION } from '../../src/slack/blocks/typed-answer.ts'
import { story } from './story.ts'
import { ADA, cardsIn, giveChance, INCIDENTS, notify, toldTo, untilSent } from './thread.ts'
import type { World } from './world.ts'

/** No number that stands in a hint of the form. */
const NUMBER = '447700900123'
const BEN = 'U0BEN'
const FLOOD = `${NUMBER} The server room is flooding`
const ASKED =
  /^⚠️ Nothing was sent: the same text went to SMS `\+44 •••• 123` 40 s ago \(`N-[0-9A-F]{6}`, by <@U0ADA>\)\.$/

/** Ada's message went out; 40 s later somebody types the same. @returns the question's `ts`. */
async function typeTwice(world: World, userId = ADA): Promise<string> {
  await notify(world, FLOOD)
  await untilSent(world, 1)
  await world.advance(40)
  await world.slack.typeCommand({ userId, conversationId: INCIDENTS, text: `/notify ${FLOOD}` })
  expect(toldTo(world, userId).at(-1)).toMatch(ASKED)
  return world.slack.messages(INCIDENTS).findLast(({ ephemeralTo }) => ephemeralTo === userId)?.ts ?? ''
}

async function click(world: World, messageTs: string, actionId: string, userId = ADA) {
  return world.slack.click({ userId, conversationId: INCIDENTS, messageTs, actionId })
}

story('the same text to the same recipient within two minutes asks first, and sends nothing', async (world) => {
  await typeTwice(world)
  await world.advance(3600)
  await giveChance(world)
  expect(world.phones.messages()).toHaveLength(1)
  expect(cardsIn(world)).toHaveLength(1)
})

story('it is asked whoever typed it first', async (world) => {
  await typeTwice(world, BEN)
  expect(world.phones.messages()).toHaveLength(1)
})

story(
  '“Send it all the same” sends it once, however often it is clicked, and takes the question away',
  async (world) => {
    const question = await typeTwice(world)
    const clicks = [click(world, question, SEND_ALL_THE_SAME_ACTION), click(world, question, SEND_ALL_THE_SAME_ACTION)]
    expect(await Promise.all(clicks)).toEqual([{ delivery: 'acked' }, { delivery: 'acked' }])
    await untilSent(world, 2)
    await world.slack.until(() => cardsIn(world).length === 2)
    await world.slack.until(() => toldTo(world, ADA).at(-1)?.startsWith('⏳ Saved') === true)
    expect(toldTo(world, ADA).filter((told) => ASKED.test(told))).toEqual([])
    await giveChance(world)
    expect(world.phones.messages().map(({ text }) => text)).toEqual(Array(2).fill('The server room is flooding'))
    expect(cardsIn(world)).toHaveLength(2)
  },
)

story('another text, another number, and the same after two minutes go out unasked', async (world) => {
  await notify(world, FLOOD)
  await notify(world, `${NUMBER} The server room is on fire`)
  await notify(world, '447700900001 The server room is flooding')
  await world.advance(120)
  await notify(world, FLOOD)
  await untilSent(world, 4)
  expect(toldTo(world, ADA).every((told) => told.startsWith('⏳ Saved'))).toBe(true)
})
