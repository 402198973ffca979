import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import { startFakeSlack } from '../../src/sandbox/slack/start-fake-slack.ts'
import { callSlack } from '../../src/slack/call-outcome.ts'
import { createWebClients, type WebClients } from '../../src/slack/web-clients.ts'

let slack: FakeSlack
let clients: WebClients

beforeAll(async () => {
  const botToken = 'xoxb-test'
  slack = await startFakeSlack({
    botToken,
    appToken: 'xapp-test',
    signingSecret: 'signing',
    now: () => 1_700_000_000_000,
    hasRateLimits: false,
  })
  clients = createWebClients({ botToken, apiUrl: slack.apiUrl }, pino({ level: 'silent' }))
})
afterAll(() => slack.stop())

/** A post by the client for cards. */
function post(channel = 'C0INCIDENTS') {
  return callSlack(() => clients.background.chat.postMessage({ channel, text: 'hello' }))
}

type Fault = Parameters<FakeSlack['fault']>[0]

/** What is made of a 429 that does not say for how long. */
const HALF_A_MINUTE = { type: 'postponed', retryAfterMs: 30_000 }

describe('what comes of a call that Slack answers', () => {
  test('well is done, with the answer', async () => {
    expect(await post()).toMatchObject({ type: 'done', value: { ok: true } })
  })

  test.each([
    ['C0RANDOM', 'not_in_channel'],
    ['C0LEADERSHIP', 'channel_not_found'],
  ])('where the bot may not post, in %s, is not allowed', async (channel, error) => {
    expect(await post(channel)).toEqual({ type: 'not allowed', error })
  })

  test.each<[string, Fault, object]>([
    ['with 429', { httpStatus: 429, retryAfterSeconds: 7 }, { type: 'postponed', retryAfterMs: 7000 }],
    [
      'with 429 and half of a body',
      { httpStatus: 429, retryAfterSeconds: 7, bodyEnd: 'cut' },
      { type: 'postponed', retryAfterMs: 7000 },
    ],
    ['with 503', { httpStatus: 503 }, { type: 'unanswered' }],
    ['with nothing but the end of the connection', { dropConnection: true }, { type: 'unanswered' }],
    ['with the error ratelimited', { error: 'ratelimited' }, { type: 'postponed' }],
    ['with an error of its own', { error: 'internal_error' }, { type: 'unanswered' }],
    ['with the error fatal_error', { error: 'fatal_error' }, { type: 'unanswered' }],
    ['with the error is_archived', { error: 'is_archived' }, { type: 'not allowed', error: 'is_archived' }],
    ['with a restriction', { error: 'restricted_action' }, { type: 'not allowed', error: 'restricted_action' }],
    [
      'with the error that the bot has no messages tab',
      { error: 'messages_tab_disabled' },
      { type: 'not allowed', error: 'messages_tab_disabled' },
    ],
    ['with a card that is gone', { error: 'message_not_found' }, { type: 'gone', error: 'message_not_found' }],
    ['with blocks it does not take', { error: 'invalid_blocks' }, { type: 'impossible', error: 'invalid_blocks' }],
    ['with a token that was revoked', { error: 'token_revoked' }, { type: 'locked out', error: 'token_revoked' }],
    ['with an error that is new', { error: 'never_seen_before' }, { type: 'impossible', error: 'never_seen_before' }],
    [
      'with an error that is no code, and could be anything',
      { error: 'See https://a.example' },
      { type: 'unanswered' },
    ],
    ['with 200 and the page of a proxy', { bodyText: '<html>Back soon</html>' }, { type: 'unanswered' }],
    ['with 200 and nothing', { bodyText: '' }, { type: 'unanswered' }],
    ['with JSON that is no answer: null', { bodyText: 'null' }, { type: 'unanswered' }],
    ['with JSON that is no answer: a number', { bodyText: '5' }, { type: 'unanswered' }],
    ['with JSON that is no answer: a list', { bodyText: '[]' }, { type: 'unanswered' }],
    ['with an object that says neither ok nor what is wrong', { bodyText: '{}' }, { type: 'unanswered' }],
    ['with an object that says no and not why', { bodyText: '{"ok":false}' }, { type: 'unanswered' }],
    ['with 204', { httpStatus: 204, bodyText: '' }, { type: 'unanswered' }],
    ['with 403 and the page of a proxy', { httpStatus: 403, bodyText: '<html>No</html>' }, { type: 'postponed' }],
    ['with a body that is cut in the middle', { bodyEnd: 'cut' }, { type: 'unanswered' }],
    ['with 429 and no Retry-After', { httpStatus: 429, retryAfterText: '' }, HALF_A_MINUTE],
    ['with 429 and a date', { httpStatus: 429, retryAfterText: 'Wed, 21 Oct 2015 07:28:00 GMT' }, HALF_A_MINUTE],
    ['with 429 and no time at all', { httpStatus: 429, retryAfterText: '0' }, HALF_A_MINUTE],
    ['with 429 and a page', { httpStatus: 429, retryAfterText: '', bodyText: '<html>Slow</html>' }, HALF_A_MINUTE],
  ])('%s', async (_name, fault, outcome) => {
    slack.fault({ method: 'chat.postMessage', ...fault })
    expect(await post()).toEqual(outcome)
  })

  test('badly is not asked again by itself, since a repeated post would be a second one', async () => {
    const before = slack.messages('C0INCIDENTS').length
    slack.fault({ method: 'chat.postMessage', httpStatus: 503, isProcessed: true })
    await post()
    expect(slack.messages('C0INCIDENTS')).toHaveLength(before + 1)
  })

  test('late for a card does not hold back a form', async () => {
    slack.fault({ method: 'chat.postMessage', httpStatus: 429, retryAfterSeconds: 60 })
    await post()
    expect(await callSlack(() => clients.interactive.auth.test())).toMatchObject({ type: 'done' })
  })
})

describe('what somebody waits for', () => {
  test('is given up while the form could still open, and a card waits longer', async () => {
    const late = { method: 'auth.test', delayMs: 3000 }
    slack.fault({ ...late, times: 2 })
    const waited = await Promise.all([
      callSlack(() => clients.interactive.auth.test()),
      callSlack(() => clients.background.auth.test()),
    ])
    expect(waited.map(({ type }) => type)).toEqual(['unanswered', 'done'])
  })

  test('is given up, too, where the answer begins and does not end', async () => {
    slack.fault({ method: 'auth.test', bodyEnd: 'stalled' })
    expect(await callSlack(() => clients.interactive.auth.test())).toEqual({ type: 'unanswered' })
  })
})

test('a call for which there is no connection was certainly not made', async () => {
  const gone = await startFakeSlack({ botToken: 'b', appToken: 'a', signingSecret: 's', now: () => 0 })
  const { background } = createWebClients({ botToken: 'b', apiUrl: gone.apiUrl }, pino({ level: 'silent' }))
  await gone.stop()
  expect(await callSlack(() => background.auth.test())).toEqual({ type: 'postponed' })
})

test('a bug of ours is thrown, and not taken for trouble of Slack', async () => {
  const bug = new TypeError('undefined is not a function')
  await expect(callSlack(() => Promise.reject(bug))).rejects.toBe(bug)
})
