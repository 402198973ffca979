import type { Fact, HoldReason, RecordedFact } from './fact.ts'
import { isFailure, knownStatus, type MessageStatus, meets, mergeStatus } from './message-status.ts'
import type { Failure, LeaveReason, Outcome, RevocationResult } from './state.ts'
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
  /** When it did; what is reported after it is late. */
  leftAt?: number
  /** What came of taking it back before the next one went. */
  revocation?: RevocationResult
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

/**
 * Where a message is when its attempts differ: at the first of these that one of them has reached, so that a message
 * whose repetition certainly did not go out is still shown as maybe sent.
 */
const ATTEMPT_STAGES = ['sending', 'sent', 'maybe sent', 'refused'] as const

/** What is kept of a message's attempts while its facts are folded. */
interface Attempts {
  /** How far each is, by its number; those that certainly did not go out are not kept. */
  stages: Map<number, (typeof ATTEMPT_STAGES)[number]>
  /** The attempt with which a hold began; only the end of a later one ends it. */
  heldAttempt?: number
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
  const attempts = messages.map((): Attempts => ({ stages: new Map() }))
  for (const recorded of facts) {
    show(shown, recorded, messages, attempts)
    if (recorded.fact.type === 'receipt' && recorded.fact.usage) {
      const key = `${recorded.fact.index}:${recorded.fact.attempt}`
      if (!usages.has(key)) usages.set(key, recorded.fact.usage)
    }
    shown.seq = recorded.seq
  }
  shown.usage = addUsage([...usages.values()])
  return shown
}

function show(
  shown: Progress,
  recorded: RecordedFact,
  messages: readonly WorkflowMessage[],
  allAttempts: readonly Attempts[],
): void {
  const { fact, at } = recorded
  if (fact.type === 'cancel requested') shown.cancelledBy = fact.by
  if (fact.type === 'ended') showEnd(shown, fact, at)
  if (!('index' in fact) || fact.type === 'ended' || fact.index === undefined) return
  const message = shown.messages[fact.index]
  const attempts = allAttempts[fact.index]
  if (!message || !attempts) return
  if (fact.type === 'failover') {
    message.left = fact.reason
    message.leftAt = at
    shown.current = fact.next
    delete shown.hold
  } else {
    followHold(attempts, fact)
    showSend(message, attempts, fact, at)
    if (fact.index === shown.current) showHold(shown, attempts, fact)
  }
  if (fact.type === 'revocation') message.revocation = fact.result
  if (fact.type === 'receipt') showReceipt(message, fact, recorded, messages)
}

function showSend(message: MessageProgress, { stages, heldAttempt }: Attempts, fact: Fact, at: number): void {
  switch (fact.type) {
    case 'attempt':
      stages.set(fact.attempt, 'sending')
      break
    case 'accepted':
      stages.set(fact.attempt, 'sent')
      message.sentAt ??= at
      message.deadlineAt = fact.deadlineAt
      break
    case 'refused':
      stages.set(fact.attempt, 'refused')
      message.failure = fact.failure
      break
    case 'postponed':
    case 'held':
      stages.delete(fact.attempt)
      message.stage = heldAttempt === undefined ? 'postponed' : 'on hold'
      break
    case 'unanswered':
      stages.set(fact.attempt, 'maybe sent')
      message.deadlineAt = fact.deadlineAt
      break
    case 'receipt':
      if (stages.get(fact.attempt) !== 'sending') stages.set(fact.attempt, 'sent')
      break
    default:
  }
  const reached = new Set(stages.values())
  message.stage = ATTEMPT_STAGES.find((stage) => reached.has(stage)) ?? message.stage
}

/** A hold lasts until a send that began after it ends in any other way; a late answer to an earlier one is none. */
function followHold(attempts: Attempts, fact: Extract<Fact, { index: number }>): void {
  if (fact.type === 'held') attempts.heldAttempt ??= fact.attempt
  const isEnd =
    fact.type !== 'held' &&
    fact.type !== 'attempt' &&
    fact.type !== 'receipt' &&
    !isOfRevocation(fact) &&
    'attempt' in fact
  if (isEnd && fact.attempt > (attempts.heldAttempt ?? fact.attempt)) delete attempts.heldAttempt
}

function isOfRevocation({ type }: Fact): boolean {
  return type === 'revoking' || type === 'revocation'
}

function showHold(shown: Progress, { heldAttempt }: Attempts, fact: Extract<Fact, { index: number }>): void {
  if (fact.type === 'held') shown.hold = fact.reason
  if (heldAttempt === undefined) delete shown.hold
}

function showReceipt(
  message: MessageProgress,
  fact: Extract<Fact, { type: 'receipt' }>,
  recorded: RecordedFact,
  messages: readonly WorkflowMessage[],
): void {
  const status = knownStatus(fact.status)
  if (!status) return
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

/** Whether the end needs somebody to act: as far as is known, the person was not reached. */
export function isUnreached(outcome: Pick<Outcome, 'status'>): boolean {
  return outcome.status === 'error' || outcome.status === 'unknown'
}
