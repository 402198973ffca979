import type { Fact, HoldReason, RecordedFact } from './fact.ts'
import { isFailure, knownStatus, type MessageStatus, mergeStatus } from './message-status.ts'
import type { EndReason, Failure, LeaveReason, Outcome } from './state.ts'
import { addUsage, type Usage } from './usage.ts'
import { conditionOf, type WorkflowMessage } from './workflow.ts'

/** How far one message is, in the words that are shown. */
export interface MessageProgress {
  index: number
  /** `waiting` for its turn, or for what comes before its first attempt. */
  stage: 'waiting' | 'sending' | 'postponed' | 'on hold' | 'maybe sent' | 'sent' | 'refused' | 'not sent'
  /** The best status reported so far (rule 6). */
  status?: MessageStatus
  /** When each status was first reported, by our clock. */
  statusAt: Partial<Record<MessageStatus, number>>
  sentAt?: number
  /** Why the workflow went on to the next one. */
  left?: LeaveReason
  failure?: Failure
  /** Until when its condition counts as met in time. */
  deadlineAt?: number
}

/** What there is to show of a workflow: a fold over its facts. */
export interface Progress {
  messages: MessageProgress[]
  /** The message that is being sent or waited for. */
  current: number
  outcome?: Omit<Outcome, 'at'> & { at: number }
  /** Set while nothing can be sent by anybody. */
  hold?: HoldReason
  /** Who asked for the end, before or after it came. */
  cancelledBy?: string
  usage: Usage[]
  /** The number of the last fact that is shown here; 0 for none. */
  seq: number
}

/** Folds the facts of a workflow into what is shown of it. */
export function progress(messages: readonly WorkflowMessage[], facts: readonly RecordedFact[]): Progress {
  const shown: Progress = {
    messages: messages.map((_, index) => ({ index, stage: 'waiting', statusAt: {} })),
    current: 0,
    usage: [],
    seq: 0,
  }
  const usages = new Map<string, Usage>()
  for (const recorded of facts) {
    show(shown, recorded, messages)
    if (recorded.fact.type === 'receipt' && recorded.fact.usage) {
      usages.set(`${recorded.fact.index}:${recorded.fact.attempt}`, recorded.fact.usage)
    }
    shown.seq = recorded.seq
  }
  shown.usage = addUsage([...usages.values()])
  return shown
}

function show(shown: Progress, recorded: RecordedFact, messages: readonly WorkflowMessage[]): void {
  const { fact, at } = recorded
  if (fact.type === 'cancel requested') shown.cancelledBy = fact.by
  if (fact.type === 'ended') showEnd(shown, fact, at)
  if (!('index' in fact) || fact.type === 'ended' || fact.index === undefined) return
  const message = shown.messages[fact.index]
  if (!message) return
  if (fact.type !== 'held' && fact.type !== 'attempt' && fact.type !== 'receipt') delete shown.hold
  if (fact.type === 'failover') {
    message.left = fact.reason
    shown.current = fact.next
  } else {
    showSend(shown, message, fact, at)
  }
  if (fact.type === 'receipt') showReceipt(message, fact, recorded, messages)
}

function showSend(shown: Progress, message: MessageProgress, fact: Fact, at: number): void {
  switch (fact.type) {
    case 'attempt':
      message.stage = 'sending'
      break
    case 'accepted':
      message.stage = 'sent'
      message.sentAt ??= at
      message.deadlineAt = fact.deadlineAt
      break
    case 'refused':
      message.stage = 'refused'
      message.failure = fact.failure
      break
    case 'postponed':
      message.stage = 'postponed'
      break
    case 'held':
      message.stage = 'on hold'
      shown.hold = fact.reason
      break
    case 'unanswered':
      message.stage = 'maybe sent'
      message.deadlineAt = fact.deadlineAt
      break
    default:
  }
}

function showReceipt(
  message: MessageProgress,
  fact: Extract<Fact, { type: 'receipt' }>,
  recorded: RecordedFact,
  messages: readonly WorkflowMessage[],
): void {
  const status = knownStatus(fact.status)
  if (!status) return
  if (message.stage !== 'sending') message.stage = 'sent'
  message.statusAt[status] ??= recorded.at
  message.status = message.status ? mergeStatus(message.status, status).status : status
  if (fact.failure && isFailure(message.status)) message.failure = fact.failure
  const plan = messages[fact.index]
  if (plan && meets(message.status, conditionOf(plan))) delete message.deadlineAt
}

function showEnd(shown: Progress, fact: Extract<Fact, { type: 'ended' }>, at: number): void {
  const { type: _type, usage: _usage, ...outcome } = fact
  shown.outcome = { ...outcome, at }
  delete shown.hold
  for (const message of shown.messages) {
    delete message.deadlineAt
    if (message.stage === 'waiting' || message.stage === 'postponed' || message.stage === 'on hold') {
      message.stage = 'not sent'
    }
  }
}

/** The reasons for an end that need somebody to act: the person was not reached. */
export function isUnreached(reason: EndReason): boolean {
  return reason !== 'condition met' && reason !== 'cancelled' && reason !== 'final report'
}
