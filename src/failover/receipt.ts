import type { ReceiptEvent } from './event.ts'
import type { Fact } from './fact.ts'
import { knownStatus, mergeStatus, type StatusChange } from './message-status.ts'
import type { Attempt, MessageState } from './state.ts'
import type { Workflow } from './workflow.ts'

/**
 * Applies a receipt in place. It never takes a decision itself; applying it again changes nothing. A receipt proves
 * that its attempt went out: it adopts a maybe-sent one (rule 8), and one that seemed not to have gone out.
 */
export function applyReceipt(workflow: Workflow, event: ReceiptEvent): Fact[] | 'unmatched' {
  const { state } = workflow
  const message = state.messages[event.index]
  const attempt = message && findAttempt(message, event)
  if (!attempt) return 'unmatched'
  const late = state.outcome !== undefined || event.index !== state.current
  adopt(attempt, event)
  const fact: Fact = {
    type: 'receipt',
    index: event.index,
    attempt: attempt.number,
    status: event.status,
    change: applyStatus(attempt, event),
    late,
    ...(event.messageUuid === undefined ? {} : { messageUuid: event.messageUuid }),
    ...(event.failure ? { failure: event.failure } : {}),
    ...(event.usage ? { usage: event.usage } : {}),
  }
  return [fact]
}

/** By the number in our reference, else by the message's uuid. A number that was begun but not kept is taken up again. */
function findAttempt(message: MessageState, event: ReceiptEvent): Attempt | undefined {
  if (event.attempt === undefined) {
    if (event.messageUuid === undefined) return undefined
    return message.attempts.find((attempt) => attempt.messageUuid === event.messageUuid)
  }
  const known = message.attempts.find((attempt) => attempt.number === event.attempt)
  if (known || event.attempt > message.attemptCount || event.attempt < 1) return known
  const adopted: Attempt = { number: event.attempt, startedAt: event.at, outcome: 'unanswered', endedAt: event.at }
  message.attempts = [...message.attempts, adopted].sort((a, b) => a.number - b.number)
  return adopted
}

function adopt(attempt: Attempt, event: ReceiptEvent): void {
  attempt.proved = true
  if (event.messageUuid !== undefined) attempt.messageUuid ??= event.messageUuid
  if (attempt.outcome === 'unanswered') attempt.outcome = 'accepted'
  if (event.usage) attempt.usage ??= event.usage
}

function applyStatus(attempt: Attempt, event: ReceiptEvent): StatusChange {
  const status = knownStatus(event.status)
  if (!status) return 'unknown'
  const merged = mergeStatus(attempt.status, status)
  attempt.status = merged.status
  if (merged.change === 'advanced' && event.failure) attempt.failure = event.failure
  return merged.change
}
