import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { CheckResult } from '../../src/cli/doctor/check.ts'
import { manifestScopes } from '../../src/cli/doctor/check-slack.ts'
import { answerJson } from '../../src/http/body.ts'
import { startServer } from '../../src/http/server.ts'
import { createCredentials, secretsOf } from '../../src/sandbox/credentials.ts'
import { sandboxEnvironment } from '../../src/sandbox/environment.ts'
import { type FakeMessagesApi, startFakeMessagesApi } from '../../src/sandbox/messages-api/fake-messages-api.ts'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import { startFakeSlack } from '../../src/sandbox/slack/start-fake-slack.ts'
import { openDatabase } from '../../src/store/database.ts'
import { freePort } from '../e2e/free-port.ts'
import { runCli } from './run-cli.ts'

const credentials = createCredentials()

let folder: string
let slack: FakeSlack
let phones: FakeMessagesApi
let environment: Record<string, string>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backstop-doctor-'))
  const application = { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem }
  slack = await startFakeSlack({ ...credentials, now: Date.now, hasRateLimits: false })
  phones = await startFakeMessagesApi({ now: Date.now, application, account: credentials })
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const addresses = { slackApiUrl: slack.apiUrl, messagesApiUrl: phones.url, publicUrl }
  const databaseUrl = join(folder, 'backstop.db')
  environment = sandboxEnvironment({ addresses, credentials, receiver: 'socket', databaseUrl, port })
})
afterEach(async () => {
  await Promise.all([slack.stop(), phones.stop()])
  rmSync(folder, { recursive: true })
})

/** Answers at the public address, as a Backstop does that runs. */
function answerHealth(body: unknown) {
  return startServer({
    host: '127.0.0.1',
    port: Number(environment.PORT),
    handle: (_request, response) => answerJson(response, 200, body),
    onError: () => {},
  })
}

async function examine(changes: Record<string, string | undefined> = {}, now: () => number = Date.now) {
  const options = { environment: { ...environment, ...changes }, now }
  const { code, out } = await runCli(['doctor', '--json'], options)
  const { checks } = JSON.parse(out) as { checks: CheckResult[] }
  const of = (name: string) => checks.filter((check) => check.name === name)
  return { code, checks, of, failed: checks.filter(({ level }) => level === 'failed').map(({ name }) => name) }
}

test('where all is right nothing fails, nothing is sent, and no database is made', async () => {
  const { code, failed, of } = await examine()
  expect([code, failed]).toEqual([0, []])
  const names = ['database', 'clock', 'public address', 'Vonage, by application', 'Vonage, by account']
  for (const name of [...names, 'Slack, bot', 'Slack, scopes', 'Slack, Socket Mode']) {
    expect(of(name), name).toMatchObject([{ level: 'ok' }, ...(name === 'clock' ? [{ level: 'ok' }] : [])])
  }
  expect(phones.messages()).toEqual([])
  expect(() => readFileSync(join(folder, 'backstop.db'))).toThrow('ENOENT')
})

test('each thing that fails says what to do, and no secret is shown', async () => {
  const { code, out } = await runCli(['doctor'], { environment: { ...environment, SLACK_BOT_TOKEN: 'xoxb-wrong' } })
  expect(code).toBe(1)
  expect(out).toMatch(/failed {4}Slack, bot: Slack refuses the token: invalid_auth\n +→ compare it: https:/)
  for (const secret of [...secretsOf(credentials), 'xoxb-wrong', 'PRIVATE KEY']) expect(out).not.toContain(secret)
})

test('a setting that is missing is named, and the rest is left out', async () => {
  const { code, checks } = await examine({ PUBLIC_URL: undefined, SMS_FROM: '+447700900001' })
  expect(code).toBe(1)
  expect(checks.map(({ level, what }) => `${level} ${what.split(' ')[0]}`)).toEqual([
    'failed SMS_FROM',
    'failed PUBLIC_URL',
    'left out until',
  ])
})

test('a database that is open elsewhere is in use, and an old one is left as it is', async () => {
  const running = await openDatabase(environment.DATABASE_URL ?? '')
  expect((await examine()).of('database')).toMatchObject([{ level: 'ok', what: expect.stringContaining('in use') }])
  await running.close()
  expect((await examine()).of('database')).toMatchObject([{ what: expect.stringContaining('up to date') }])
})

test.each([
  ['a file that is no database', 'text.db'],
  ['a folder that is not there', 'missing/backstop.db'],
])('%s can not be used', async (_name, path) => {
  writeFileSync(
    join(folder, 'text.db'),
    'This is a text, and longer than the header of a database file would be.'.repeat(9),
  )
  expect((await examine({ DATABASE_URL: join(folder, path) })).failed).toEqual(['database'])
})

