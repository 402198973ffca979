import type { HoldReason, PostponeReason } from './fact.ts'
import type { Failure, RevocationResult } from './state.ts'
import type { Usage } from './usage.ts'

/** What can happen to a workflow. `at` is our clock in milliseconds; a receipt's is when it was received. */
export type WorkflowEvent =
  /** Time has passed: whatever is due by `at` is decided. */
  | { type: 'tick'; at: number }
  /**
   * A send is about to begin; refused (no fact) unless `wantsSend`. Where an earlier message is to be taken back first,
   * that begins instead.
   */
  | { type: 'attempt'; at: number }
  | { type: 'accepted'; at: number; index: number; attempt: number; messageUuid: string }
  | { type: 'refused'; at: number; index: number; attempt: number; failure: Failure }
  /** Certainly not sent, to be repeated at `retryAt`. */
  | {
      type: 'postponed'
      at: number
      index: number
      attempt: number
      reason: PostponeReason
      failure?: Failure
      retryAt: number
    }
  | { type: 'held'; at: number; index: number; attempt: number; reason: HoldReason; failure?: Failure; retryAt: number }
  /** Nothing can be sent by anybody until `retryAt`: somebody else's send was held (rule 9). */
  | { type: 'hold'; at: number; reason: HoldReason; retryAt: number }
  /** Maybe sent (rule 8). */
  | { type: 'unanswered'; at: number; index: number; attempt: number }
  /** What came of taking a message back. */
  | { type: 'revocation'; at: number; index: number; attempt: number; result: RevocationResult; failure?: Failure }
  | ReceiptEvent
  | { type: 'cancel'; at: number; by: string }
  /** `index` is the message that the click was meant to skip; another current index changes nothing. */
  | { type: 'skip'; at: number; by: string; index: number }
  /** Nobody listened from `from` to `to` (rule 12). */
  | { type: 'absence'; at: number; from: number; to: number }

/** A receipt, matched to its message by index. */
export interface ReceiptEvent {
  type: 'receipt'
  at: number
  index: number
  /** From our reference; where it is missing the attempt is found by `messageUuid`. */
  attempt?: number
  messageUuid?: string
  /** The wire's word. */
  status: string
  failure?: Failure
  usage?: Usage
}
