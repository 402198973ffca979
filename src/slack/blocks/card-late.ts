import { type ConditionStatus, meets } from '../../failover/message-status.ts'
import { isUnreached, type MessageProgress, type Progress } from '../../failover/progress.ts'
import { conditionOf, type WorkflowMessage } from '../../failover/workflow.ts'
import type { Lateness } from '../words/late.ts'

/** A message that arrived too late, and by how much. */
export type LateArrival = Lateness & { index: number; status: ConditionStatus }

/** Statuses that say that a message arrived, the better one first. */
const ARRIVALS = ['read', 'delivered'] as const satisfies readonly ConditionStatus[]

/**
 * How much too late an instant is for a message: after the workflow had gone on from it, or had ended. Undefined where
 * it is not; that something is reported late of a message whose condition was met in time corrects nothing.
 */
export function latenessAt(
  at: number,
  index: number,
  messages: readonly WorkflowMessage[],
  shown: Progress,
): Lateness | undefined {
  const made = shown.messages[index]
  const plan = messages[index]
  if (!made || !plan) return undefined
  const since = closedAt(made, shown)
  if (since === undefined || at <= since) return undefined
  const metAt = metAtOf(index, messages, shown)
  if (metAt !== undefined && metAt <= since) return undefined
  const next = made.leftAt === undefined ? undefined : shown.messages[index + 1]
  const lateMs = at - since
  if (next?.sentAt !== undefined && next.sentAt <= at) return { lateMs, after: index + 1 }
  return shown.outcome && at > shown.outcome.at ? { lateMs, after: 'the end' } : { lateMs }
}

/**
 * The arrival that corrects how a workflow ended: a message that met its condition too late for it to count, or, where
 * nobody was reached, arrived at all.
 */
export function lateCorrection(messages: readonly WorkflowMessage[], shown: Progress): LateArrival | undefined {
  const { outcome } = shown
  if (!outcome) return undefined
  for (const status of ARRIVALS) {
    for (const [index, plan] of messages.entries()) {
      if (outcome.status === 'completed' && outcome.index === index) continue
      const at = shown.messages[index]?.statusAt[status]
      if (at === undefined || !(meets(status, conditionOf(plan)) || isUnreached(outcome))) continue
      const late = latenessAt(at, index, messages, shown)
      if (late) return { ...late, index, status }
    }
  }
  return undefined
}

/** Until when what was reported of a message could still count. */
function closedAt({ leftAt }: MessageProgress, { outcome }: Progress): number | undefined {
  if (leftAt !== undefined) return leftAt
  // A final report of a hosted API may overtake the receipts that led to it.
  return outcome?.status === 'completed' && outcome.index === undefined ? undefined : outcome?.at
}

/** When a message met its condition. */
export function metAtOf(index: number, messages: readonly WorkflowMessage[], shown: Progress): number | undefined {
  const plan = messages[index]
  const made = shown.messages[index]
  if (!plan || !made) return undefined
  const instants = ARRIVALS.filter((status) => meets(status, conditionOf(plan))).map((status) => made.statusAt[status])
  return instants.reduce(
    (first, at) => (at !== undefined && (first === undefined || at < first) ? at : first),
    undefined,
  )
}

/** The arrival with which a workflow ended, where it came after a later message's turn had come (rule 4). */
export function lateEnd(messages: readonly WorkflowMessage[], shown: Progress): LateArrival | undefined {
  const { outcome } = shown
  if (outcome?.status !== 'completed' || !outcome.late || outcome.index === undefined) return undefined
  const { index } = outcome
  const plan = messages[index]
  const lateness = plan && latenessAt(metAtOf(index, messages, shown) ?? outcome.at, index, messages, shown)
  return lateness && { ...lateness, index, status: conditionOf(plan) }
}
