import { expect } from 'vitest'
import { story } from './story.ts'
import { ADA, cardText, INCIDENTS, notify, toldTo, untilCard, untilTold } from './thread.ts'
import type { World } from './world.ts'

/** No addresses that stand in a hint of the form. */
const NUMBER = '447700900123'
const PSID = '3456789012345678'
const BEN = 'U0BEN'

/** Starts a chain. @returns the id on its card. */
async function startChain(world: World): Promise<string> {
  await notify(world, `messenger:${PSID},sms:${NUMBER} if not read within 45m: The server room is flooding`)
  await untilTold(world, /Messenger\* sent/)
  await untilCard(world, /N-[0-9A-F]{6}/)
  return /N-[0-9A-F]{6}/.exec(cardText(world))?.[0] ?? ''
}

async function again(world: World, text: string, userId = ADA, conversationId = INCIDENTS) {
  return world.slack.typeCommand({ userId, conversationId, text: `/notify ${text}` })
}

/** The form as somebody sees it, with all that stands in it. */
async function formOf({ slack }: World, userId = ADA): Promise<string> {
  await slack.until(() => JSON.stringify(slack.openViews(userId)).includes('"submit"'))
  return JSON.stringify(slack.openViews(userId))
}

story('/notify again opens the form as that one was, addresses and all, and sends nothing by itself', async (world) => {
  const id = await startChain(world)
  expect(await again(world, `again ${id}`)).toEqual({ delivery: 'acked' })
  const form = await formOf(world)
  for (const part of [PSID, NUMBER, 'The server room is flooding', '45m']) expect(form).toContain(part)
  expect(world.phones.messages()).toHaveLength(1)
})

story('who did not ask for it gets the text and no address, not even masked', async (world) => {
  const id = await startChain(world)
  await again(world, `again ${id.toLowerCase()}`, BEN)
  const form = await formOf(world, BEN)
  expect(form).toContain('The server room is flooding')
  expect(form).not.toContain(PSID)
  expect(form).not.toContain(NUMBER)
})

story('what somebody may not see can not be sent again either', async (world) => {
  const id = await startChain(world)
  await again(world, `again ${id}`, BEN, 'C0RANDOM')
  expect(toldTo(world, BEN, 'C0RANDOM')).toEqual([expect.stringMatching(`^⚠️ There is no ${id} that is yours`)])
  expect(world.slack.openViews(BEN)).toEqual([])
})

story('a slip in “again” is told', async (world) => {
  await again(world, 'agian N-7F3A2C')
  expect(toldTo(world, ADA).at(-1)).toContain('did you mean `/notify again`?')
  await again(world, 'again everything')
  expect(toldTo(world, ADA).at(-1)).toContain('“everything” is no id: `/notify again N-7F3A2C`')
})

story('where the form does not open, that is said', async (world) => {
  const id = await startChain(world)
  world.slack.fault({ method: 'views.open', error: 'expired_trigger_id' })
  await again(world, `again ${id}`)
  await world.slack.until(() => toldTo(world, ADA).some((told) => /form could not be opened in time/.test(told)))
})
