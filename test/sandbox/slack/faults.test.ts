import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { fakeSlackWithClock } from './bolt-app.ts'
import { call } from './call.ts'

let slack: FakeSlack
beforeEach(async () => {
  ;({ slack } = await fakeSlackWithClock())
})
afterEach(() => slack.stop())

const post = () => call(slack, 'chat.postMessage', { channel: 'C0INCIDENTS', text: 'hello' })

test('a fault meets its method as often as it was asked for', async () => {
  slack.fault({ method: 'chat.postMessage', error: 'fatal_error', times: 2 })
  expect((await call(slack, 'auth.test')).answer.ok).toBe(true)
  expect((await post()).error).toBe('fatal_error')
  expect((await post()).error).toBe('fatal_error')
  expect((await post()).answer.ok).toBe(true)
  expect(slack.messages('C0INCIDENTS')).toHaveLength(1)
})

test('a rate limit can be asked for', async () => {
  slack.fault({ httpStatus: 429, retryAfterSeconds: 7 })
  expect(await post()).toMatchObject({ status: 429, error: 'ratelimited', retryAfter: '7' })
})

test.each([
  ['no Retry-After', '', null],
  ['a Retry-After that is a date', 'Wed, 21 Oct 2015 07:28:00 GMT', 'Wed, 21 Oct 2015 07:28:00 GMT'],
])('a rate limit can come with %s', async (_name, retryAfterText, retryAfter) => {
  slack.fault({ httpStatus: 429, retryAfterText })
  expect(await post()).toMatchObject({ status: 429, error: 'ratelimited', retryAfter })
})

test('a page of something in between comes in place of the answer', async () => {
  slack.fault({ bodyText: '<html>Back soon</html>' })
  const response = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^text\/html/)
  expect(await response.text()).toBe('<html>Back soon</html>')
})

test('a body can end in the middle, though the call took effect', async () => {
  slack.fault({ bodyEnd: 'cut' })
  await expect(post()).rejects.toThrow()
  expect(slack.messages('C0INCIDENTS')).toHaveLength(1)
})

test('a dropped connection leaves nothing behind, unless the call was processed', async () => {
  slack.fault({ dropConnection: true })
  await expect(post()).rejects.toThrow()
  expect(slack.messages('C0INCIDENTS')).toHaveLength(0)
  slack.fault({ dropConnection: true, isProcessed: true })
  await expect(post()).rejects.toThrow()
  expect(slack.messages('C0INCIDENTS')).toHaveLength(1)
})

test('an outage lasts until it is over', async () => {
  slack.outage(true)
  expect((await post()).status).toBe(503)
  expect((await call(slack, 'auth.test')).status).toBe(503)
  slack.outage(false)
  expect((await post()).status).toBe(200)
})

test('the journal keeps every call and its answer, without the token', async () => {
  await call(slack, 'chat.postMessage', { channel: 'C0NOWHERE', text: 'x', token: 'xoxb-test' })
  expect(slack.journal()).toMatchObject([
    { kind: 'web_api', method: 'chat.postMessage', answer: { ok: false, error: 'channel_not_found' } },
  ])
  expect(JSON.stringify(slack.journal())).not.toContain('xoxb-test')
})

test('waiting ends with the change, or with the transcript', async () => {
  const waiting = slack.until((s) => s.messages('C0INCIDENTS').length === 1)
  await post()
  await waiting
  const { rejects } = expect(slack.until(() => false, { timeoutMs: 1 }))
  await rejects.toThrow(/#incidents[\s\S]*backstop: hello[\s\S]*chat\.postMessage → ok/)
})
