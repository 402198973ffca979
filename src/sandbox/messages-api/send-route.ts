import { randomUUID } from 'node:crypto'
import type { Observe } from '../exchange.ts'
import { createAcceptingRoute } from '../vonage/accepting-route.ts'
import type { Authentication } from '../vonage/authentication.ts'
import type { Fault } from '../vonage/fault.ts'
import type { FaultPlan } from '../vonage/fault-plan.ts'
import { WRONG_CONTENT_TYPE } from '../vonage/general-problems.ts'
import { type ProblemAnswer, parseObject, type RecordedRequest } from '../vonage/http-exchange.ts'
import type { Journal } from '../vonage/journal.ts'
import type { BehaviourBook } from './behaviour.ts'
import { describe, type Lifecycle } from './lifecycle.ts'
import type { WireChannel } from './phone.ts'
import type { PhoneBook, StoredMessage } from './phone-book.ts'
import {
  INTERNAL_ERROR,
  invalidJson,
  invalidMessageParameters,
  LOW_BALANCE,
  rateLimitHit,
  UNAUTHORIZED,
} from './problems.ts'
import type { RateWindow } from './rate-window.ts'
import { validateMessage } from './validate-message.ts'

/** What the routes of the API share. */
export interface RouteParts {
  now: () => number
  journal: Journal
  requests: RecordedRequest[]
  authenticate: (authorization: string | undefined) => Authentication
  rate: RateWindow
  requestsPerSecond: number
  faults: FaultPlan
  book: PhoneBook
  behaviours: BehaviourBook
  lifecycle: Lifecycle
  allowedFrom: Partial<Record<WireChannel, readonly string[]>>
  observe: Observe
}

/** Creates the handler of `POST /v1/messages`. */
export function createSendRoute(parts: RouteParts) {
  const { now, journal, requests, faults, book, behaviours, lifecycle } = parts

  return createAcceptingRoute<StoredMessage>({
    now,
    journal,
    requests,
    faults,
    observe: parts.observe,
    admit(request) {
      const authentication = parts.authenticate(request.headers.authorization)
      if (authentication.kind === 'refused') {
        journal.note(`credentials refused: ${authentication.reason}`)
        return { problem: UNAUTHORIZED, reason: authentication.reason }
      }
      if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { problem: WRONG_CONTENT_TYPE }
      const freeAt = parts.rate.take()
      if (freeAt === undefined) return { by: authentication.kind }
      const retryAfterSeconds = Math.max(1, Math.ceil((freeAt - now()) / 1000))
      return { problem: rateLimitHit(parts.requestsPerSecond, retryAfterSeconds, freeAt) }
    },
    faultProblem: (fault) => faultProblem(fault, parts.requestsPerSecond, now()),
    accept(body, by, _request, fault) {
      const { value, jsonError } = parseObject(body)
      if (jsonError !== undefined) return { problem: invalidJson(jsonError) }
      if (!value) return { problem: invalidMessageParameters([{ name: 'body', reason: 'Must be an object.' }]) }
      const checked = validateMessage(value, parts.allowedFrom)
      if ('problem' in checked) return checked
      const accepted = book.add(randomUUID(), checked.message, by, now())
      journal.note(`accepted ${describe(accepted)} ${accepted.messageUuid}`)
      lifecycle.accepted(accepted, rejectCodeOf(fault))
      return { accepted }
    },
    answer: (message) => ({ message_uuid: message.messageUuid }),
    followUp: (message, fault) => lifecycle.atOnce(message, rejectCodeOf(fault)),
    overtakes: (message, fault) =>
      fault?.kind === 'status before answer' || behaviours.of(message.to, message.channel).statusBeforeAnswer,
  })
}

function rejectCodeOf(fault: Fault | undefined): string | undefined {
  return fault?.kind === 'reject after accepting' ? (fault.rejectCode ?? '1300') : undefined
}

/** The documented error that a fault stands for. */
function faultProblem(fault: Fault, limit: number, now: number): ProblemAnswer | undefined {
  const retryAfterSeconds = fault.retryAfterSeconds ?? 1
  switch (fault.kind) {
    case '400':
      return invalidMessageParameters([{ name: 'body', reason: 'Is refused by a fault that was set.' }])
    case '401':
      return UNAUTHORIZED
    case '402':
      return LOW_BALANCE
    case '429':
      return rateLimitHit(limit, retryAfterSeconds, now + retryAfterSeconds * 1000)
    case '500':
      return INTERNAL_ERROR
    default:
      return undefined
  }
}
