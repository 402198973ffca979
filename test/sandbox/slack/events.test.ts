import type { IncomingHttpHeaders } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../../src/http/server.ts'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { readBody } from '../../../src/sandbox/slack/http-body.ts'
import { isObject, parseJson } from '../../../src/sandbox/slack/json.ts'
import { fakeSlackWithClock } from './bolt-app.ts'

let slack: FakeSlack
let advance: (ms: number) => void
let server: RunningServer
let received: { headers: IncomingHttpHeaders; eventId: unknown }[]
/** What the app answers in turn, then 200. */
let answers: { status: number; headers?: Record<string, string> }[]

beforeEach(async () => {
  received = []
  answers = []
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    async handle(request, response) {
      const body = parseJson(await readBody(request))
      received.push({ headers: request.headers, eventId: isObject(body) ? body.event_id : undefined })
      const { status, headers = {} } = answers.shift() ?? { status: 200 }
      response.writeHead(status, headers).end()
    },
    onError: (error) => console.error(error),
  })
  ;({ slack, advance } = await fakeSlackWithClock({ appUrl: server.url }))
})
afterEach(async () => {
  await Promise.all([slack.stop(), server.stop(0)])
})

const retries = () => received.map(({ headers }) => headers['x-slack-retry-num'])

test('repeats an event that is not taken at once, after a minute and after five', async () => {
  answers = [{ status: 500 }, { status: 503 }, { status: 500 }, { status: 500 }]
  expect(await slack.inviteBot('C0RANDOM')).toEqual({ delivery: 'dispatch_failed' })
  expect(retries()).toEqual([undefined, '1'])
  advance(59_999)
  await slack.runDue()
  expect(received).toHaveLength(2)
  advance(1)
  await slack.runDue()
  advance(300_000)
  await slack.runDue()
  advance(3_600_000)
  await slack.runDue()
  expect(retries()).toEqual([undefined, '1', '2', '3'])
  expect(new Set(received.map(({ eventId }) => eventId)).size).toBe(1)
  expect(received[1]?.headers['x-slack-retry-reason']).toBe('http_error')
})

test('repeats nothing that was taken, or that the app wants no more', async () => {
  await slack.openAppHome({ userId: 'U0ADA' })
  answers = [{ status: 500, headers: { 'x-slack-no-retry': '1' } }]
  await slack.openAppHome({ userId: 'U0BEN' })
  advance(3_600_000)
  await slack.runDue()
  expect(retries()).toEqual([undefined, undefined])
})

test('says that nobody was there', async () => {
  slack.setAppUrl('http://127.0.0.1:9')
  await slack.inviteBot('C0RANDOM')
  slack.setAppUrl(server.url)
  advance(60_000)
  await slack.runDue()
  expect(received[0]?.headers).toMatchObject({
    'x-slack-retry-num': '2',
    'x-slack-retry-reason': 'connection_failed',
  })
})

test('commands and clicks are not repeated', async () => {
  answers = [{ status: 500 }]
  await slack.typeCommand({ userId: 'U0ADA', conversationId: 'C0RANDOM', text: '/notify' })
  advance(3_600_000)
  await slack.runDue()
  expect(received).toHaveLength(1)
})
