import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Page, startPage } from '../../../src/sandbox/page-server.ts'
import { createSandboxClock, type SandboxClock } from '../../../src/sandbox/sandbox-clock.ts'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { parseJson } from '../../../src/sandbox/slack/json.ts'
import { startWorld, type World } from '../messages-api/world.ts'
import { fakeSlackWithClock } from '../slack/bolt-app.ts'
import { eventReader } from './event-reader.ts'

const START_AT = 1_700_000_000_000
const CSP = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

let slack: FakeSlack
let phones: World
let clock: SandboxClock
let page: Page
let token: string

beforeEach(async () => {
  ;({ slack } = await fakeSlackWithClock())
  phones = await startWorld()
  clock = createSandboxClock({ startAt: START_AT, realMs: () => 0 })
  page = await startPage({
    slack,
    messagesApi: phones.api,
    clock,
    about: { curl: 'curl <here>', publicUrl: 'http://127.0.0.1:1' },
  })
  const html = await (await fetch(page.url)).text()
  token = /name="sandbox-token" content="([\w-]{20,})"/.exec(html)?.[1] ?? ''
})
afterEach(async () => {
  await page.stop()
  await Promise.all([slack.stop(), phones.stop()])
})

async function call(path: string, body?: object, headers: Record<string, string> = { 'x-sandbox-token': token }) {
  const response = await fetch(`${page.url}${path}`, {
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: response.status, body: parseJson(await response.text()) }
}

/** The status of a request as fetch doesn't make them: with any headers, and a path that isn't made tidy. */
function statusOf(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const { port } = new URL(page.url)
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers })
      .on('response', (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

test('serves the page and each file that it names, under a policy that lets nothing in from elsewhere', async () => {
  const html = await (await fetch(page.url)).text()
  const paths = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1])
  expect(paths).toContain('/main.js')
  for (const path of ['/', ...paths]) {
    const response = await fetch(`${page.url}${path}`)
    expect([path, response.status]).toEqual([path, 200])
    expect(response.headers.get('content-security-policy')).toBe(CSP)
    await response.text()
  }
})

test('serves each module that another one imports', async () => {
  const seen = new Set<string>()
  const open = ['/main.js']
  for (const path of open) {
    if (seen.has(path)) continue
    seen.add(path)
    const response = await fetch(`${page.url}${path}`)
    expect([path, response.headers.get('content-type')]).toEqual([path, 'text/javascript; charset=utf-8'])
    const source = await response.text()
    for (const [, name] of source.matchAll(/^(?:import|export) .*'\.(\/[\w-]+\.js)'$/gm)) open.push(name ?? '')
  }
  expect(seen.size).toBeGreaterThan(10)
})

test.each(['/../page-server.ts', '/..%2fpage-server.ts', '/%2e%2e/page-server.ts', '/page/main.js', '/tsconfig.json'])(
  'has no file %s',
  async (path) => {
    expect(await statusOf(path, { 'x-sandbox-token': token })).toBe(404)
  },
)

test('has a token of its own in each run, and tells it to nobody but the page', async () => {
  expect(token).not.toBe('')
  expect(token).not.toBe(slack.controlToken)
  for (const path of ['/about', '/clock', '/events', '/slack/control/state', '/phones/control/state']) {
    expect([path, (await call(path, undefined, {})).status]).toEqual([path, 401])
    expect([path, (await call(path, undefined, { 'x-sandbox-token': `${token}x` })).status]).toEqual([path, 401])
  }
  expect((await call(`/clock?token=${token}`, undefined, {})).status).toBe(401)
  expect((await call('/clock', { rate: 10 }, {})).status).toBe(401)
  expect(clock.state().rate).toBe(1)
})

test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'evil.example:127.0.0.1'])(
  'answers nothing under the host name %j',
  async (host) => {
    expect(await statusOf('/', { host })).toBe(403)
    expect(await statusOf('/clock', { host, 'x-sandbox-token': token })).toBe(403)
  },
)

