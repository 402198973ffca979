import { expect } from 'vitest'
import { AGAIN_ACTION, DETAILS_ACTION, SKIP_ACTION } from '../../src/slack/blocks/card-buttons.ts'
import { advanceAndSettle, settle } from './slack-calls.ts'
import { story } from './story.ts'
import {
  ADA,
  broadcastsIn,
  CHAIN,
  cardIn,
  cardText,
  clickCard,
  INCIDENTS,
  NUMBER,
  notify,
  PSID,
  sentUuid,
  threadOf,
  toldTo,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'
import type { World } from './world.ts'

const BEN = 'U0BEN'

/** The blocks of what somebody alone was told last. */
function lastAnswer({ slack }: World, userId: string): string {
  const answers = slack.messages(INCIDENTS).filter(({ ephemeralTo }) => ephemeralTo === userId)
  return JSON.stringify(answers.at(-1) ?? {})
}

story('a click on Send next now sends the next message, once, and the thread says who clicked', async (world) => {
  await notify(world, CHAIN)
  await untilCard(world, /Send next now/)
  const clicks = await Promise.all([clickCard(world, SKIP_ACTION, BEN), clickCard(world, SKIP_ACTION, BEN)])
  expect(clicks).toEqual([{ delivery: 'acked' }, { delivery: 'acked' }])
  await untilTold(world, /SMS\* sent/)
  await untilSent(world, 2)
  await settle(world)
  expect(threadOf(world).slice(1)).toEqual([
    `⏭ <@${BEN}> wants to go on from *Messenger* now`,
    '➡️ *Messenger* was skipped: sending *SMS*',
    '📤 *SMS* sent',
  ])
  expect(toldTo(world, BEN)).toEqual([
    'Nothing was changed: by now it is the turn of message 2. Click again if that is to be skipped, too.',
  ])
  expect(cardText(world)).not.toContain(SKIP_ACTION)
  expect(cardText(world)).toContain('was skipped')
  expect(world.phones.messages()).toHaveLength(2)
})

story('a click on Send next now that comes after the end says why it is too late', async (world) => {
  await notify(world, CHAIN)
  await untilCard(world, /Send next now/)
  // The card is behind: Slack takes no update of it.
  world.slack.fault({ method: 'chat.update', httpStatus: 503 })
  await world.phones.send(sentUuid(world, 0), 'read')
  await untilTold(world, /Done/)
  await clickCard(world, SKIP_ACTION)
  await world.slack.until(() => toldTo(world, ADA).length === 2)
  expect(toldTo(world, ADA)[1]).toBe('Too late to send the next message: it has ended already (the condition was met).')
  await advanceAndSettle(world, 1)
})

story('Details show the numbers to who asked, and masked ones to others, and change nothing', async (world) => {
  await notify(world, CHAIN)
  await untilCard(world, /Send next now/)
  await clickCard(world, DETAILS_ACTION)
  await world.slack.until(() => lastAnswer(world, ADA).includes('Details of'))
  expect(lastAnswer(world, ADA)).toContain(NUMBER)
  expect(lastAnswer(world, ADA)).toContain(PSID)
  expect(lastAnswer(world, ADA)).toContain(sentUuid(world, 0))
  await clickCard(world, DETAILS_ACTION, BEN)
  await world.slack.until(() => lastAnswer(world, BEN).includes('Details of'))
  expect(lastAnswer(world, BEN)).not.toContain(NUMBER)
  expect(lastAnswer(world, BEN)).not.toContain(PSID)
  expect(lastAnswer(world, BEN)).toContain(`Numbers are masked: only <@${ADA}>`)
  await settle(world)
  expect(threadOf(world)).toHaveLength(1)
})

story('only the reply that says that nobody was reached is shown in the conversation, too', async (world) => {
  await notify(world, `${NUMBER} The server room is flooding`)
  await untilTold(world, /SMS\* sent/)
  await world.phones.deliver(sentUuid(world, 0))
  await untilTold(world, /Done/)
  await settle(world)
  expect(broadcastsIn(world)).toEqual([])
  await notify(world, `${NUMBER} The server room is still flooding`)
  await untilSent(world, 2)
  await world.phones.send(sentUuid(world, 1), 'rejected')
  await world.slack.until(() => broadcastsIn(world).length === 1)
  expect(broadcastsIn(world)[0]?.text).toContain(`<@${ADA}> Not reached: the last message failed`)
})

story(
  'a read that comes after the SMS has arrived corrects the card and the thread, and not the outcome',
  async (world) => {
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await advanceAndSettle(world, 600)
    await untilSent(world, 2)
    await world.phones.deliver(sentUuid(world, 1))
    await untilCard(world, /Reached\* · delivered on SMS/)
    await advanceAndSettle(world, 36 * 60)
    await world.phones.read(sentUuid(world, 0))
    await untilCard(world, /read 36 min later on Messenger, after the SMS/)
    await untilTold(world, /Messenger\*: read 36 min later, after the SMS/)
    expect(cardText(world)).toMatch(/Reached\* · delivered on SMS/)
    expect(cardText(world)).toMatch(/Read · .* · 36 min late, after the SMS/)
    expect(cardIn(world)?.text).toContain('delivered on SMS; read 36 min later on Messenger, after the SMS')
  },
)

story(
  'a click on Send again opens the form, filled in for who asked and without the numbers for others',
  async (world) => {
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await world.phones.read(sentUuid(world, 0))
    await untilCard(world, /Send again/)
    for (const userId of [ADA, BEN]) {
      expect(await clickCard(world, AGAIN_ACTION, userId)).toEqual({ delivery: 'acked' })
      await world.slack.until(() => formOf(world, userId).includes('The server room is flooding'))
    }
    expect(formOf(world, ADA)).toContain(PSID)
    expect(formOf(world, BEN)).not.toContain(PSID)
    expect(formOf(world, BEN)).not.toContain(NUMBER)
    expect(world.phones.messages()).toHaveLength(1)
  },
)

/** All that is entered in somebody's form. */
function formOf({ slack }: World, userId: string): string {
  return JSON.stringify(slack.openViews(userId).at(-1)?.values ?? {})
}
