import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect } from 'vitest'
import { allow, install, open } from './install.ts'
import { callsOf } from './slack-calls.ts'
import { story, takeLog } from './story.ts'
import { CHAIN, notify, untilTold } from './thread.ts'
import { OAUTH_APP, OAUTH_SETTINGS, type World } from './world.ts'

const BY_OAUTH = { isByOAuth: true } as const

/** All that is in the files of the database. */
function fileBytes({ databaseUrl }: World): string {
  const folder = dirname(databaseUrl)
  const names = readdirSync(folder).filter((name) => name.startsWith(basename(databaseUrl)))
  return names.map((name) => readFileSync(join(folder, name), 'latin1')).join('')
}

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