test('answers under each loopback name, and its own origin only', async () => {
  const { port } = new URL(page.url)
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const host = `${name}:${port}`
    expect(await statusOf('/', { host })).toBe(200)
    expect(await statusOf('/clock', { host, origin: `http://${host}`, 'x-sandbox-token': token })).toBe(200)
  }
  const host = `localhost:${port}`
  for (const origin of ['https://evil.example', 'http://localhost:1', 'null'])
    expect(await statusOf('/clock', { host, origin, 'x-sandbox-token': token })).toBe(403)
})

test('moves the clock', async () => {
  expect(await call('/clock')).toEqual({ status: 200, body: { now: START_AT, rate: 1 } })
  expect((await call('/clock', { rate: 100 })).body).toEqual({ now: START_AT, rate: 100 })
  expect((await call('/clock', { rate: 0, advanceMs: 600_000 })).body).toEqual({ now: START_AT + 600_000, rate: 0 })
  expect(clock.state()).toEqual({ now: START_AT + 600_000, rate: 0 })
})

test.each([{}, { rate: 2 }, { rate: '10' }, { advanceMs: -1 }, { advanceMs: 1e12 }, { rate: 10, advanceMs: '1' }])(
  'refuses to move the clock by %j',
  async (wish) => {
    expect((await call('/clock', wish)).status).toBe(400)
    expect(clock.state()).toEqual({ now: START_AT, rate: 1 })
  },
)

test('tells what it is told to tell', async () => {
  expect((await call('/about')).body).toEqual({ curl: 'curl <here>', publicUrl: 'http://127.0.0.1:1' })
  expect((await call('/nonesuch')).status).toBe(404)
})

test('passes on what users do in Slack, refusals too', async () => {
  const message = { userId: 'U0ADA', conversationId: 'C0INCIDENTS', text: 'hi' }
  expect((await call('/slack/control/post', message)).status).toBe(200)
  const state = await call('/slack/control/state?userId=U0ADA')
  expect(state.body).toMatchObject({ conversations: [{ messages: [{ text: 'hi' }] }, {}, {}, {}, {}] })
  expect(
    (await call('/slack/control/post', { ...message, userId: 'U0BEN', conversationId: 'C0LEADERSHIP' })).status,
  ).toBe(409)
  expect((await call('/slack/api/auth.test')).status).toBe(404)
  expect((await call('/slack/control/../api/auth.test')).status).toBe(404)
})

test('passes on what hands do with the phones', async () => {
  await phones.viber()
  const { messageUuid } = phones.onlyMessage()
  expect(await call('/phones/control/read', { messageUuid })).toEqual({ status: 200, body: { ok: true } })
  expect((await call('/phones/control/state')).body).toMatchObject({ phones: [{ messages: [{ status: 'read' }] }] })
})

test('streams the changes of all three as one', async () => {
  const events = await eventReader(`${page.url}/events?token=${token}`)
  await events.until('{"changed":"slack"}')
  await events.until('{"changed":"phones"}')
  slack.archive('C0RANDOM')
  await events.until('{"changed":"slack"}')
  await phones.viber()
  await events.until('{"changed":"phones"}')
  clock.setRate(10)
  await events.until('{"changed":"clock"}')
  await events.stop()
})

test('passes a fake’s own stream on', async () => {
  const events = await eventReader(`${page.url}/slack/control/events?token=${token}`)
  await events.until('{"type":"changed"}')
  slack.archive('C0RANDOM')
  await events.until('{"type":"changed"}')
  await events.stop()
})

test('ends the stream when a fake goes away, and answers 502 for it', async () => {
  const events = await eventReader(`${page.url}/events?token=${token}`)
  await events.until('{"changed":"slack"}')
  await slack.stop()
  await events.ended()
  expect((await call('/slack/control/state')).status).toBe(502)
})

test('stops although streams are open', async () => {
  const events = await eventReader(`${page.url}/events?token=${token}`)
  await events.until('{"changed":"slack"}')
  await page.stop()
  await events.ended()
})
