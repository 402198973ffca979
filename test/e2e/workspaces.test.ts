import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect } from 'vitest'
import { appRequest } from '../../src/sandbox/slack/http-delivery.ts'
import { openDatabase } from '../../src/store/database.ts'
import { allow, install, open } from './install.ts'
import { advanceAndSettle, callsOf, settle } from './slack-calls.ts'
import { story, takeLog } from './story.ts'
import { CHAIN, cardIn, notify, sentUuid, toldTo, untilCard, untilSent, untilTold } from './thread.ts'
import { OAUTH_APP, OAUTH_SETTINGS, type World } from './world.ts'

const BY_OAUTH = { isByOAuth: true } as const

/** An event of a workspace that nobody knows, as Slack would send it. */
function strangeEvent({ credentials, publicUrl }: World, event: { type: string }) {
  const payload = { type: 'event_callback', team_id: 'T0STRANGE', event, event_id: 'Ev1', event_time: 1_795_000_000 }
  return appRequest(publicUrl, credentials.signingSecret, { envelope: 'events_api', payload })
}

/** All that is in the files of the database. */
function fileBytes({ databaseUrl }: World): string {
  const folder = dirname(databaseUrl)
  const names = readdirSync(folder).filter((name) => name.startsWith(basename(databaseUrl)))
  return names.map((name) => readFileSync(join(folder, name), 'latin1')).join('')
}

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
    expect(toldTo(world, 'U0ADA').join()).toMatch(/^⚠️ Nothing was done: .*\/slack\/install\|Install it again>/)
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

story(
  'nobody can be made to install by a link, and a code is good once',
  async (world) => {
    const { back, cookie } = await allow(world)
    const other = await allow(world)
    const forged = new URL(back)
    forged.searchParams.set('state', 'eyJhbGciOiJub25lIn0.e30.')
    const astray = [
      await open(back),
      await open(back, other.cookie),
      await open(forged.href, 'slack-app-oauth-state=eyJhbGciOiJub25lIn0.e30.'),
      await open(`${world.publicUrl}/slack/oauth_redirect`),
    ]
    for (const page of astray) {
      expect(page.status).toBe(400)
      expect(page.text).toContain('Begin it again')
    }
    expect(callsOf(world, 'oauth.v2.access')).toEqual([])
    const cancelled = await open(`${world.publicUrl}/slack/oauth_redirect?error=access_denied&state=x`, cookie)
    expect([cancelled.status, /cancelled in Slack/.test(cancelled.text)]).toEqual([400, true])
    expect((await open(back, cookie)).status).toBe(200)
    const again = await open(back, cookie)
    expect([again.status, /Slack did not complete/.test(again.text)]).toEqual([502, true])
    expect(takeLog(world)).toEqual([
      '50 Slack did not complete an installation; check SLACK_CLIENT_ID and SLACK_CLIENT_SECRET',
    ])
  },
  BY_OAUTH,
)

story(
  'no secret of an installation is in a log line, on a page or readable in the database',
  async (world) => {
    const pages = [await open(`${world.publicUrl}/slack/install`), await install(world)]
    world.slack.fault({ method: 'oauth.v2.access', error: 'bad_client_secret' })
    pages.push(await install(world))
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await world.stopApp()
    const logged = JSON.stringify(world.log.splice(0))
    expect(logged).toContain('the app was installed in a workspace')
    const file = fileBytes(world)
    expect(file).toContain('slack_installations')
    const secrets = [
      world.credentials.botToken,
      OAUTH_APP.clientSecret,
      OAUTH_SETTINGS.SLACK_STATE_SECRET,
      OAUTH_SETTINGS.ENCRYPTION_KEY,
    ]
    for (const secret of secrets) {
      for (const place of [logged, file, ...pages.map(({ text, cookie }) => text + cookie)]) {
        expect(place.includes(secret)).toBe(false)
      }
    }
  },
  { ...BY_OAUTH, logLevel: 'trace' },
)

story('with a single token there is nothing to install', async ({ publicUrl, slack }) => {
  expect((await open(`${publicUrl}/slack/install`)).status).toBe(404)
  expect((await open(`${publicUrl}/slack/oauth_redirect`)).status).toBe(404)
  expect(await slack.uninstall()).toBeUndefined()
})