test('a PostgreSQL that is not there can not be used, and its password is not shown', async () => {
  const { of } = await examine({ DATABASE_URL: `postgres://user:hidden@127.0.0.1:${await freePort()}/backstop` })
  expect(of('database')).toMatchObject([{ level: 'failed', what: expect.stringContaining('ECONNREFUSED') }])
  expect(JSON.stringify(of('database'))).not.toContain('hidden')
})

test.each([
  [40_000, 'failed'],
  [-40_000, 'failed'],
  [10_000, 'warning'],
])('a clock that is %i ms off is told: %s', async (offsetMs, level) => {
  // A token of such a clock is refused as well.
  const { of } = await examine({}, () => Date.now() + offsetMs)
  expect(of('clock').map((check) => check.level)).toEqual([level, level])
})

test('a key that is not the application’s is refused by Vonage, and a wrong secret, too', async () => {
  const { privateKeyPem } = createCredentials()
  const { failed } = await examine({ VONAGE_PRIVATE_KEY: privateKeyPem, VONAGE_API_SECRET: 'wrong' })
  expect(failed).toEqual(['Vonage, by application', 'Vonage, by account'])
})

test('a public address that leads elsewhere, or nowhere, fails', async () => {
  expect((await examine({ PUBLIC_URL: phones.url })).failed).toEqual(['public address'])
  expect((await examine({ PUBLIC_URL: `http://127.0.0.1:${await freePort()}` })).failed).toEqual(['public address'])
})

test('where Backstop runs, its own answer will do', async () => {
  const running = await answerHealth({ status: 'up' })
  expect((await examine()).of('public address')).toMatchObject([{ what: expect.stringMatching(/^Backstop answers/) }])
  await running.stop(0)
})

test('a public address that leads to another Backstop fails', async () => {
  const port = await freePort()
  const other = await answerHealth({ status: 'up' })
  const { of } = await examine({ PORT: String(port) })
  expect(of('public address')).toMatchObject([{ level: 'failed', what: expect.stringContaining('another Backstop') }])
  await other.stop(0)
})

test('what is being checked is shown where somebody looks, and nothing of it stays', async () => {
  const { err } = await runCli(['doctor'], { environment, now: Date.now, isWatched: true })
  expect(err.startsWith('checking the database …\r\u001b[K')).toBe(true)
  expect(err.endsWith('\r\u001b[K')).toBe(true)
})

test('a callback address where nothing listens is warned of', async () => {
  const STATUS_CALLBACK_URL = `http://127.0.0.1:${await freePort()}/status?token=hidden`
  const { code, of } = await examine({ STATUS_CALLBACK_URL })
  expect(code).toBe(0)
  expect(of('callbacks')).toMatchObject([{ level: 'warning' }])
  expect(JSON.stringify(of('callbacks'))).not.toContain('hidden')
})

test('an app token that can not open Socket Mode fails', async () => {
  const { failed } = await examine({ SLACK_APP_TOKEN: 'xapp-wrong' })
  expect(failed).toEqual(['Slack, Socket Mode'])
})

test('scopes that the manifest asks for and the token lacks are named', async () => {
  const poor = await startFakeSlack({ ...credentials, now: Date.now, hasRateLimits: false, scopes: ['commands'] })
  try {
    const { of } = await examine({ SLACK_API_URL: poor.apiUrl })
    expect(of('Slack, scopes')).toMatchObject([{ level: 'failed', what: expect.stringContaining('chat:write') }])
  } finally {
    await poor.stop()
  }
})

test('the scopes are those of the manifest', () => {
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
  expect(manifestScopes()).toEqual(manifest.oauth_config.scopes.bot)
})

test('where workspaces install the app, Slack is asked whether it knows the app', async () => {
  const oauth = { clientId: '1.2', clientSecret: 'client-secret', redirectUrls: [] }
  const installable = await startFakeSlack({ ...credentials, now: Date.now, oauth })
  const settings = {
    SLACK_API_URL: installable.apiUrl,
    SLACK_BOT_TOKEN: undefined,
    SLACK_APP_TOKEN: undefined,
    SLACK_SIGNING_SECRET: credentials.signingSecret,
    SLACK_CLIENT_ID: oauth.clientId,
    SLACK_CLIENT_SECRET: oauth.clientSecret,
    SLACK_STATE_SECRET: 'long enough a secret',
    ENCRYPTION_KEY: Buffer.alloc(32).toString('hex'),
  }
  try {
    expect((await examine(settings)).of('Slack, app')).toMatchObject([{ level: 'ok' }])
    const { of } = await examine({ ...settings, SLACK_CLIENT_SECRET: 'other' })
    expect(of('Slack, app')).toMatchObject([
      { level: 'failed', what: 'Slack refuses SLACK_CLIENT_SECRET: bad_client_secret' },
    ])
  } finally {
    await installable.stop()
  }
})
