import type { ReceiptEvent, WorkflowEvent } from '../../src/failover/event.ts'
import type { HoldReason } from '../../src/failover/fact.ts'
import { at } from './workflows.ts'

/** Time has passed. All times of this file are in seconds after the workflow was saved. */
export function tick(seconds: number): WorkflowEvent {
  return { type: 'tick', at: at(seconds) }
}

/** A send begins. */
export function attempt(seconds: number): WorkflowEvent {
  return { type: 'attempt', at: at(seconds) }
}

/** The API accepted the message, under the uuid that `uuidOf` gives. */
export function accepted(seconds: number, index: number, number = 1): WorkflowEvent {
  return { type: 'accepted', at: at(seconds), index, attempt: number, messageUuid: uuidOf(index, number) }
}

/** The API refused the message. */
export function refused(seconds: number, index: number, number = 1): WorkflowEvent {
  const failure = { code: '1150', title: 'Invalid params' }
  return { type: 'refused', at: at(seconds), index, attempt: number, failure }
}

/** The message certainly did not go out, and is sent again. */
export function postponed(seconds: number, index: number, number: number, retrySeconds: number): WorkflowEvent {
  const reason = 'rate limit'
  return { type: 'postponed', at: at(seconds), index, attempt: number, reason, retryAt: at(retrySeconds) }
}

/** Nothing can be sent by anybody. */
export function held(
  seconds: number,
  index: number,
  number: number,
  retrySeconds: number,
  reason: HoldReason = 'credit',
): WorkflowEvent {
  return { type: 'held', at: at(seconds), index, attempt: number, reason, retryAt: at(retrySeconds) }
}

/** The request got no answer. */
export function unanswered(seconds: number, index: number, number = 1): WorkflowEvent {
  return { type: 'unanswered', at: at(seconds), index, attempt: number }
}

/** A receipt that carries our reference and the uuid. */
export function receipt(
  seconds: number,
  index: number,
  status: string,
  more: Partial<ReceiptEvent> = {},
): ReceiptEvent {
  const number = more.attempt ?? 1
  return {
    type: 'receipt',
    at: at(seconds),
    index,
    attempt: number,
    messageUuid: uuidOf(index, number),
    status,
    ...more,
  }
}

/** Somebody cancels. */
export function cancel(seconds: number): WorkflowEvent {
  return { type: 'cancel', at: at(seconds), by: 'U1' }
}

/** Somebody skips the message at the index. */
export function skip(seconds: number, index: number): WorkflowEvent {
  return { type: 'skip', at: at(seconds), by: 'U1', index }
}

/** Nobody listened from one second to another. */
export function absence(from: number, to: number): WorkflowEvent {
  return { type: 'absence', at: at(to), from: at(from), to: at(to) }
}

/** A message that is sent and accepted in the same second. */
export function sent(seconds: number, index: number, number = 1): WorkflowEvent[] {
  return [attempt(seconds), accepted(seconds, index, number)]
}

/** The uuid that the API gives to an attempt. */
export function uuidOf(index: number, number: number): string {
  return `uuid-${index}-${number}`
}
