import type { SubmitOutcome, WorkflowsApi } from '../bot/ports.ts'
import { parseJson } from '../http/body.ts'
import { readProblem } from '../http/problem.ts'
import { type IncomingAnswer, type OutgoingRequest, type RequestOutcome, retryAfterMs } from '../http/request.ts'
import { writeStep } from './schema.ts'

/** Where a hosted Workflows API is, and how it is asked. */
export interface HostedApiOptions {
  /** With the path, for example https://api.nexmo.com/beta/workflows or https://api.nexmo.com/v0.1/dispatch. */
  url: string
  authorization: () => string
  request: (outgoing: OutgoingRequest) => Promise<RequestOutcome>
}

/** Real milliseconds until a request counts as unanswered. */
const CREATE_TIMEOUT_MS = 15_000

/** A hosted Workflows or Dispatch API. It can only create: it knows no key, and has neither GET nor cancel. */
export function createHostedApi({ url, authorization, request }: HostedApiOptions): WorkflowsApi {
  return {
    repeatsKeys: false,
    async create(messages) {
      const outcome = await request({
        method: 'POST',
        url,
        headers: { authorization: authorization(), 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ template: 'failover', workflow: messages.map(writeStep) }),
        timeoutMs: CREATE_TIMEOUT_MS,
      })
      if (outcome.type === 'answer') return readAnswer(outcome.answer)
      if (outcome.failure === 'no answer') return { type: 'unknown' }
      return { type: 'postponed', failure: { title: 'The hosted Workflows API could not be reached' } }
    },
  }
}

function readAnswer(answer: IncomingAnswer): SubmitOutcome {
  const { status, body } = answer
  if (status === 202) {
    const workflowUuid = readUuid(parseJson(body))
    return workflowUuid === undefined ? { type: 'unknown' } : { type: 'created', workflowUuid }
  }
  const problem = readProblem(body)
  const failure = problem ?? { title: `The hosted Workflows API answered ${status}` }
  // With credentials or credit refused no other workflow could be created either: as with sends, it waits (rule 9).
  if (status === 401 || status === 402 || status === 429 || (status === 500 && problem)) {
    const pauseMs = retryAfterMs(answer)
    return { type: 'postponed', failure, ...(pauseMs === undefined ? {} : { retryAfterMs: pauseMs }) }
  }
  if (status >= 400 && status < 500) return { type: 'refused', failure }
  return { type: 'unknown' }
}

/** Source: Dispatch API 0.3.3, Response; Workflows API 0.3.0 names it workflow_uuid. */
function readUuid(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { workflow_uuid: workflowUuid, dispatch_uuid: dispatchUuid } = body as Record<string, unknown>
  const uuid = workflowUuid ?? dispatchUuid
  return typeof uuid === 'string' && uuid !== '' ? uuid : undefined
}
