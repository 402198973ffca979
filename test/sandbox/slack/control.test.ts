import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { parseJson } from '../../../src/sandbox/slack/json.ts'
import { fakeSlackWithClock } from './bolt-app.ts'
import { call } from './call.ts'

let slack: FakeSlack
beforeEach(async () => {
  ;({ slack } = await fakeSlackWithClock({ controlToken: 'control' }))
})
afterEach(() => slack.stop())

async function control(route: string, body?: object, token = 'control') {
  const response = await fetch(`${slack.url}/control/${route}`, {
    headers: { 'x-sandbox-token': token },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, body: parseJson(await response.text()) }
}

test('is closed without the token and under a foreign host name', async () => {
  expect((await control('state', undefined, 'other')).status).toBe(403)
  expect((await fetch(`${slack.url}/control/state?token=control`)).status).toBe(403)
  const status = await new Promise((resolve, reject) => {
    const headers = { host: 'evil.example', 'x-sandbox-token': 'control' }
    request(`${slack.url}/control/state`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
})

test('does what users do and shows what each of them sees', async () => {
  await call(slack, 'chat.postEphemeral', { channel: 'C0INCIDENTS', user: 'U0BEN', text: 'psst' })
  const posted = await control('post', { userId: 'U0ADA', conversationId: 'C0INCIDENTS', text: 'hi' })
  expect(posted).toMatchObject({ status: 200, body: { delivery: 'none' } })
  expect((await control('state?userId=U0ADA')).body).toMatchObject({
    team: { id: 'T0SANDBOX' },
    conversations: [{ id: 'C0INCIDENTS', messages: [{ text: 'hi' }] }, {}, { id: 'C0LEADERSHIP' }, {}, {}],
    openViews: [],
    appHome: null,
  })
  const bens = JSON.stringify((await control('state?userId=U0BEN')).body)
  expect(bens).toContain('psst')
  expect(bens).not.toContain('C0LEADERSHIP')
})

test('says what it can’t read, what no client would do, and what isn’t there', async () => {
  expect(await control('post', { userId: 'U0ADA' })).toEqual({
    status: 400,
    body: { error: 'conversationId must be a string' },
  })
  expect((await control('post', { userId: 'U0BEN', conversationId: 'C0LEADERSHIP', text: 'x' })).status).toBe(409)
  expect((await control('submit-view', { userId: 'U0ADA' })).status).toBe(409)
  expect((await control('explode', {})).status).toBe(404)
  expect((await control('outage', { on: true })).status).toBe(200)
  expect((await call(slack, 'auth.test')).status).toBe(503)
})

test('streams an event for each change', async () => {
  const response = await fetch(`${slack.url}/control/events?token=control`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const changed = { done: false, value: 'data: {"type":"changed"}\n\n' }
  expect(await reader?.read()).toEqual(changed)
  slack.archive('C0RANDOM')
  expect(await reader?.read()).toEqual(changed)
  await reader?.cancel()
})
