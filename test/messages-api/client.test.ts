import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RevokeOutcome, SendOutcome } from '../../src/engine/ports.ts'
import { type OutgoingRequest, type RequestOutcome, request } from '../../src/http/request.ts'
import { createMessagesApi } from '../../src/messages-api/client.ts'
import { startFakeMessagesApi } from '../../src/sandbox/messages-api/fake-messages-api.ts'
import type { FaultKind } from '../../src/sandbox/vonage/fault.ts'
import { account, application, basicAuthorization } from '../sandbox/messages-api/api-client.ts'
import { aMessageOn } from './messages.ts'

const CLIENT_REF = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab:0:1'
const MESSAGE = aMessageOn('sms')
const PROBLEM = { type: 'https://developer.vonage.com/api-errors/messages#1150', title: 'Invalid params' }
const FAILURE = { code: '1150', title: 'Invalid params' }

/** A client whose requests all come to this outcome, with the requests that it makes. */
function apiWith(outcome: RequestOutcome) {
  const made: OutgoingRequest[] = []
  const api = createMessagesApi({
    url: 'https://api.example.com',
    webhookUrl: 'https://backstop.example.com/webhooks/status',
    authorization: () => 'Bearer token',
    async request(outgoing) {
      made.push(outgoing)
      return outcome
    },
  })
  return { api, made }
}

/** What the client makes of an outcome of its request, with the request that it made. */
async function sendWith(outcome: RequestOutcome) {
  const { api, made } = apiWith(outcome)
  return { result: await api.send(MESSAGE, CLIENT_REF), made }
}

/** What the client makes of an answer. */
async function resultOf(status: number, body: unknown, headers: Record<string, string> = {}): Promise<SendOutcome> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (await sendWith({ type: 'answer', answer: { status, headers, body: text } })).result
}

test('one request is made, with our reference and time limit, whatever comes of it', async () => {
  const { made } = await sendWith({ type: 'failure', failure: 'no answer' })
  expect(made).toHaveLength(1)
  expect(made[0]).toMatchObject({
    method: 'POST',
    url: 'https://api.example.com/v1/messages',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    timeoutMs: 15_000,
  })
  expect(JSON.parse(made[0]?.body ?? '')).toMatchObject({ client_ref: CLIENT_REF, webhook_version: 'v1' })
})

describe('an answer', () => {
  const untold = (status: number) => ({ title: `The Messages API answered ${status}` })
  test.each<[string, number, unknown, SendOutcome]>([
    ['202', 202, { message_uuid: 'uuid' }, { type: 'accepted', messageUuid: 'uuid' }],
    ['202 with more', 202, { message_uuid: 'uuid', workflow_id: 'w' }, { type: 'accepted', messageUuid: 'uuid' }],
    ['202 without a uuid', 202, {}, { type: 'unanswered' }],
    ['202 with an empty uuid', 202, { message_uuid: '' }, { type: 'unanswered' }],
    ['202 with a number for a uuid', 202, { message_uuid: 7 }, { type: 'unanswered' }],
    ['202 without a body', 202, '', { type: 'unanswered' }],
    ['202 with null', 202, 'null', { type: 'unanswered' }],
    ['200, which is not documented', 200, { message_uuid: 'uuid' }, { type: 'unanswered' }],
    ['302', 302, '', { type: 'unanswered' }],
    ['400', 400, PROBLEM, { type: 'refused', failure: FAILURE }],
    ['404', 404, PROBLEM, { type: 'refused', failure: FAILURE }],
    ['404 without a problem', 404, '<html>', { type: 'refused', failure: untold(404) }],
    ['422', 422, PROBLEM, { type: 'refused', failure: FAILURE }],
    ['401', 401, PROBLEM, { type: 'held', reason: 'credentials', failure: FAILURE }],
    ['401 without a problem', 401, '', { type: 'held', reason: 'credentials', failure: untold(401) }],
    ['402', 402, PROBLEM, { type: 'held', reason: 'credit', failure: FAILURE }],
    ['429', 429, PROBLEM, { type: 'postponed', reason: 'rate limit', failure: FAILURE }],
    ['429 without a problem', 429, '', { type: 'postponed', reason: 'rate limit', failure: untold(429) }],
    ['500 with a problem', 500, PROBLEM, { type: 'postponed', reason: 'server error', failure: FAILURE }],
    ['500 without a problem, from something in between', 500, '<html>', { type: 'unanswered' }],
    ['502', 502, PROBLEM, { type: 'unanswered' }],
    ['503', 503, PROBLEM, { type: 'unanswered' }],
    ['504', 504, '', { type: 'unanswered' }],
  ])('%s', async (_name, status, body, outcome) => {
    expect(await resultOf(status, body)).toEqual(outcome)
  })

  test('429 with Retry-After says how long to wait', async () => {
    const result = await resultOf(429, PROBLEM, { 'retry-after': '7' })
    expect(result).toEqual({ type: 'postponed', reason: 'rate limit', failure: FAILURE, retryAfterMs: 7000 })
  })
})

