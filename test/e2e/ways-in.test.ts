import { expect } from 'vitest'
import { appRequest, postToApp } from '../../src/sandbox/slack/http-delivery.ts'
import { untilForm } from './form-hands.ts'
import { settle } from './slack-calls.ts'
import { story, takeLog } from './story.ts'
import { ADA, CHAIN, INCIDENTS, notify, sentUuid, toldTo, untilCard, untilTold } from './thread.ts'
import type { World } from './world.ts'

const BOT = '<@U0BACKSTOP>'
const ADAS_DIRECT_MESSAGES = 'D0ADA'
/** Where the bot is not. */
const RANDOM = 'C0RANDOM'

/** What is shown in Ada's Home tab, once it says this. */
async function untilHome({ slack }: World, words: RegExp): Promise<string> {
  expect(await slack.openAppHome({ userId: ADA })).toEqual({ delivery: 'acked' })
  const home = () => JSON.stringify(slack.appHome(ADA)?.definition ?? {})
  await slack.until(() => words.test(home()))
  return home()
}

/** Writes to the bot as Ada. @returns the message's ts. */
async function mention({ slack }: World, text: string, threadTs?: string): Promise<string> {
  const thread = threadTs === undefined ? {} : { threadTs }
  const posted = await slack.postAsUser({ userId: ADA, conversationId: INCIDENTS, text: `${BOT} ${text}`, ...thread })
  expect(posted.delivery).toBe('acked')
  return posted.ts
}

/** The bot's answers that Ada alone sees in a thread. */
function toldInThread({ slack }: World, threadTs: string) {
  const parent = slack.messages(INCIDENTS).find(({ ts }) => ts === threadTs)
  return parent?.replies.filter(({ ephemeralTo }) => ephemeralTo === ADA) ?? []
}

