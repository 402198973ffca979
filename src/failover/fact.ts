import type { MessageStatus, StatusChange } from './message-status.ts'
import type { Failure, LeaveReason, Outcome, RevocationResult } from './state.ts'
import type { Usage } from './usage.ts'

/** Why an attempt is to be repeated: it certainly did not go out. */
export type PostponeReason = 'rate limit' | 'server error' | 'no connection'

/** Why nothing can be sent at the moment by anybody. */
export type HoldReason = 'credentials' | 'credit'

/**
 * What happened to a workflow, in the order in which it happened; the card, the thread, the API's answers and the
 * exports are folds over these, so they can't disagree. All are plain JSON and name no address and no text.
 */
export type Fact =
  | { type: 'created' }
  /** An attempt was committed, and the request is about to be made; `again` after a maybe-sent one. */
  | { type: 'attempt'; index: number; attempt: number; again?: true }
  /**
   * The API accepted the message; `byReceipt` where it gave no answer and a receipt proved it. `deadlineAt`: until when
   * its condition counts as met in time.
   */
  | { type: 'accepted'; index: number; attempt: number; messageUuid?: string; deadlineAt: number; byReceipt?: true }
  /** The API refused the message with a documented error. */
  | { type: 'refused'; index: number; attempt: number; failure: Failure }
  /** The attempt certainly did not go out and will be repeated. */
  | { type: 'postponed'; index: number; attempt: number; reason: PostponeReason; failure?: Failure; retryAt: number }
  /** Sending is on hold for everybody; `attempt` is the last one begun, 0 where it only waits for others; it is tried again at `retryAt`. */
  | { type: 'held'; index: number; attempt: number; reason: HoldReason; failure?: Failure; retryAt: number }
  /** No answer to the request: the message may have gone out (rule 8). */
  | { type: 'unanswered'; index: number; attempt: number; deadlineAt: number }
  /** A receipt came. `late`: after the workflow had left that message or had ended. */
  | {
      type: 'receipt'
      index: number
      attempt: number
      messageUuid?: string
      /** The wire's word; known statuses only have a `change` other than `unknown`. */
      status: MessageStatus | (string & {})
      change: StatusChange
      late: boolean
      failure?: Failure
      usage?: Usage
    }
  /** The next message's turn has come. */
  | { type: 'failover'; index: number; next: number; reason: LeaveReason }
  /** The message is about to be taken back, so that it can't arrive beside the next one. */
  | { type: 'revoking'; index: number; attempt: number }
  | { type: 'revocation'; index: number; attempt: number; result: RevocationResult; failure?: Failure }
  /** Somebody wants the workflow to end; `during` names the message that was being handed over. */
  | { type: 'cancel requested'; by: string; during?: number }
  /** Somebody wants the next message to go now; `during` as above. */
  | { type: 'skip requested'; by: string; index: number; during?: number }
  /** Nobody listened from `from` to `to`, and a deadline fell into that time (rule 12). */
  | { type: 'not listening'; from: number; to: number }
  /** The final report: exactly one for each workflow. */
  | ({ type: 'ended' } & Omit<Outcome, 'at'> & { usage?: Usage[] })

/** A fact as it is kept: numbered from 1 within its workflow, with our clock and, where there is one, the provider's. */
export interface RecordedFact {
  seq: number
  /** Our clock. */
  at: number
  /** The provider's clock; shown, never decided by. */
  providerAt?: number
  fact: Fact
}
