import { expect } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/model.ts'
import { blocksOf, enteredIn, GOOD, submit, untilForm } from './form-hands.ts'
import { story } from './story.ts'
import { ADA, cardsIn, INCIDENTS, NUMBER, notify, untilSent, untilTold } from './thread.ts'
import type { World } from './world.ts'

const ADAS_DIRECT_MESSAGES = 'D0ADA'
/** Where the bot is not. */
const RANDOM = 'C0RANDOM'

/** Who the form reaches; its text stays as it opened. */
const { form_text: _, ...PEOPLE } = GOOD

/** Ben writes something. @returns the message's ts. */
async function benWrites({ slack }: World, text: string, place: { conversationId?: string; threadTs?: string } = {}) {
  const { ts } = await slack.postAsUser({ userId: 'U0BEN', conversationId: INCIDENTS, text, ...place })
  return ts
}

/** Ada chooses *Notify about this* in the menu of a message. */
async function notifyAbout(world: World, messageTs: string, conversationId = INCIDENTS): Promise<void> {
  const chosen = { userId: ADA, conversationId, messageTs, callbackId: 'notify_about_message' }
  expect(await world.slack.messageShortcut(chosen)).toEqual({ delivery: 'acked' })
  await untilForm(world)
}

/** Ada sends the form as it opened, to these people. */
async function send(world: World, fields: Record<string, string | null> = PEOPLE): Promise<void> {
  expect(await submit(world, fields)).toEqual({ delivery: 'acked', errors: {} })
  await untilSent(world, 1)
}

/** Resolves when there is a card in the conversation. */
async function untilCardIn(world: World, conversationId: string): Promise<void> {
  await world.slack.until(() => cardsIn(world, conversationId).length === 1)
}

/** The bot's replies in a thread, for everybody. */
function repliesIn({ slack }: World, threadTs: string): SeenMessage[] {
  const parent = slack.messages(INCIDENTS).find(({ ts }) => ts === threadTs)
  return (parent?.replies ?? []).filter((reply) => reply.userId === slack.botUserId && reply.ephemeralTo === undefined)
}

const address = (ts: string) => `https://sandbox.slack.com/archives/${INCIDENTS}/p${ts.replace('.', '')}`

story('the global shortcut’s form asks where the card is to be: by default in the direct message', async (world) => {
  await world.slack.shortcut({ userId: ADA, callbackId: 'notify' })
  await untilForm(world)
  expect(blocksOf(world)).toContain('form_conversation')
  await send(world, GOOD)
  await untilCardIn(world, ADAS_DIRECT_MESSAGES)
  expect(cardsIn(world)).toEqual([])
})

story('the Home tab’s form puts the card where it is told to', async (world) => {
  const { slack } = world
  await slack.openAppHome({ userId: ADA })
  await slack.until(() => slack.appHome(ADA) !== undefined)
  await slack.clickInView({ userId: ADA, viewId: slack.appHome(ADA)?.id ?? '', actionId: 'open_form' })
  await untilForm(world)
  await send(world, { ...GOOD, form_conversation: INCIDENTS })
  await untilCardIn(world, INCIDENTS)
})

story('a message’s menu takes its text and its address along, and the card is in its conversation', async (world) => {
  const ts = await benWrites(world, '<@U0ADA>: 1 &lt; 2, see <https://runbook.example|the run book>')
  await notifyAbout(world, ts)
  const text = `@U0ADA: 1 < 2, see the run book (https://runbook.example)\n${address(ts)}`
  expect(enteredIn(world, 'form_text')).toBe(text)
  expect(blocksOf(world)).not.toContain('form_conversation')
  await send(world)
  expect(world.phones.messages()[0]?.text).toBe(text)
  await untilCardIn(world, INCIDENTS)
})

story('about a message in a thread, the card is a reply in that thread', async (world) => {
  const threadTs = await benWrites(world, 'The lift is stuck')
  const ts = await benWrites(world, 'With Grace in it', { threadTs })
  await notifyAbout(world, ts)
  const within = `?thread_ts=${threadTs}&cid=${INCIDENTS}`
  expect(enteredIn(world, 'form_text')).toBe(`With Grace in it\n${address(ts)}${within}`)
  await send(world)
  await world.slack.until(() => repliesIn(world, threadTs).length === 1)
  expect(cardsIn(world)).toEqual([])
})

story('about a message where the bot is not, the card goes to who asked', async (world) => {
  const ts = await benWrites(world, 'The lift is stuck', { conversationId: RANDOM })
  await notifyAbout(world, ts, RANDOM)
  await send(world)
  await untilCardIn(world, ADAS_DIRECT_MESSAGES)
})

story('a mention in a thread becomes the form’s text, and the card a reply in that thread', async (world) => {
  const { slack } = world
  const threadTs = await benWrites(world, 'The lift is stuck')
  const text = `<@${slack.botUserId}> tell Grace:\n"stay calm" &amp; wait`
  await slack.postAsUser({ userId: ADA, conversationId: INCIDENTS, text, threadTs })
  const answer = () => {
    const parent = slack.messages(INCIDENTS).find(({ ts }) => ts === threadTs)
    return parent?.replies.find(({ ephemeralTo }) => ephemeralTo === ADA)
  }
  await slack.until(() => answer() !== undefined)
  const messageTs = answer()?.ts ?? ''
  await slack.click({ userId: ADA, conversationId: INCIDENTS, messageTs, actionId: 'open_form' })
  await untilForm(world)
  expect(enteredIn(world, 'form_text')).toBe('tell Grace:\n"stay calm" & wait')
  await send(world)
  await slack.until(() => repliesIn(world, threadTs).length === 1)
  expect(cardsIn(world)).toEqual([])
})

story('what is taken along comes with the settings that were used last', async (world) => {
  await notify(world, `${NUMBER} The server room is flooding`)
  await untilTold(world, /SMS\* sent/)
  await notifyAbout(world, await benWrites(world, 'The lift is stuck'))
  expect(enteredIn(world, 'm1_channel')).toBe('sms')
  expect(blocksOf(world)).not.toContain('m2_to')
  expect(enteredIn(world, 'form_text')).toMatch(/^The lift is stuck\n/)
})
