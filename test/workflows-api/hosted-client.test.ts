import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SubmitOutcome } from '../../src/bot/ports.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { type OutgoingRequest, type RequestOutcome, request } from '../../src/http/request.ts'
import { startFakeWorkflowsApi } from '../../src/sandbox/workflows-api/fake-workflows-api.ts'
import { createHostedApi } from '../../src/workflows-api/client.ts'
import { createWorkflowSchema, readStep, writeStep } from '../../src/workflows-api/schema.ts'
import { CAPTIONED, EVERY_MESSAGE } from '../messages-api/messages.ts'
import { account, application, basicAuthorization } from '../sandbox/messages-api/api-client.ts'
import { PLAN } from './port-contract.ts'

const PROBLEM = {
  type: 'https://www.nexmo.com/messages/Errors#InvalidParams',
  title: 'Invalid',
  invalid_parameters: [{ name: 'to', reason: 'is wrong' }],
}
const FAILURE = { title: 'Invalid', parameters: ['to: is wrong'] }
const NO_WORDS = (status: number) => ({ title: `The hosted Workflows API answered ${status}` })

/** What the client makes of an outcome of its request, with the request that it made. */
async function createWith(outcome: RequestOutcome) {
  const made: OutgoingRequest[] = []
  const api = createHostedApi({
    url: 'https://api.example.com/beta/workflows',
    authorization: () => 'Bearer token',
    async request(outgoing) {
      made.push(outgoing)
      return outcome
    },
  })
  return { result: await api.create(PLAN, 'key'), made }
}

async function resultOf(status: number, body: unknown, headers: Record<string, string> = {}): Promise<SubmitOutcome> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (await createWith({ type: 'answer', answer: { status, headers, body: text } })).result
}

test('one request is made, in the words of the wire, whatever comes of it', async () => {
  const { made } = await createWith({ type: 'failure', failure: 'no answer' })
  expect(made).toHaveLength(1)
  expect(made[0]).toMatchObject({
    method: 'POST',
    url: 'https://api.example.com/beta/workflows',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
  })
  expect(JSON.parse(made[0]?.body ?? '')).toEqual({
    template: 'failover',
    workflow: [
      {
        from: { type: 'messenger', id: '107083064136738' },
        to: { type: 'messenger', id: '2345678901234567' },
        message: { content: { type: 'text', text: 'The lift is out of order. 🛗' } },
        failover: { expiry_time: 600, condition_status: 'read' },
      },
      {
        from: { type: 'sms', number: 'Clinic' },
        to: { type: 'sms', number: '447700900000' },
        message: { content: { type: 'text', text: 'The lift is out of order. 🛗' } },
      },
    ],
  })
})

test.each<[string, number, unknown, SubmitOutcome]>([
  ['202 of the Workflows API', 202, { workflow_uuid: 'w' }, { type: 'created', workflowUuid: 'w' }],
  ['202 of the Dispatch API', 202, { dispatch_uuid: 'd' }, { type: 'created', workflowUuid: 'd' }],
  ['202 without a uuid', 202, {}, { type: 'unknown' }],
  ['202 with an empty uuid', 202, { workflow_uuid: '' }, { type: 'unknown' }],
  ['202 that is no JSON', 202, 'ok', { type: 'unknown' }],
  ['200', 200, { workflow_uuid: 'w' }, { type: 'unknown' }],
  ['302', 302, '', { type: 'unknown' }],
  ['400', 400, PROBLEM, { type: 'refused', failure: FAILURE }],
  ['400 without a problem', 400, '', { type: 'refused', failure: NO_WORDS(400) }],
  ['401', 401, PROBLEM, { type: 'postponed', failure: FAILURE }],
  ['402', 402, PROBLEM, { type: 'postponed', failure: FAILURE }],
  ['404', 404, '<html>', { type: 'refused', failure: NO_WORDS(404) }],
  ['429', 429, PROBLEM, { type: 'postponed', failure: FAILURE }],
  ['500 with a problem', 500, PROBLEM, { type: 'postponed', failure: FAILURE }],
  ['500 without one', 500, '<html>', { type: 'unknown' }],
  ['502', 502, PROBLEM, { type: 'unknown' }],
  ['504', 504, '', { type: 'unknown' }],
])('%s', async (_name, status, body, outcome) => {
  expect(await resultOf(status, body)).toEqual(outcome)
})

test('a 429 says how long to wait', async () => {
  const result = await resultOf(429, PROBLEM, { 'retry-after': '7' })
  expect(result).toEqual({ type: 'postponed', failure: FAILURE, retryAfterMs: 7000 })
})

test('no connection is certain, no answer is not', async () => {
  const { result: certain } = await createWith({ type: 'failure', failure: 'not connected' })
  expect(certain).toMatchObject({ type: 'postponed' })
  const { result: open } = await createWith({ type: 'failure', failure: 'no answer' })
  expect(open).toEqual({ type: 'unknown' })
})

describe('over HTTP', () => {
  let fake: Awaited<ReturnType<typeof startFakeWorkflowsApi>>
  beforeAll(async () => {
    fake = await startFakeWorkflowsApi({ now: () => 0, application, account })
  })
  afterAll(() => fake.stop())

  /** Real milliseconds; the client's own limit would have a test wait for 15 s. */
  const SHORT_MS = 100

  function create(messages: WorkflowMessage[] = PLAN, url = fake.url) {
    return createHostedApi({
      url: `${url}/v0.1/dispatch`,
      authorization: () => basicAuthorization,
      request: (outgoing) => request({ ...outgoing, timeoutMs: SHORT_MS }),
    }).create(messages, 'key')
  }

  test.each([
    ['429', 0, { type: 'postponed', retryAfterMs: 1000 }],
    ['500', 0, { type: 'postponed' }],
    ['401', 0, { type: 'postponed' }],
    ['402', 0, { type: 'postponed' }],
    ['400', 0, { type: 'refused' }],
    ['timeout after accepting', 1, { type: 'unknown' }],
    ['drop after accepting', 1, { type: 'unknown' }],
    ['refuse before accepting', 0, { type: 'unknown' }],
  ] as const)('%s: %d workflows more, known or not', async (kind, accepted, outcome) => {
    const before = fake.workflows().length
    fake.fault({ kind })
    expect(await create()).toMatchObject(outcome)
    expect(fake.workflows()).toHaveLength(before + accepted)
  })

  test('where nobody listens nothing was created', async () => {
    const closed = await startFakeWorkflowsApi({ now: () => 0, application, account })
    await closed.stop()
    expect(await create(PLAN, closed.url)).toMatchObject({ type: 'postponed' })
  })

  test.each([...EVERY_MESSAGE, ...CAPTIONED].filter(isInDispatch))('%s is taken', async (_name, message) => {
    expect(await create([message])).toMatchObject({ type: 'created' })
  })
})

/** Whether the hosted API knows it, too. Source: Dispatch API 0.3.3, MessageProperty. */
function isInDispatch([, { channel, content }]: [string, WorkflowMessage]): boolean {
  if (channel === 'viber_service_msg') return content.type === 'text' || content.type === 'image'
  return channel !== 'rcs' && (channel !== 'mms' || content.type === 'image')
}

test.each([...EVERY_MESSAGE, ...CAPTIONED])('%s is the same when our own API reads it', (_name, message) => {
  const { workflow } = createWorkflowSchema.parse({ template: 'failover', workflow: [writeStep(message)] })
  expect(workflow.map(readStep)).toEqual([message])
})
