import { afterEach, beforeEach, expect, test } from 'vitest'
import { shortenTokens } from '../../../src/sandbox/exchange.ts'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { createTimeline, type Timeline, type TimelineEntry } from '../../../src/sandbox/timeline.ts'
import { startWorld, type World } from '../messages-api/world.ts'
import { BOT_TOKEN, fakeSlackWithClock } from '../slack/bolt-app.ts'
import { call } from '../slack/call.ts'
import { type ScriptedApp, startScriptedApp } from '../slack/scripted-app.ts'

const NOW = 1_700_000_000_000

let written: TimelineEntry[]
let timeline: Timeline
let phones: World
let slack: FakeSlack
let app: ScriptedApp
beforeEach(async () => {
  written = []
  timeline = createTimeline(
    () => NOW,
    (entry) => written.push(entry),
  )
  phones = await startWorld({ observe: timeline.observe })
  app = await startScriptedApp()
  ;({ slack } = await fakeSlackWithClock({ observe: timeline.observe, appUrl: app.url }))
})
afterEach(() => Promise.all([phones.stop(), slack.stop(), app.stop()]))

/** The exchanges so far, without what differs from run to run. */
function exchanges() {
  return timeline.since(0).entries.flatMap((entry) => (entry.kind === 'exchange' ? [entry] : []))
}

test('shows a message and its receipt with raw bodies, verdicts and both times, in the order of their beginnings', async () => {
  await phones.viber({ client_ref: 'workflow:0:1' })
  await phones.api.until(() => phones.api.webhooks()[0]?.state === 'answered')
  const [message, receipt] = exchanges()
  expect(message).toMatchObject({
    n: 1,
    begun: { businessAt: NOW, realAt: expect.any(Number) },
    ended: { businessAt: NOW },
    request: { from: 'backstop', to: 'messages api', name: 'message over viber_service', url: '/v1/messages' },
    answer: { status: 202, verdict: 'JWT of the application' },
  })
  expect(message?.request.headers.authorization).toMatch(/^Bearer eyJ.{5}….{4}$/)
  expect(JSON.parse(message?.request.body ?? '')).toMatchObject({ client_ref: 'workflow:0:1' })
  expect(JSON.parse(message?.answer?.body ?? '')).toEqual({ message_uuid: phones.onlyMessage().messageUuid })
  expect(receipt).toMatchObject({
    n: 2,
    request: { from: 'messages api', to: 'backstop', url: phones.receiver.url, body: phones.receiver.received[0]?.raw },
    answer: { status: 200, verdict: 'signed' },
  })
  expect(written.map(({ n }) => n).sort()).toEqual([1, 2])
})

test('says what was wrong with a request, and with a webhook', async () => {
  await phones.sms({}, { Authorization: 'Basic eHg6eHg=' })
  phones.api.fault({ kind: '500' })
  await phones.sms()
  await phones.sms()
  await phones.api.send(phones.onlyMessage().messageUuid, 'delivered', { forged: true })
  expect(exchanges().map(({ answer }) => answer?.verdict)).toEqual([
    'refused: wrong api_key or api_secret',
    'JWT of the application; fault: 500',
    'JWT of the application',
    'signed',
    'signed with a wrong secret',
  ])
})

test('shows calls of Slack, and what Slack delivers', async () => {
  await call(slack, 'chat.postMessage', { channel: 'C0INCIDENTS', text: 'hello' })
  await slack.typeCommand({ userId: 'U0ADA', conversationId: 'C0INCIDENTS', text: '/notify x' })
  const [posted, command] = exchanges()
  expect(posted).toMatchObject({
    request: { name: 'chat.postMessage', body: '{"channel":"C0INCIDENTS","text":"hello"}' },
    answer: { status: 200, verdict: 'bot token' },
  })
  expect(command).toMatchObject({
    request: {
      from: 'slack',
      name: '/notify',
      headers: { 'x-slack-signature': expect.stringMatching(/^v0=[0-9a-f]{64}$/) },
      body: expect.stringContaining('command=%2Fnotify'),
    },
    answer: { status: 200, verdict: 'signed' },
  })
})

test('an entry comes again when it has ended, and then no more', async () => {
  const gate = phones.api.gate()
  const sending = phones.viber()
  await gate.arrived
  const begun = timeline.since(0)
  expect(begun.entries).toMatchObject([{ n: 1 }])
  expect(begun.entries[0]).not.toHaveProperty('answer')
  expect(written).toEqual([])
  expect(timeline.since(begun.next).entries).toEqual([])
  gate.release()
  await sending
  await phones.api.until(() => phones.api.webhooks()[0]?.state === 'answered')
  const ended = timeline.since(begun.next)
  expect(ended.entries).toMatchObject([{ n: 1, answer: { status: 202 } }, { n: 2 }])
  timeline.note('Backstop was killed')
  expect(timeline.since(ended.next).entries).toMatchObject([{ n: 3, kind: 'note', text: 'Backstop was killed' }])
})

test('a request that is never answered ends when its connection does', async () => {
  phones.api.fault({ kind: 'drop after accepting' })
  await expect(phones.viber()).rejects.toThrow()
  expect(exchanges()[0]).toMatchObject({ answer: { status: 'no answer', body: '' } })
})

test('no token in it can be used', async () => {
  await call(slack, 'auth.test', { token: BOT_TOKEN })
  await phones.viber()
  const token = 'xoxb-sandbox-0123456789abcdef'
  expect(shortenTokens(`token=${token}&text=x`)).toBe('token=xoxb-san…cdef&text=x')
  expect(shortenTokens('Basic YWJjZDEyMzQ6c2VjcmV0')).toBe('Basic YWJjZDEy…cmV0')
  expect(JSON.stringify(timeline.since(0))).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/)
})
