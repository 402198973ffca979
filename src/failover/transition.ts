import { currentMessage, deadlineAt, isPending, timeLimitMs, wantsSend } from './deadline.ts'
import type { WorkflowEvent } from './event.ts'
import type { Fact } from './fact.ts'
import { applyReceipt } from './receipt.ts'
import { beginRevocation, concludeRevocation, openRevocation } from './revocation.ts'
import { endUnanswered, settle } from './settle.ts'
import type { Attempt, MessageState } from './state.ts'
import type { Workflow } from './workflow.ts'

/** What an event made of a workflow. */
export interface Transition {
  workflow: Workflow
  /** What happened, in order; empty when the event changed nothing and is not worth a record. */
  facts: Fact[]
  /** A receipt found no message here; it is to be kept until one is known (rule 7). */
  unmatched?: true
}

/**
 * The failover rules: what an event makes of a workflow. Pure: the given workflow is not changed. What was due before
 * the event is decided first, so that a receipt that came after a deadline is late however long it lay unread (rule 1),
 * and one that came in the same millisecond is in time. What is decided carries the event's instant.
 */
export function transition(before: Workflow, event: WorkflowEvent): Transition {
  const workflow = structuredClone(before)
  if (event.type === 'absence') return { workflow, facts: recordAbsence(workflow, event) }
  const facts = settle(workflow, event.type === 'tick' || event.type === 'attempt' ? event.at : event.at - 1, event.at)
  const applied = apply(workflow, event)
  if (applied === 'unmatched') return { workflow, facts, unmatched: true }
  facts.push(...applied)
  facts.push(...settle(workflow, event.at - (event.type === 'tick' ? 0 : 1), event.at))
  return { workflow, facts }
}

function apply(workflow: Workflow, event: Exclude<WorkflowEvent, { type: 'absence' }>): Fact[] | 'unmatched' {
  switch (event.type) {
    case 'tick':
      return []
    case 'attempt':
      return beginAttempt(workflow, event.at)
    case 'hold':
      return waitForHold(workflow, event)
    case 'receipt':
      return applyReceipt(workflow, event)
    case 'cancel':
      return requestCancel(workflow, event)
    case 'skip':
      return requestSkip(workflow, event)
    case 'revocation':
      return concludeRevocation(workflow, event)
    default:
      return concludeAttempt(workflow, event)
  }
}

function beginAttempt(workflow: Workflow, at: number): Fact[] {
  if (!wantsSend(workflow, at)) return []
  const revocation = openRevocation(workflow)
  if (revocation) return [beginRevocation(revocation, at)]
  const index = workflow.state.current
  const message = currentMessage(workflow)
  const number = message.attemptCount + 1
  const again = message.attempts.length > 0
  message.attemptCount = number
  message.firstAttemptAt ??= at
  delete message.notBeforeAt
  message.attempts.push({ number, startedAt: at, outcome: 'sending' })
  return [{ type: 'attempt', index, attempt: number, ...(again ? { again } : {}) }]
}

type Conclusion = Extract<WorkflowEvent, { type: 'accepted' | 'refused' | 'postponed' | 'held' | 'unanswered' }>

/** The outcome of a send. What a receipt has proved outranks what the request's end suggests. */
function concludeAttempt(workflow: Workflow, event: Conclusion): Fact[] {
  const message = workflow.state.messages[event.index]
  const attempt = message?.attempts.find((a) => a.number === event.attempt)
  if (!message || !attempt || !isPending(attempt) || workflow.state.outcome) return acceptLate(attempt, event)
  if (event.type === 'unanswered' && attempt.outcome === 'unanswered') return []
  if (event.type !== 'held') endHold(message, attempt)
  if (event.type === 'accepted') return [accept(workflow, message, attempt, event)]
  if (event.type === 'unanswered' || attempt.proved) return [endUnanswered(workflow, event.index, attempt, event.at)]
  if (event.type === 'refused') {
    attempt.outcome = 'refused'
    attempt.endedAt = event.at
    attempt.failure = event.failure
  } else {
    message.attempts = message.attempts.filter((a) => a !== attempt)
    message.notBeforeAt = event.retryAt
    message.postponements += 1
    if (event.type === 'held') message.heldSince ??= attempt.startedAt
  }
  const { at: _at, ...fact } = event
  return [fact]
}

function accept(
  workflow: Workflow,
  message: MessageState,
  attempt: Attempt,
  event: Extract<WorkflowEvent, { type: 'accepted' }>,
): Fact {
  attempt.outcome = 'accepted'
  attempt.endedAt = event.at
  attempt.acceptedAt = event.at
  attempt.messageUuid = event.messageUuid
  message.postponements = 0
  const { at: _at, ...fact } = event
  return { ...fact, deadlineAt: event.at + timeLimitMs(workflow, event.index) }
}

/** The API's answer after a receipt had proved the attempt, or after the final report: only its words are kept. */
function acceptLate(attempt: Attempt | undefined, event: Conclusion): Fact[] {
  if (attempt && attempt.outcome !== 'refused' && event.type === 'accepted') attempt.messageUuid ??= event.messageUuid
  return []
}

/** The time on hold is over, unless the attempt began before it; it has counted in no expiry (rule 9). */
function endHold(message: MessageState, attempt: Attempt): void {
  if (message.heldSince === undefined || attempt.startedAt < message.heldSince) return
  message.heldMs += attempt.startedAt - message.heldSince
  delete message.heldSince
}

/** A message that could go now waits with all others; it says so once, and the time counts in no expiry (rule 9). */
function waitForHold(workflow: Workflow, event: Extract<WorkflowEvent, { type: 'hold' }>): Fact[] {
  if (!wantsSend(workflow, event.at)) return []
  const message = currentMessage(workflow)
  const isNews = message.heldSince === undefined
  message.firstAttemptAt ??= event.at
  message.heldSince ??= event.at
  message.notBeforeAt = event.retryAt
  const { reason, retryAt } = event
  const { current: index } = workflow.state
  return isNews ? [{ type: 'held', index, attempt: message.attemptCount, reason, retryAt }] : []
}

function requestCancel(workflow: Workflow, event: { at: number; by: string }): Fact[] {
  const { state } = workflow
  if (state.outcome || state.cancel || state.during) return []
  state.cancel = { by: event.by, at: event.at }
  return [{ type: 'cancel requested', by: event.by, ...pendingIndex(workflow) }]
}

function requestSkip(workflow: Workflow, event: { at: number; by: string; index: number }): Fact[] {
  const { state } = workflow
  const isLast = event.index === workflow.messages.length - 1
  if (state.outcome || state.cancel || state.during || state.skip || isLast || event.index !== state.current) return []
  state.skip = { by: event.by, at: event.at }
  return [{ type: 'skip requested', by: event.by, index: event.index, ...pendingIndex(workflow) }]
}

function pendingIndex(workflow: Workflow): { during?: number } {
  return isPending(currentMessage(workflow).attempts.at(-1)) ? { during: workflow.state.current } : {}
}

function recordAbsence(workflow: Workflow, absence: { from: number; to: number }): Fact[] {
  const { state } = workflow
  if (state.outcome || (state.absenceRecordedTo ?? 0) >= absence.to) return []
  const deadline = deadlineAt(workflow)
  if (deadline <= absence.from || deadline > absence.to) return []
  state.absenceRecordedTo = absence.to
  return [{ type: 'not listening', from: absence.from, to: absence.to }]
}
