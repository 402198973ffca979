import type { CancelAnswer, SkipAnswer } from '../engine/engine.ts'
import type { DatedFact, UnreadReceipt } from '../engine/ports.ts'
import type { Channel } from '../failover/channel.ts'
import type { InboundMessage } from '../failover/inbound-message.ts'
import type { ConditionStatus } from '../failover/message-status.ts'
import type { ObservedWorkflow } from '../failover/observe.ts'
import type { Progress } from '../failover/progress.ts'
import type { Failure } from '../failover/state.ts'
import type { Usage } from '../failover/usage.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import type { ShowOutcome } from './card-ports.ts'
import type {
  NewNotification,
  Notification,
  NotificationChange,
  NotificationStory,
  Submission,
} from './notification.ts'

/** What came of submitting a workflow. */
export type SubmitOutcome =
  | { type: 'created'; workflowUuid: string }
  /** Submitting it again is useless. */
  | { type: 'refused'; failure: Failure }
  /** Certainly not created; to be repeated, after `retryAfterMs` where the API said so. */
  | { type: 'postponed'; retryAfterMs?: number; failure: Failure }
  /** No answer: it may have been created. */
  | { type: 'unknown' }

/** What an API can do with a workflow that it has created. */
export interface WorkflowControl {
  cancel(workflowUuid: string, by: string): Promise<CancelAnswer>
  skip(workflowUuid: string, index: number, by: string): Promise<SkipAnswer>
}

/** Where the bot has its workflows run: by our own engine, or by a hosted Workflows API. */
export interface WorkflowsApi {
  /** Whether creating with the same key again starts nothing new; if not, an unknown outcome is never repeated. */
  readonly repeatsKeys: boolean
  /** Absent where a workflow can't be touched once it has been created. */
  readonly control?: WorkflowControl
  /** Does not throw for anything that the network or the API does. */
  create(messages: WorkflowMessage[], key: string): Promise<SubmitOutcome>
}

/** How a notification is given back. */
export type Released = Pick<NotificationChange, 'failures' | 'behindSince'> & {
  wakes: number
  dueAt?: number
  waitsFor?: { budget: string; urgency: number }
}

/** Where notifications are kept. */
export interface NotificationStore {
  /** Saves it and makes it due. @returns its id, or that of the one which the same key began before. */
  save(notification: NewNotification): Promise<string>
  read(id: string): Promise<NotificationStory | undefined>
  /** Saves a change at once; the notification stays with its claimer. */
  change(id: string, change: NotificationChange): Promise<void>
  /**
   * Saves how far its submission is. @returns false, and saves nothing, where it is not at `from` any more: it was
   * withdrawn, or somebody else handles it.
   */
  moveSubmission(id: string, step: { from: Submission; to: 'submitting' | 'unknown' }): Promise<boolean>
  /** Withdraws it and makes it due. @returns false, and changes nothing, where it was submitted or that has begun. */
  withdraw(id: string, by: string): Promise<boolean>
  /**
   * Gives it back, to be due at `dueAt` and as soon as there is a permit of the budget in `waitsFor`, where the most
   * urgent go first; at once if anything has happened since `wakes` was read, unless it is failing.
   */
  release(id: string, state: Released): Promise<void>
}

/** Where workflows that a hosted API runs are observed. */
export interface ObservedWorkflowStore {
  /** Saves it with its first facts and makes it due, so that what was heard of it before is taken in. */
  create(uuid: string, observed: ObservedWorkflow, facts: DatedFact[]): Promise<void>
  /** Like the engine's: what `decide` makes of the workflow and its unread receipts is saved in one transaction. */
  change(
    uuid: string,
    decide: (
      observed: ObservedWorkflow,
      receipts: UnreadReceipt[],
    ) => { observed: ObservedWorkflow; facts: DatedFact[]; read: number[]; unmatched: number[] },
  ): Promise<void>
}

/**
 * Who has written to us: this is how the bot knows a Messenger recipient's id, and when the 24 hours began in which
 * Messenger and WhatsApp let us write without a tag or a template.
 */
export interface InboundMessages {
  latestFrom(channel: Channel, address: string): Promise<InboundMessage | undefined>
  /** The latest message of each person that wrote to us after then, in milliseconds since 1970; the newest first. */
  recentWriters(channel: Channel, since: number, limit: number): Promise<InboundMessage[]>
}

/** What a message cost, and when that was heard. */
export interface PastPrice extends Usage {
  at: number
}

/** What messages have cost lately, which is the nearest to a price list: the vendor's depends on country and contract. */
export interface PastPrices {
  /** What the latest message on this channel cost whose receipt named a price. */
  latest(channel: Channel): Promise<PastPrice | undefined>
}

/** What the step of a Slack workflow is told at the end; `at` is when the status was reported, by our clock. */
export type StepResult =
  | { type: 'reached'; status: ConditionStatus; channel: Channel; at: number }
  | { type: 'not reached'; shown: Progress }

/** Ends the steps of Slack workflows; does not throw for anything that Slack or the network does. */
export interface StepReports {
  /** A repetition changes nothing. `done`, too, where the step does not wait any more. */
  report(notification: Notification, result: StepResult): Promise<ShowOutcome<void>>
}

/** What an operator must hear of. */
export interface BotAlerts {
  /** Slack refuses the bot's token or wants another scope; cards wait, messages don't. */
  lockedOut(details: { error: string }): void
  /** A receipt could not be applied and is not tried any more; it is kept. */
  receiptParked(details: { receiptId: number; workflowUuid: string }): void
  /** A card can't be shown to anybody, or a reply can't be told; the message goes its way all the same. */
  cardGivenUp(details: { notificationId: string; error: string }): void
  /** Slack takes no end of a step from us; the message went its way. */
  stepGivenUp(details: { notificationId: string; error: string }): void
}
