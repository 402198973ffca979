import type { MessageStatus } from './message-status.ts'
import type { Usage } from './usage.ts'

/** Why a message failed, in the API's own words; `code` is of the vendor's error table. */
export interface Failure {
  code?: string
  title: string
  detail?: string
  /** The invalid parameters that the API named, as `name: reason`. */
  parameters?: string[]
}

/**
 * How an attempt ended. `postponed` and `held` attempts certainly did not go out and are not kept; `unanswered` is
 * *maybe sent* (rule 8).
 */
export type AttemptOutcome = 'sending' | 'accepted' | 'refused' | 'unanswered'

/** What came of taking a message back; `refused` where it certainly was not taken back. */
export type RevocationResult = 'revoked' | 'refused' | 'unanswered'

/** One request to the Messages API. All instants are integer milliseconds since 1970, by our clock. */
export interface Attempt {
  /** Counts from 1 for each message; part of the reference that comes back in its receipts. */
  number: number
  startedAt: number
  outcome: AttemptOutcome
  /** When the outcome was known. */
  endedAt?: number
  /** When the API answered that it accepted it; absent where only a receipt proved it. */
  acceptedAt?: number
  messageUuid?: string
  /** A receipt has shown that it went out, whatever its request's end suggests. */
  proved?: true
  status?: MessageStatus
  failure?: Failure
  usage?: Usage
  /** Set once it was begun to take the message back; it is tried once. */
  revocation?: { startedAt: number; result?: RevocationResult }
}

/** Why the workflow went on from a message (rule 1), or ended with it. */
export type LeaveReason = 'refused' | 'failed' | 'expired' | 'not accepted' | 'skipped'

/** How far one message is. */
export interface MessageState {
  attempts: Attempt[]
  /** Attempts begun so far, those included that certainly did not go out. */
  attemptCount: number
  firstAttemptAt?: number
  /** When the message became the one to send. */
  readyAt?: number
  /** A postponed message is not sent before. */
  notBeforeAt?: number
  /** Postponements in a row; the back-off grows with it. */
  postponements: number
  /** Since when it is on hold for credentials or credit; such time counts in no expiry (rule 9). */
  heldSince?: number
  heldMs: number
  left?: LeaveReason
}

/** Somebody's click that is to take effect as soon as no message is being handed over (rule 10). */
export interface Intention {
  /** Who, as the door that it came through names people. */
  by: string
  at: number
}

/** Why a workflow ended. */
export type EndReason =
  | 'condition met'
  | 'refused'
  | 'failed'
  | 'no receipt'
  | 'not accepted'
  | 'held too long'
  | 'cancelled'
  | 'final report'
  | 'no final report'

/** How a workflow ended; there is exactly one, and it is the final report. `unknown` only with the hosted API (rule 11). */
export interface Outcome {
  status: 'completed' | 'error' | 'cancelled' | 'unknown'
  at: number
  reason: EndReason
  /** The message that met its condition, or with which it failed. */
  index?: number
  /** The condition was met only after a later message had been turned to (rule 4). */
  late?: boolean
  /** Whether the message that was being handed over when the end was decided went out (rule 10). */
  handedOver?: 'yes' | 'no' | 'maybe'
}

/** How far a workflow is; plain JSON. */
export interface WorkflowState {
  createdAt: number
  /** The index of the message that is being sent or waited for. */
  current: number
  messages: MessageState[]
  cancel?: Intention
  skip?: Intention
  /** The attempt that was under way when the end was decided; the end waits for its outcome (rule 10). */
  during?: { index: number; attempt: number }
  outcome?: Outcome
  /** The end of the last time in which nobody listened that has been recorded here (rule 12). */
  absenceRecordedTo?: number
}

/** The state of a workflow that was saved just now: its first message is ready, nothing has been sent. */
export function initialState(messageCount: number, at: number): WorkflowState {
  return {
    createdAt: at,
    current: 0,
    messages: Array.from({ length: messageCount }, (_, index) => ({
      attempts: [],
      attemptCount: 0,
      postponements: 0,
      heldMs: 0,
      ...(index === 0 ? { readyAt: at } : {}),
    })),
  }
}
