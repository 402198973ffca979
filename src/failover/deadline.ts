import { isFailure } from './message-status.ts'
import { revocationUnderWay } from './revocation.ts'
import type { Attempt, MessageState } from './state.ts'
import { LONGEST_HOLD_MS, type Workflow } from './workflow.ts'

/** Whether the attempt can't lead to an arrival any more, as far as is known. */
export function hasFailed(attempt: Attempt): boolean {
  return attempt.status === undefined ? attempt.outcome === 'refused' : isFailure(attempt.status)
}

/** Whether it is still open if the message of this attempt went out: it is being sent, or maybe was. */
export function isPending(attempt: Attempt | undefined): boolean {
  return attempt?.outcome === 'sending' || attempt?.outcome === 'unanswered'
}

/** The message that is being sent or waited for. */
export function currentMessage(workflow: Workflow): MessageState {
  const message = workflow.state.messages[workflow.state.current]
  if (!message) throw new Error('the current index is outside the workflow')
  return message
}

/** How long the message at this index has to reach its condition. */
export function timeLimitMs(workflow: Workflow, index: number): number {
  const failover = workflow.messages[index]?.failover
  return failover ? failover.expirySeconds * 1000 : workflow.limits.lastMessageTimeoutMs
}

/**
 * Until when the current message may reach its condition, or be accepted by the API at all. Counted from
 * the API's acceptance (rule 1), for a maybe-sent message from its attempt (rule 8), for one that the API has not
 * taken from its first attempt, without the time on hold (rule 9). Waiting for a first attempt or on hold has a limit of
 * its own.
 */
export function deadlineAt(workflow: Workflow): number {
  const message = currentMessage(workflow)
  const limitMs = timeLimitMs(workflow, workflow.state.current)
  const live = message.attempts.findLast((attempt) => attempt.outcome !== 'sending' && !hasFailed(attempt))
  if (live) return (live.acceptedAt ?? live.startedAt) + limitMs
  if (message.heldSince !== undefined) return message.heldSince + LONGEST_HOLD_MS
  if (message.firstAttemptAt !== undefined) return message.firstAttemptAt + message.heldMs + limitMs
  return (message.readyAt ?? workflow.state.createdAt) + LONGEST_HOLD_MS
}

/** When the next send may begin, or undefined where nothing is to be sent. */
export function sendAt(workflow: Workflow): number | undefined {
  const { state, limits } = workflow
  if (state.outcome || state.cancel || state.during) return undefined
  const message = currentMessage(workflow)
  const revocation = revocationUnderWay(workflow)
  const notBeforeAt = Math.max(message.notBeforeAt ?? 0, revocation ? revocation.startedAt + limits.sendLeaseMs : 0)
  const [first, second] = message.attempts
  if (!first) return Math.max(message.readyAt ?? state.createdAt, notBeforeAt)
  if (second || first.outcome !== 'unanswered') return undefined
  return Math.max((first.endedAt ?? first.startedAt) + limits.maybeSentGraceMs, notBeforeAt)
}

/** Whether the current message is to be sent now. */
export function wantsSend(workflow: Workflow, at: number): boolean {
  const dueAt = sendAt(workflow)
  return dueAt !== undefined && dueAt <= at
}

/** When something is to be decided next, whether or not anything may be sent then; undefined once it has ended. */
export function decideAt(workflow: Workflow): number | undefined {
  const { state, limits } = workflow
  if (state.outcome) return undefined
  const last = currentMessage(workflow).attempts.at(-1)
  if (last?.outcome === 'sending') return last.startedAt + limits.sendLeaseMs
  return state.during ? graceEndsAt(workflow) : deadlineAt(workflow)
}

/** When waiting for news of a maybe-sent message ends. */
export function graceEndsAt(workflow: Workflow): number {
  const last = currentMessage(workflow).attempts.at(-1)
  return (last?.endedAt ?? last?.startedAt ?? 0) + workflow.limits.maybeSentGraceMs
}
