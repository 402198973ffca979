import type { Channel } from './channel.ts'
import type { Fact } from './fact.ts'
import { knownStatus, type MessageStatus, mergeStatus } from './message-status.ts'
import type { Failure } from './state.ts'
import type { Usage } from './usage.ts'
import type { WorkflowMessage } from './workflow.ts'

/** A workflow that a hosted API runs: the bot only observes it, and never decides (rule 11). Plain JSON. */
export interface ObservedWorkflow {
  messages: WorkflowMessage[]
  /** When a final report is not expected any more: 24 h after the sum of the expiry times. */
  giveUpAt: number
  /** For each message what is known of it. */
  seen: { messageUuid?: string; status?: MessageStatus }[]
  ended: boolean
}

/** What is heard of a hosted workflow. */
export type ObservedEvent =
  | {
      type: 'status'
      messageUuid: string
      channel: Channel
      to: string
      /** The wire's word. */
      status: string
      failure?: Failure
      usage?: Usage
    }
  | { type: 'final report'; status: 'completed' | 'error'; usage?: Usage }
  | { type: 'tick'; at: number }

/** How long after the last possible failover a final report is waited for, in milliseconds (rule 11). */
const FINAL_REPORT_GRACE_MS = 24 * 60 * 60 * 1000

/** Begins to observe a workflow that was submitted at `at`. */
export function startObserving(messages: WorkflowMessage[], at: number): ObservedWorkflow {
  const expirySeconds = messages.reduce((sum, message) => sum + (message.failover?.expirySeconds ?? 0), 0)
  const giveUpAt = at + expirySeconds * 1000 + FINAL_REPORT_GRACE_MS
  return { messages, giveUpAt, seen: messages.map(() => ({})), ended: false }
}

/** What an event makes of an observed workflow. Pure; a repeated event changes nothing more. */
export function observe(
  before: ObservedWorkflow,
  event: ObservedEvent,
): { workflow: ObservedWorkflow; facts: Fact[]; unmatched?: true } {
  const workflow = structuredClone(before)
  if (event.type === 'status') return observeStatus(workflow, event)
  if (workflow.ended || (event.type === 'tick' && event.at < workflow.giveUpAt)) return { workflow, facts: [] }
  workflow.ended = true
  if (event.type === 'tick') {
    return { workflow, facts: [{ type: 'ended', status: 'unknown', reason: 'no final report' }] }
  }
  const usage = event.usage ? { usage: [event.usage] } : {}
  return { workflow, facts: [{ type: 'ended', status: event.status, reason: 'final report', ...usage }] }
}

function observeStatus(workflow: ObservedWorkflow, event: Extract<ObservedEvent, { type: 'status' }>) {
  const index = indexOf(workflow, event)
  const seen = workflow.seen[index]
  if (!seen) return { workflow, facts: [], unmatched: true as const }
  seen.messageUuid = event.messageUuid
  const status = knownStatus(event.status)
  const merged = status && (seen.status ? mergeStatus(seen.status, status) : { status, change: 'advanced' as const })
  if (merged) seen.status = merged.status
  const fact: Fact = {
    type: 'receipt',
    index,
    attempt: 1,
    messageUuid: event.messageUuid,
    status: event.status,
    change: merged?.change ?? 'unknown',
    late: workflow.ended,
    ...(event.failure ? { failure: event.failure } : {}),
    ...(event.usage ? { usage: event.usage } : {}),
  }
  return { workflow, facts: [fact] }
}

/** By channel and `to`; equal ones in the order in which their uuids first appear (rule 11). -1 when there is none. */
function indexOf(workflow: ObservedWorkflow, event: Extract<ObservedEvent, { type: 'status' }>): number {
  const known = workflow.seen.findIndex((seen) => seen.messageUuid === event.messageUuid)
  if (known >= 0) return known
  return workflow.messages.findIndex(
    (message, index) =>
      workflow.seen[index]?.messageUuid === undefined && message.channel === event.channel && message.to === event.to,
  )
}
