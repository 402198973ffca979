import { currentMessage, deadlineAt, graceEndsAt, hasFailed, isPending, timeLimitMs } from './deadline.ts'
import type { Fact } from './fact.ts'
import { bestStatus, meets } from './message-status.ts'
import { giveUpLostRevocation } from './revocation.ts'
import type { Attempt, EndReason, LeaveReason, Outcome } from './state.ts'
import { addUsage } from './usage.ts'
import { conditionOf, type Workflow } from './workflow.ts'

/**
 * Decides everything that is due by `dueBy`, in place and as of `at`, and returns the facts. While a message is
 * being handed over nothing is decided but intentions (rule 10), so that a decision never overlaps a send.
 */
export function settle(workflow: Workflow, dueBy: number, at: number): Fact[] {
  const facts: Fact[] = []
  giveUpLostSend(workflow, dueBy, at, facts)
  if (!workflow.state.outcome) facts.push(...giveUpLostRevocation(workflow, dueBy))
  while (!workflow.state.outcome && decide(workflow, dueBy, at, facts)) {}
  return facts
}

/** Takes one decision; false when there is none to take. */
function decide(workflow: Workflow, dueBy: number, at: number, facts: Fact[]): boolean {
  const { state } = workflow
  const attempt = currentMessage(workflow).attempts.at(-1)
  const reached = reachedIndex(workflow)
  if (reached !== undefined || state.cancel) {
    if (attempt && isPending(attempt)) state.during ??= { index: state.current, attempt: attempt.number }
    if (attempt?.outcome === 'sending') return false
    if (attempt?.outcome === 'unanswered' && dueBy < graceEndsAt(workflow)) return false
    if (state.cancel) end(workflow, at, facts, 'cancelled', 'cancelled')
    else end(workflow, at, facts, 'completed', 'condition met', reached)
    return true
  }
  if (attempt?.outcome === 'sending') return false
  const reason = reasonToLeave(workflow, dueBy)
  if (!reason) return false
  leave(workflow, at, facts, reason)
  return true
}

/** A send whose lease has run out has lost its sender: it gets no answer any more (rule 8). */
function giveUpLostSend(workflow: Workflow, dueBy: number, at: number, facts: Fact[]): void {
  if (workflow.state.outcome) return
  const attempt = currentMessage(workflow).attempts.at(-1)
  if (attempt?.outcome !== 'sending' || dueBy < attempt.startedAt + workflow.limits.sendLeaseMs) return
  facts.push(endUnanswered(workflow, workflow.state.current, attempt, at))
}

/** Ends an attempt to which no answer came, in place: maybe sent, unless a receipt has proved that it was (rule 8). */
export function endUnanswered(workflow: Workflow, index: number, attempt: Attempt, at: number): Fact {
  attempt.outcome = attempt.proved ? 'accepted' : 'unanswered'
  attempt.endedAt = at
  const deadline = attempt.startedAt + timeLimitMs(workflow, index)
  const fact = { index, attempt: attempt.number, deadlineAt: deadline }
  if (attempt.outcome === 'unanswered') return { type: 'unanswered', ...fact }
  const uuid = attempt.messageUuid === undefined ? {} : { messageUuid: attempt.messageUuid }
  return { type: 'accepted', ...fact, ...uuid, byReceipt: true }
}

/** The first message whose condition is met, in time or late (rules 2 to 4). */
function reachedIndex(workflow: Workflow): number | undefined {
  const index = workflow.messages.findIndex((message, i) =>
    meets(
      bestStatus(workflow.state.messages[i]?.attempts.map((attempt) => attempt.status) ?? []),
      conditionOf(message),
    ),
  )
  return index < 0 ? undefined : index
}

/** Why the current message is to be given up by then, if it is (rule 1). */
function reasonToLeave(workflow: Workflow, dueBy: number): LeaveReason | undefined {
  const message = currentMessage(workflow)
  if (workflow.state.skip) return 'skipped'
  if (message.attempts.length > 0 && message.attempts.every(hasFailed)) {
    return message.attempts.at(-1)?.outcome === 'refused' ? 'refused' : 'failed'
  }
  if (dueBy < deadlineAt(workflow)) return undefined
  return message.attempts.some((attempt) => !hasFailed(attempt)) ? 'expired' : 'not accepted'
}

function leave(workflow: Workflow, at: number, facts: Fact[], reason: LeaveReason): void {
  const { state } = workflow
  const message = currentMessage(workflow)
  message.left = reason
  delete state.skip
  const next = state.messages[state.current + 1]
  const isHeld = message.heldSince !== undefined || message.firstAttemptAt === undefined
  if (reason === 'not accepted' && isHeld) {
    end(workflow, at, facts, 'error', 'held too long', state.current)
  } else if (next) {
    facts.push({ type: 'failover', index: state.current, next: state.current + 1, reason })
    state.current += 1
    next.readyAt = at
  } else {
    end(workflow, at, facts, 'error', LAST_MESSAGE_END[reason], state.current)
  }
}

/** What the workflow ends with when its last message is given up. The last message can't be skipped. */
const LAST_MESSAGE_END: Readonly<Record<LeaveReason, EndReason>> = {
  refused: 'refused',
  failed: 'failed',
  expired: 'no receipt',
  'not accepted': 'not accepted',
  skipped: 'cancelled',
}

function end(
  workflow: Workflow,
  at: number,
  facts: Fact[],
  status: Outcome['status'],
  reason: EndReason,
  index?: number,
): void {
  const { state } = workflow
  const handedOver = handOver(workflow, index)
  state.outcome = {
    status,
    at,
    reason,
    ...(index === undefined ? {} : { index }),
    ...(status === 'completed' && index !== state.current ? { late: true } : {}),
    ...(handedOver ? { handedOver } : {}),
  }
  const { at: _at, ...outcome } = state.outcome
  const usage = addUsage(state.messages.flatMap((m) => m.attempts.flatMap((attempt) => attempt.usage ?? [])))
  facts.push({ type: 'ended', ...outcome, ...(usage.length > 0 ? { usage } : {}) })
}

/** Whether the message that was being handed over when the end was decided went out, by any attempt (rule 10). */
function handOver(workflow: Workflow, reached: number | undefined): Outcome['handedOver'] {
  const { during, messages } = workflow.state
  if (!during || during.index === reached) return undefined
  const attempts = messages[during.index]?.attempts ?? []
  if (attempts.some((attempt) => attempt.proved || attempt.outcome === 'accepted')) return 'yes'
  return attempts.some((attempt) => attempt.outcome === 'unanswered') ? 'maybe' : 'no'
}