for (const receiver of ['http', 'socket'] as const) {
  story(
    `the global shortcut opens the form (${receiver})`,
    async (world) => {
      expect(await world.slack.shortcut({ userId: ADA, callbackId: 'notify' })).toEqual({ delivery: 'acked' })
      await untilForm(world)
    },
    { receiver },
  )

  story(
    `who mentions the bot in a thread is answered there alone, with a button that opens the form (${receiver})`,
    async (world) => {
      const { slack } = world
      const { ts } = await slack.postAsUser({ userId: 'U0BEN', conversationId: INCIDENTS, text: 'Who is on call?' })
      await mention(world, 'tell Grace', ts)
      await slack.until(() => toldInThread(world, ts).length === 1)
      const [answer] = toldInThread(world, ts)
      expect(answer?.text).toContain('It begins with what you wrote. This thread will show when it arrives.')
      const click = { userId: ADA, conversationId: INCIDENTS, messageTs: answer?.ts ?? '', actionId: 'open_form' }
      expect(await slack.click(click)).toEqual({ delivery: 'acked' })
      await untilForm(world)
    },
    { receiver },
  )

  story(
    `the Home tab shows what runs, what ended and the set-up, and its button opens the form (${receiver})`,
    async (world) => {
      const first = await untilHome(world, /Set-up/)
      expect(first).toContain('Nothing of yours is running')
      expect(first).toContain('none has come yet')
      await notify(world, CHAIN)
      await untilTold(world, /Messenger\* sent/)
      await untilHome(world, /N-[0-9A-F]{6}` .*waiting for it to be read.*<#C0INCIDENTS>/)
      await world.phones.read(sentUuid(world, 0))
      await untilCard(world, /Reached/)
      const home = await untilHome(world, /Nothing of yours is running/)
      expect(home).toMatch(/N-[0-9A-F]{6}` .*read on Messenger.*<#C0INCIDENTS>/)
      expect(home).toContain('the latest came')
      expect(await world.slack.clickInView({ userId: ADA, actionId: 'open_form', ...homeId(world) })).toEqual({
        delivery: 'acked',
      })
      await untilForm(world)
    },
    { receiver },
  )
}

function homeId({ slack }: World) {
  return { viewId: slack.appHome(ADA)?.id ?? '' }
}

story('the Home tab is nobody else’s: Ben sees nothing of what Ada asked for', async (world) => {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  await world.slack.openAppHome({ userId: 'U0BEN' })
  await world.slack.until(() => world.slack.appHome('U0BEN') !== undefined)
  expect(JSON.stringify(world.slack.appHome('U0BEN'))).not.toMatch(/N-[0-9A-F]{6}`/)
})

story('a shortcut whose form does not open is answered in a direct message', async (world) => {
  world.slack.fault({ method: 'views.open', error: 'expired_trigger_id' })
  await world.slack.shortcut({ userId: ADA, callbackId: 'notify' })
  const told = () => world.slack.messages(ADAS_DIRECT_MESSAGES).map(({ text }) => text)
  await world.slack.until(() => told().length === 1)
  expect(told()[0]).toContain('The form did not open in time')
})

story(
  'a message’s menu whose form does not open is answered to who chose it, where the bot is not, too',
  async (world) => {
    const { slack } = world
    const { ts } = await slack.postAsUser({ userId: 'U0BEN', conversationId: RANDOM, text: 'The lift is stuck' })
    slack.fault({ method: 'views.open', error: 'expired_trigger_id' })
    const chosen = { userId: ADA, conversationId: RANDOM, messageTs: ts, callbackId: 'notify_about_message' }
    expect(await slack.messageShortcut(chosen)).toEqual({ delivery: 'acked' })
    await slack.until(() => toldTo(world, ADA, RANDOM).length === 1)
    expect(toldTo(world, ADA, RANDOM)[0]).toContain('The form did not open in time')
  },
)

story('a mention that Slack delivers twice is answered once', async (world) => {
  const { slack, credentials, publicUrl } = world
  await mention(world, 'tell Grace')
  const [delivered] = slack.journal().filter((entry) => entry.kind === 'delivery' && entry.name === 'app_mention')
  if (delivered?.kind !== 'delivery') throw new Error('no mention was delivered')
  const { envelope, payload } = delivered
  const retry = { number: 1, reason: 'http_timeout' }
  const again = appRequest(publicUrl, credentials.signingSecret, { envelope, payload, retry })
  expect(await postToApp(again, AbortSignal.timeout(5000))).toMatchObject({ status: 200 })
  await mention(world, 'and Ben')
  await slack.until(() => toldTo(world, ADA).length >= 2)
  expect(toldTo(world, ADA)).toHaveLength(2)
})

story('a mention where the bot may not answer changes nothing else', async (world) => {
  world.slack.fault({ method: 'chat.postEphemeral', error: 'not_in_channel' })
  await mention(world, 'tell Grace')
  await mention(world, 'tell Grace')
  await world.slack.until(() => toldTo(world, ADA).length === 1)
  expect(toldTo(world, ADA)[0]).toContain('This conversation will show when it arrives.')
})

/** Takes the answers that did not arrive out of the log. */
function takeLost(world: World): string[] {
  const lost = world.log.map(({ method, outcome, error }) => [method, outcome, ...(error ? [error] : [])].join(': '))
  for (const line of takeLog(world)) expect(line).toMatch(/^40 an answer in Slack did not arrive/)
  return lost
}

story('a mention whose answer Slack does not take is logged once, with why', async (world) => {
  world.slack.fault({ method: 'chat.postEphemeral', error: 'missing_scope' })
  await mention(world, 'tell Grace')
  await mention(world, 'tell Grace')
  await world.slack.until(() => toldTo(world, ADA).length === 1)
  expect(takeLost(world)).toEqual(['chat.postEphemeral: locked out: missing_scope'])
})

story('a shortcut whose form does not open, and about which nothing can be told, is logged', async (world) => {
  world.slack.fault({ method: 'views.open', error: 'expired_trigger_id' })
  world.slack.fault({ method: 'chat.postMessage', error: 'fatal_error' })
  await world.slack.shortcut({ userId: ADA, callbackId: 'notify' })
  await settle(world)
  expect(takeLost(world)).toEqual(['chat.postMessage: unanswered'])
})

story('a Home tab that Slack does not take is logged, and is there when it is opened again', async (world) => {
  world.slack.fault({ method: 'views.publish', error: 'internal_error' })
  await world.slack.openAppHome({ userId: ADA })
  await untilHome(world, /Set-up/)
  expect(takeLost(world)).toEqual(['views.publish: unanswered'])
})

story('what still runs is never among the ones that ended, however many there are', async (world) => {
  // Two more than the Home tab has lines for: one is cut, and one is beyond what is read.
  for (let count = 0; count < 12; count += 1) await notify(world, `${CHAIN} ${count}`)
  const home = await untilHome(world, /Running/)
  expect(home.match(/N-[0-9A-F]{6}`/g)).toHaveLength(10)
  expect(home).toContain('None of yours has ended yet.')
})
