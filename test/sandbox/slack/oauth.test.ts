import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { BOT_TOKEN, fakeSlackWithClock } from './bolt-app.ts'

const APP = { clientId: 'id', clientSecret: 'secret', redirectUrls: ['https://app.example/oauth'] }
const REDIRECT = 'https://app.example/oauth/back'
const TEN_MINUTES_MS = 600_000

let slack: FakeSlack
let advance: (ms: number) => void

beforeEach(async () => {
  const fake = await fakeSlackWithClock({ oauth: APP })
  slack = fake.slack
  advance = fake.advance
})
afterEach(() => slack.stop())

/** Opens the page with *Allow*; where Slack sends the browser, or why it does not. */
async function authorize(changes: Record<string, string> = {}): Promise<string> {
  const asked = { client_id: 'id', scope: 'commands,chat:write', redirect_uri: REDIRECT, state: 's 1', ...changes }
  const url = `${slack.url}/oauth/v2/authorize?${new URLSearchParams(asked)}`
  const response = await fetch(url, { redirect: 'manual' })
  return response.headers.get('location') ?? response.text()
}

async function codeOf(): Promise<string> {
  return new URL(await authorize()).searchParams.get('code') ?? ''
}

async function call(method: string, args: Record<string, string>, token?: string): Promise<Record<string, unknown>> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: new URLSearchParams(args) })
  return (await response.json()) as Record<string, unknown>
}

const exchange = (code: string, changes: Record<string, string> = {}) =>
  call('oauth.v2.access', { client_id: 'id', client_secret: 'secret', redirect_uri: REDIRECT, code, ...changes })

test('a code becomes a token, which is good until the app is removed', async () => {
  expect(await call('auth.test', {}, BOT_TOKEN)).toMatchObject({ error: 'invalid_auth' })
  const back = new URL(await authorize())
  expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([REDIRECT, 's 1'])
  const granted = await exchange(back.searchParams.get('code') ?? '')
  expect(granted).toMatchObject({
    ok: true,
    token_type: 'bot',
    scope: 'commands,chat:write',
    team: { id: slack.teamId },
  })
  const token = String(granted.access_token)
  expect(await call('auth.test', {}, token)).toMatchObject({ ok: true })
  await slack.uninstall()
  expect(await call('auth.test', {}, token)).toMatchObject({ error: 'account_inactive' })
})

test('a code is good once, for ten minutes', async () => {
  const [first, second] = [await codeOf(), await codeOf()]
  expect(await exchange(first)).toMatchObject({ ok: true })
  expect(await exchange(first)).toMatchObject({ error: 'invalid_code' })
  advance(TEN_MINUTES_MS + 1)
  expect(await exchange(second)).toMatchObject({ error: 'invalid_code' })
})

test.each([
  ['invalid_client_id', { client_id: 'other' }],
  ['bad_client_secret', { client_secret: 'other' }],
  ['bad_redirect_uri', { redirect_uri: 'https://app.example/oauth/elsewhere' }],
])('a code is refused with %s', async (error, changes) => {
  expect(await exchange(await codeOf(), changes)).toEqual({ ok: false, error })
})

test.each<[string, Record<string, string>]>([
  ['invalid_client_id', { client_id: 'other' }],
  ['bad_redirect_uri', { redirect_uri: 'https://elsewhere.example' }],
  ['no_scopes', { scope: '' }],
  ['invalid_scope', { scope: 'commands,admin' }],
])('the page is refused with %s', async (error, changes) => {
  expect(await authorize(changes)).toBe(error)
})

test('no secret of the app is in the journal', async () => {
  await exchange(await codeOf())
  expect(
    JSON.stringify(slack.journal().map((entry) => (entry.kind === 'web_api' ? entry.arguments : {}))),
  ).not.toContain('secret')
})
