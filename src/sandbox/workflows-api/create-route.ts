import { randomUUID } from 'node:crypto'
import { createAcceptingRoute } from '../vonage/accepting-route.ts'
import type { Authentication } from '../vonage/authentication.ts'
import type { Fault } from '../vonage/fault.ts'
import type { FaultPlan } from '../vonage/fault-plan.ts'
import { BAD_CREDENTIALS, WRONG_CONTENT_TYPE } from '../vonage/general-problems.ts'
import { type ProblemAnswer, parseObject, type RecordedRequest } from '../vonage/http-exchange.ts'
import type { Journal } from '../vonage/journal.ts'
import type { InvalidParameter } from '../vonage/value-check.ts'
import { validateWorkflow } from './validate-workflow.ts'
import type { AcceptedMessage, AcceptedWorkflow, WorkflowMessageStatus, WorkflowUsage } from './workflow.ts'

/** A message whose statuses the fake adds to; the same object that readers see as AcceptedMessage. */
export interface StoredMessage extends AcceptedMessage {
  messageUuid: string | undefined
  statuses: WorkflowMessageStatus[]
  usage: WorkflowUsage | undefined
}

/** A workflow whose outcome the fake sets. */
export interface StoredWorkflow extends AcceptedWorkflow {
  messages: StoredMessage[]
  outcome?: 'completed' | 'error' | undefined
}

/** What the route needs around it. */
export interface CreateRouteParts {
  now: () => number
  journal: Journal
  requests: RecordedRequest[]
  faults: FaultPlan
  authenticate: (authorization: string | undefined) => Authentication
  workflows: StoredWorkflow[]
}

/** Creates the handler of `POST /beta/workflows` and `POST /v0.1/dispatch`. */
export function createCreateRoute(parts: CreateRouteParts) {
  const { now, journal, requests, faults, workflows } = parts
  return createAcceptingRoute<StoredWorkflow>({
    now,
    journal,
    requests,
    faults,
    admit(request) {
      const authentication = parts.authenticate(request.headers.authorization)
      if (authentication.kind === 'refused') {
        journal.note(`credentials refused: ${authentication.reason}`)
        return { problem: BAD_CREDENTIALS }
      }
      const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '')
      return isJson ? { by: authentication.kind } : { problem: WRONG_CONTENT_TYPE }
    },
    faultProblem,
    accept(body, by, request) {
      const { value, jsonError } = parseObject(body)
      if (jsonError !== undefined) return { problem: invalidJson(jsonError) }
      const checked = validateWorkflow(value ?? {})
      if ('faults' in checked) return { problem: invalidParameters(checked.faults) }
      const accepted: StoredWorkflow = {
        workflowUuid: randomUUID(),
        idName: request.url?.startsWith('/beta/') ? 'workflow_uuid' : 'dispatch_uuid',
        messages: checked.messages.map((message) => ({
          ...message,
          messageUuid: undefined,
          statuses: [],
          usage: undefined,
        })),
        authentication: by,
        receivedAt: now(),
      }
      workflows.push(accepted)
      journal.note(`accepted workflow ${accepted.workflowUuid} of ${accepted.messages.length} messages`)
      return { accepted }
    },
    answer: (workflow) => ({ [workflow.idName]: workflow.workflowUuid }),
  })
}

/** In the words of a 400 that was recorded from the real API (vonage-node-code-snippets issue 79). */
function invalidParameters(faults: readonly InvalidParameter[]): ProblemAnswer {
  return {
    status: 400,
    type: 'https://www.nexmo.com/messages/Errors#InvalidParams',
    title: "Your request parameters didn't validate.",
    detail: `Found errors validating ${faults.length} of your submitted parameters.`,
    invalidParameters: faults,
  }
}

/** Dispatch documents 400 as its only error. Source of the type: vendor's list of API errors. */
function invalidJson(parserSays: string): ProblemAnswer {
  return {
    status: 400,
    type: 'https://developer.nexmo.com/api-errors#invalid-json',
    title: 'The request body did not contain valid JSON',
    detail: parserSays,
  }
}

/** The error that a fault stands for; types from the vendor's list of API errors, statuses beside 400 our reading. */
function faultProblem(fault: Fault): ProblemAnswer | undefined {
  const general = (status: number, code: string, title: string, detail: string): ProblemAnswer => ({
    status,
    type: `https://developer.nexmo.com/api-errors#${code}`,
    title,
    detail,
  })
  switch (fault.kind) {
    case '400':
      return invalidParameters([{ name: 'workflow', reason: 'Is refused by a fault that was set.' }])
    case '401':
      return BAD_CREDENTIALS
    case '402':
      return general(402, 'low-balance', 'Low balance', 'Your account balance is too low for this request.')
    case '429':
      return {
        ...general(429, 'throttled', 'Rate Limit Hit', 'Please wait, then retry your request'),
        headers: { 'Retry-After': String(fault.retryAfterSeconds ?? 1) },
      }
    case '500':
      return general(500, 'internal-error', 'Internal Error', 'There was an error processing your request.')
    default:
      return undefined
  }
}