test('no connection is certain, no answer is not', async () => {
  const { result: certain } = await sendWith({ type: 'failure', failure: 'not connected' })
  expect(certain).toEqual({ type: 'postponed', reason: 'no connection' })
  const { result: open } = await sendWith({ type: 'failure', failure: 'no answer' })
  expect(open).toEqual({ type: 'unanswered' })
})

describe('taking a message back', () => {
  const refused = { type: 'refused', failure: FAILURE } as const
  const untold = { type: 'refused', failure: { title: 'The Messages API answered 404' } } as const
  test.each<[string, number, unknown, RevokeOutcome]>([
    ['202', 202, '', { type: 'revoked' }],
    ['200', 200, '', { type: 'revoked' }],
    ['401', 401, PROBLEM, refused],
    ['404 without a problem', 404, '<html>', untold],
    ['422', 422, PROBLEM, refused],
    ['429', 429, PROBLEM, { ...refused, retryAfterMs: 7000 }],
    ['500 with a problem', 500, PROBLEM, refused],
    ['500 without a problem', 500, '<html>', { type: 'unanswered' }],
    ['503', 503, PROBLEM, { type: 'unanswered' }],
  ])('is one request, of which %s is believed as documented', async (_name, status, body, outcome) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const { api, made } = apiWith({ type: 'answer', answer: { status, headers: { 'retry-after': '7' }, body: text } })
    expect(await api.revoke('uuid')).toEqual(outcome)
    expect(made).toMatchObject([{ method: 'PATCH', url: 'https://api.example.com/v1/messages/uuid' }])
    expect(JSON.parse(made[0]?.body ?? '')).toEqual({ status: 'revoked' })
  })

  test('is certain not to have happened without a connection, and open without an answer', async () => {
    const { api: unconnected } = apiWith({ type: 'failure', failure: 'not connected' })
    expect(await unconnected.revoke('uuid')).toMatchObject({ type: 'refused' })
    const { api: unheard } = apiWith({ type: 'failure', failure: 'no answer' })
    expect(await unheard.revoke('uuid')).toEqual({ type: 'unanswered' })
  })
})

describe('over HTTP', () => {
  let fake: Awaited<ReturnType<typeof startFakeMessagesApi>>
  beforeAll(async () => {
    fake = await startFakeMessagesApi({ now: () => 0, application, account })
  })
  afterAll(() => fake.stop())

  /** Real milliseconds; the client's own limit would have a test wait for 15 s. */
  const SHORT_MS = 100

  function send(url = fake.url) {
    return createMessagesApi({
      url,
      webhookUrl: 'http://127.0.0.1:9/',
      authorization: () => basicAuthorization,
      request: (outgoing) => request({ ...outgoing, timeoutMs: SHORT_MS }),
    }).send(MESSAGE, CLIENT_REF)
  }

  test('a message is accepted with the uuid that the API gave it', async () => {
    expect(await send()).toEqual({ type: 'accepted', messageUuid: fake.messages().at(-1)?.messageUuid })
  })

  test.each<[FaultKind, number, unknown]>([
    ['400', 0, { type: 'refused', failure: { code: '1150' } }],
    ['401', 0, { type: 'held', reason: 'credentials' }],
    ['402', 0, { type: 'held', reason: 'credit' }],
    ['429', 0, { type: 'postponed', reason: 'rate limit', retryAfterMs: 1000 }],
    ['500', 0, { type: 'postponed', reason: 'server error' }],
    ['timeout after accepting', 1, { type: 'unanswered' }],
    ['drop after accepting', 1, { type: 'unanswered' }],
    ['refuse before accepting', 0, { type: 'unanswered' }],
  ])('%s: %d messages more on the phone', async (kind, sent, outcome) => {
    const before = fake.messages().length
    fake.fault({ kind })
    expect(await send()).toMatchObject(outcome as object)
    expect(fake.messages()).toHaveLength(before + sent)
  })

  test('where nobody listens, nothing was sent', async () => {
    const closed = await startFakeMessagesApi({ now: () => 0, application, account })
    await closed.stop()
    expect(await send(closed.url)).toEqual({ type: 'postponed', reason: 'no connection' })
  })
})
