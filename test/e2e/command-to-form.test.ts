import { sql } from 'kysely'
import { expect } from 'vitest'
import { AS_FORM_ACTION } from '../../src/slack/blocks/typed-answer.ts'
import { openDatabase } from '../../src/store/database.ts'
import { story, takeLog } from './story.ts'
import { ADA, cardsIn, INCIDENTS, notify, toldTo, untilSent } from './thread.ts'
import type { World } from './world.ts'

/** No number that stands in a hint of the form. */
const NUMBER = '447700900123'

/** From now on the database takes no notification. */
async function refuseNotifications(world: World): Promise<void> {
  await world.stopApp()
  const { kysely, close } = await openDatabase(world.databaseUrl)
  await sql`create trigger refuse before insert on notifications begin select raise(abort, 'refused'); end`.execute(
    kysely,
  )
  await close()
  await world.startApp()
}

/** The answer to the last command, which Ada alone sees. */
function answerOf({ slack }: World) {
  return slack.messages(INCIDENTS).findLast(({ ephemeralTo }) => ephemeralTo === ADA)
}

async function openAsForm(world: World) {
  const messageTs = answerOf(world)?.ts ?? ''
  return world.slack.click({ userId: ADA, conversationId: INCIDENTS, messageTs, actionId: AS_FORM_ACTION })
}

/** The form as Ada sees it, with all that stands in it. */
async function formOf(world: World): Promise<string> {
  const shown = () => JSON.stringify(world.slack.openViews(ADA))
  await world.slack.until(() => shown().includes('"submit"'))
  return shown()
}

story('what is not understood opens as a form with all that was typed, as often as wanted', async (world) => {
  expect(await notify(world, 'pigeon:1234 The lift is stuck &amp; nobody comes')).toEqual({ delivery: 'acked' })
  for (const _ of ['once', 'again']) {
    expect(await openAsForm(world)).toEqual({ delivery: 'acked' })
    const form = await formOf(world)
    expect(form).toContain('pigeon:1234')
    expect(form).toContain('The lift is stuck & nobody comes')
    await world.slack.closeView({ userId: ADA })
  }
  expect(cardsIn(world)).toEqual([])
  expect(world.phones.requests()).toEqual([])
})

story('a slip in a subcommand gets the right form of it, and no form to fill in', async (world) => {
  for (const slip of ['statsu', 'cancle N-7F3A2C', 'cancel N-XYZ', 'again']) {
    await notify(world, slip)
    expect(toldTo(world, ADA).at(-1)).toMatch(/^⚠️ Nothing was sent: /)
    expect(JSON.stringify(answerOf(world))).not.toContain(AS_FORM_ACTION)
  }
})

story('a text that only begins like a subcommand can be opened as a form', async (world) => {
  await notify(world, 'Cancel the lift repair at once')
  await openAsForm(world)
  expect(await formOf(world)).toContain('Cancel the lift repair at once')
})

story('what is too long for a button opens as a form at once, and is repeated in full', async (world) => {
  const words = Array.from({ length: 300 }, (_, place) => `word${place}`).join(' ')
  expect(await notify(world, `pigeon:1234 ${words}`)).toEqual({ delivery: 'acked' })
  const form = await formOf(world)
  expect(form).toContain('pigeon:1234')
  expect(form).toContain(words)
  expect(toldTo(world, ADA)).toEqual([expect.stringContaining(`/notify pigeon:1234 ${words}`)])
})

story('where the form does not open, the button says so and can be pressed again', async (world) => {
  await notify(world, 'pigeon:1234 The lift is stuck')
  const { ts } = answerOf(world) ?? {}
  world.slack.fault({ method: 'views.open', error: 'expired_trigger_id' })
  await openAsForm(world)
  await world.slack.until(() => toldTo(world, ADA).length === 2)
  expect(toldTo(world, ADA)[1]).toMatch(/could not be opened in time. Press the button again/)
  const click = { userId: ADA, conversationId: INCIDENTS, messageTs: ts ?? '', actionId: AS_FORM_ACTION }
  await world.slack.click(click)
  expect(await formOf(world)).toContain('The lift is stuck')
})

story('where it can not be saved by a fault of ours, what was typed is still there to be opened', async (world) => {
  await refuseNotifications(world)
  await notify(world, `${NUMBER} The lift is stuck`)
  expect(toldTo(world, ADA).at(-1)).toMatch(/went wrong on our side \(reference \S+\)/)
  await openAsForm(world)
  const form = await formOf(world)
  expect(form).toContain(NUMBER)
  expect(form).toContain('The lift is stuck')
  expect(takeLog(world).length).toBeGreaterThan(0)
})

story('where the same was typed a moment ago, it can be opened as a form instead', async (world) => {
  await notify(world, `${NUMBER} The server room is flooding`)
  await untilSent(world, 1)
  await notify(world, `${NUMBER} The server room is flooding`)
  await openAsForm(world)
  const form = await formOf(world)
  expect(form).toContain(NUMBER)
  expect(form).toContain('The server room is flooding')
  expect(world.phones.messages()).toHaveLength(1)
})
