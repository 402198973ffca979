import type { WorkflowStory } from '../engine/ports.ts'
import { backOffMs } from '../failover/back-off.ts'
import type { OutgoingRequest, RequestOutcome } from '../http/request.ts'
import type { ApiClient } from './api-client.ts'
import { callbackBody } from './callback-body.ts'

/** A callback that is to be tried now. */
export interface OwedCallback {
  workflowUuid: string
  /** The fact that it tells of. */
  seq: number
  /** Tries so far, all in vain. */
  tries: number
  /** Absent before the first try. */
  firstTriedAt?: number
}

/** What a try came to; `answer` is the status or what was missing, for people. */
export type CallbackResult =
  | { type: 'delivered'; answer: string }
  | { type: 'dropped'; answer: string }
  | { type: 'failed'; answer: string; retryAt: number }

/** What delivering callbacks to one API client works with. */
export interface CallbackDependencies {
  client: Pick<ApiClient, 'name'> & { callbackUrl: string }
  /** The token for a body. */
  sign: (body: string) => string
  read: (workflowUuid: string) => Promise<WorkflowStory | undefined>
  /** Saves what a try came to; makes the next callback of the workflow due after a first try. */
  conclude: (callback: OwedCallback, result: CallbackResult) => Promise<void>
  request: (outgoing: OutgoingRequest) => Promise<RequestOutcome>
  /** Business time, for the repetitions. */
  now: () => number
  alerts: CallbackAlerts
}

/** What an operator must hear of. */
export interface CallbackAlerts {
  /** A callback is not sent any more: its client refused it, or took none for a day. */
  callbackDropped(details: { client: string; workflowUuid: string; seq: number; answer: string }): void
}

/** Real milliseconds to connect, and to answer. Source: vendor support, 360028543292. */
const CONNECT_TIMEOUT_MS = 3000
const ANSWER_TIMEOUT_MS = 15_000

/** The pauses between tries, and for how long there are any, in milliseconds. Source: vendor support, 360028543292. */
const RETRY = { firstMs: 5000, longestMs: 15 * 60 * 1000 } as const
const RETRY_FOR_MS = 24 * 60 * 60 * 1000

/** Delivers callbacks to one API client, at the address that the configuration has. */
export function createCallbackDelivery({ client, sign, read, conclude, request, now, alerts }: CallbackDependencies) {
  return async function deliver(callback: OwedCallback): Promise<void> {
    const body = bodyOf(await read(callback.workflowUuid), callback.seq)
    if (body === undefined) return conclude(callback, { type: 'dropped', answer: 'nothing to tell any more' })
    const startedAt = now()
    const outcome = await request({
      method: 'POST',
      url: client.callbackUrl,
      headers: {
        authorization: `Bearer ${sign(body)}`,
        'content-type': 'application/json',
        'user-agent': 'Backstop',
      },
      body,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      timeoutMs: CONNECT_TIMEOUT_MS + ANSWER_TIMEOUT_MS,
    })
    const result = resultOf(outcome, { ...callback, firstTriedAt: callback.firstTriedAt ?? startedAt }, now())
    await conclude({ ...callback, firstTriedAt: callback.firstTriedAt ?? startedAt }, result)
    if (result.type !== 'dropped') return
    const { workflowUuid, seq } = callback
    alerts.callbackDropped({ client: client.name, workflowUuid, seq, answer: result.answer })
  }
}

function bodyOf(story: WorkflowStory | undefined, seq: number): string | undefined {
  if (!story?.submitter) return undefined
  const { uuid, submitter, workflow, facts } = story
  const body = callbackBody({ uuid, api: submitter.api, messages: workflow.messages, facts }, seq)
  return body && JSON.stringify(body)
}

/** 200 to 205 is taken; 429, 5xx and silence are repeated; anything else is refused for good. Source: as above. */
function resultOf(outcome: RequestOutcome, tried: Required<OwedCallback>, at: number): CallbackResult {
  const status = outcome.type === 'answer' ? outcome.answer.status : undefined
  const answer = outcome.type === 'answer' ? String(outcome.answer.status) : outcome.failure
  if (status !== undefined && status >= 200 && status <= 205) return { type: 'delivered', answer }
  if (status !== undefined && status !== 429 && status < 500) return { type: 'dropped', answer }
  const retryAt = at + backOffMs(RETRY, tried.tries)
  if (retryAt > tried.firstTriedAt + RETRY_FOR_MS) return { type: 'dropped', answer }
  return { type: 'failed', answer, retryAt }
}
