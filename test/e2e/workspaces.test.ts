import { expect } from 'vitest'
import { z } from 'zod'
import { appRequest } from '../../src/sandbox/slack/http-delivery.ts'
import { openDatabase } from '../../src/store/database.ts'
import { blocksOf, fill, openForm, shownIn, untilForm } from './form-hands.ts'
import { install } from './install.ts'
import { advanceAndSettle, callsOf, settle } from './slack-calls.ts'
import { story, takeLog } from './story.ts'
import {
  ADA,
  CHAIN,
  cardIn,
  INCIDENTS,
  NUMBER,
  notify,
  PSID,
  sentUuid,
  toldTo,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'
import type { World } from './world.ts'

const BY_OAUTH = { isByOAuth: true } as const

/** An event of a workspace that nobody knows, as Slack would send it. */
function strangeEvent({ credentials, publicUrl }: World, event: { type: string }) {
  const payload = { type: 'event_callback', team_id: 'T0STRANGE', event, event_id: 'Ev1', event_time: 1_795_000_000 }
  return appRequest(publicUrl, credentials.signingSecret, { envelope: 'events_api', payload })
}

/** Something for each field of the form that is open in which one types. */
function typedIn({ slack }: World): [blockId: string, value: Record<string, string>][] {
  const blocks = z.array(inputBlock).parse(slack.openViews(ADA)[0]?.definition.blocks ?? [])
  return blocks.flatMap(({ block_id: blockId = '', element }) =>
    element?.type === 'plain_text_input' ? [[blockId, { [element.action_id]: NUMBER }]] : [],
  )
}

const inputBlock = z.object({
  block_id: z.string().optional(),
  element: z.object({ type: z.string(), action_id: z.string() }).optional(),
})

story(
  'somebody installs the app, uses it and removes it: the message goes out, its card is given up',
  async (world) => {
    const page = await install(world)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Backstop is installed')
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await settle(world)
    const card = JSON.stringify(cardIn(world))
    await world.slack.uninstall()
    await advanceAndSettle(world, 600)
    await untilSent(world, 2)
    await world.phones.deliver(sentUuid(world, 1))
    await advanceAndSettle(world, 600)
    expect(JSON.stringify(cardIn(world))).toBe(card)
    expect(takeLog(world)).toEqual(['40 Slack refuses a card or a reply for good; the message goes its way'])
  },
  BY_OAUTH,
)

story(
  'the app that was installed again after a removal shows new cards with the new token',
  async (world) => {
    await install(world)
    await world.slack.uninstall()
    await world.advance(60)
    await install(world)
    await notify(world, CHAIN)
    await untilCard(world, /Messenger/)
    await world.stopApp()
    await world.startApp()
    await untilSent(world, 1)
    await world.phones.read(sentUuid(world, 0))
    await untilCard(world, /Reached/)
  },
  BY_OAUTH,
)

story(
  'a late word of a removal does not undo an installation that was made since',
  async (world) => {
    await install(world)
    await world.slack.uninstall()
    await world.advance(60)
    await install(world)
    const removedAt = Math.floor(world.now() / 1000) - 60
    const payload = {
      type: 'event_callback',
      team_id: world.slack.teamId,
      event: { type: 'app_uninstalled' },
      event_id: 'Ev1',
      event_time: removedAt,
    }
    const { url, ...request } = appRequest(world.publicUrl, world.credentials.signingSecret, {
      envelope: 'events_api',
      payload,
    })
    expect((await fetch(url, { method: 'POST', ...request })).status).toBe(200)
    await notify(world, CHAIN)
    await untilCard(world, /Messenger/)
  },
  BY_OAUTH,
)

story(
  'in a workspace that has not installed the app whoever asks is told so, and Slack hears no refusal',
  async (world) => {
    expect(await notify(world, CHAIN)).toMatchObject({ delivery: 'acked' })
    expect(toldTo(world, ADA).join()).toMatch(/^⚠️ Nothing was done: .*\/slack\/install\|Install it again>/)
    for (const type of ['app_mention', 'app_home_opened', 'app_uninstalled']) {
      const { url, ...request } = strangeEvent(world, { type })
      expect((await fetch(url, { method: 'POST', ...request })).status, type).toBe(200)
    }
    await settle(world)
    expect(world.phones.messages()).toEqual([])
    expect(callsOf(world, 'chat.postMessage')).toEqual([])
  },
  BY_OAUTH,
)

story(
  'who clicks or sends a form when the app was removed meanwhile is told so, and loses nothing',
  async (world) => {
    await install(world)
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await settle(world)
    await notify(world, '')
    await world.slack.until(() => typedIn(world).length > 0)
    await world.slack.uninstall()
    const card = cardIn(world)
    const clicked = { userId: ADA, conversationId: INCIDENTS, messageTs: card?.ts ?? '' }
    const [actionId = ''] = JSON.stringify(card?.blocks).match(/(?<="action_id":")[^"]*cancel[^"]*/i) ?? []
    await world.slack.click({ ...clicked, actionId })
    await world.slack.until(() => toldTo(world, ADA).some((told) => /not installed in this workspace/.test(told)))
    const values = Object.fromEntries(typedIn(world))
    const { errors } = await world.slack.submitView({ userId: ADA, values })
    expect(Object.values(errors).join()).toMatch(/not installed in this workspace any more\. Install it again at http/)
    expect(world.slack.openViews(ADA)).toHaveLength(1)
    expect(world.phones.messages()).toHaveLength(1)
  },
  BY_OAUTH,
)

story(
  'nobody is told who wrote to us where the service is for several workspaces',
  async (world) => {
    await install(world)
    await notify(world, `messenger:${PSID} Hello`)
    await untilSent(world, 1)
    await world.phones.reply({ address: PSID, channel: 'messenger', text: 'Yes?' })
    await openForm(world)
    await fill(world, { m1_to: PSID })
    await untilForm(world, () => shownIn(world).includes('to `234…`'))
    expect(blocksOf(world)).not.toContain('m1_messengerTag')
    expect(shownIn(world)).not.toContain('can be answered')
  },
  BY_OAUTH,
)

story(
  'what can not be decrypted stops no message, and the card comes once the app is installed again',
  async (world) => {
    await install(world)
    await world.stopApp()
    const database = await openDatabase(world.databaseUrl)
    await database.kysely.updateTable('slack_installations').set({ sealed: 'v1.sealed with another key' }).execute()
    await database.close()
    await world.startApp()
    expect(takeLog(world)).toEqual([expect.stringMatching(/^50 ENCRYPTION_KEY does not open these installations/)])
    await notify(world, CHAIN)
    await untilSent(world, 1)
    await settle(world)
    expect([...new Set(takeLog(world))]).toEqual([
      expect.stringMatching(/^50 a workspace’s token can not be decrypted; check ENCRYPTION_KEY/),
    ])
    await install(world)
    await world.advance(600)
    await untilCard(world, /Messenger/)
  },
  BY_OAUTH,
)
