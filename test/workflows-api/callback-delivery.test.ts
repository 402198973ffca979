import { describe, expect, test } from 'vitest'
import type { WorkflowStory } from '../../src/engine/ports.ts'
import type { OutgoingRequest, RequestOutcome } from '../../src/http/request.ts'
import {
  type CallbackResult,
  createCallbackDelivery,
  type OwedCallback,
} from '../../src/workflows-api/callback-delivery.ts'
import { at, aWorkflow, sms } from '../failover/workflows.ts'

const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'
const OWED: OwedCallback = { workflowUuid: UUID, seq: 1, tries: 0 }
const STORY: WorkflowStory = {
  uuid: UUID,
  submitter: { client: 'crm', api: 'dispatch' },
  workflow: aWorkflow([sms()]),
  facts: [{ seq: 1, at: at(0), fact: { type: 'ended', status: 'completed', reason: 'condition met' } }],
}

/** What a try of a callback comes to, `seconds` after it was owed. */
async function deliver(
  outcome: RequestOutcome,
  { callback = OWED, seconds = 0, story = STORY }: { callback?: OwedCallback; seconds?: number; story?: WorkflowStory },
) {
  const requests: OutgoingRequest[] = []
  const concluded: [OwedCallback, CallbackResult][] = []
  const alerts: unknown[] = []
  await createCallbackDelivery({
    client: { name: 'crm', callbackUrl: 'https://crm.example.com/status?token=1' },
    sign: (body) => `signature of ${body.length}`,
    read: async () => story,
    conclude: async (...conclusion) => void concluded.push(conclusion),
    request: async (outgoing) => {
      requests.push(outgoing)
      return outcome
    },
    now: () => at(seconds),
    alerts: { callbackDropped: (details) => alerts.push(details) },
  })(callback)
  const [conclusion] = concluded
  expect(concluded).toHaveLength(1)
  return { requests, callback: conclusion?.[0], result: conclusion?.[1], alerts }
}

const answered = (status: number): RequestOutcome => ({ type: 'answer', answer: { status, headers: {}, body: '' } })
const SILENCE: RequestOutcome = { type: 'failure', failure: 'no answer' }

test('it goes signed to the configured address, with 3 s to connect and 15 s to answer', async () => {
  const { requests } = await deliver(answered(200), {})
  const body = requests[0]?.body ?? ''
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://crm.example.com/status?token=1',
      headers: { authorization: `Bearer signature of ${body.length}`, 'content-type': 'application/json' },
      connectTimeoutMs: 3000,
      timeoutMs: 18_000,
    },
  ])
  expect(JSON.parse(body)).toMatchObject({ dispatch_uuid: UUID, status: 'completed' })
})

test.each([200, 201, 202, 204, 205])('%d is taken', async (status) => {
  const { result, alerts } = await deliver(answered(status), {})
  expect(result).toEqual({ type: 'delivered', answer: String(status) })
  expect(alerts).toEqual([])
})

test.each([206, 301, 400, 401, 404, 410])('%d is not repeated, and the operator hears of it', async (status) => {
  const { result, alerts } = await deliver(answered(status), {})
  expect(result).toEqual({ type: 'dropped', answer: String(status) })
  expect(alerts).toEqual([{ client: 'crm', workflowUuid: UUID, seq: 1, answer: String(status) }])
})

test.each<[string, RequestOutcome]>([
  ['429', answered(429)],
  ['500', answered(500)],
  ['503', answered(503)],
  ['no answer', SILENCE],
  ['not connected', { type: 'failure', failure: 'not connected' }],
])('%s is repeated after 5 s', async (answer, outcome) => {
  const { result, callback, alerts } = await deliver(outcome, { seconds: 7 })
  expect(result).toEqual({ type: 'failed', answer, retryAt: at(12) })
  expect(callback).toEqual({ ...OWED, firstTriedAt: at(7) })
  expect(alerts).toEqual([])
})

describe('the pause', () => {
  test.each([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900].map((pause, tries) => [tries, pause]))(
    'after %d vain repetitions is %d s',
    async (tries = 0, pause = 0) => {
      const { result } = await deliver(SILENCE, { callback: { ...OWED, tries, firstTriedAt: at(0) } })
      expect(result).toMatchObject({ type: 'failed', retryAt: at(pause) })
    },
  )

  test('leads to no repetition more than a day after the first try', async () => {
    const callback = { ...OWED, tries: 100, firstTriedAt: at(0) }
    expect((await deliver(SILENCE, { callback, seconds: 85_500 })).result?.type).toBe('failed')
    const { result, alerts } = await deliver(SILENCE, { callback, seconds: 85_501 })
    expect(result).toEqual({ type: 'dropped', answer: 'no answer' })
    expect(alerts).toHaveLength(1)
  })
})

test('what there is nothing to tell of any more is dropped without a request', async () => {
  const redacted = aWorkflow([{ ...sms(), from: '', to: '' }])
  const { requests, result, alerts } = await deliver(answered(200), { story: { ...STORY, workflow: redacted } })
  expect([requests, alerts]).toEqual([[], []])
  expect(result?.type).toBe('dropped')
})
