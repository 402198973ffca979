import type { Channel } from '../failover/channel.ts'
import type { Fact, HoldReason, PostponeReason, RecordedFact } from '../failover/fact.ts'
import type { Report } from '../failover/report.ts'
import type { Failure, Outcome } from '../failover/state.ts'
import type { Workflow, WorkflowMessage } from '../failover/workflow.ts'

/** A fact with its clocks, before it is numbered. */
export interface DatedFact {
  at: number
  providerAt?: number
  /** The receipt that it records. */
  receiptKey?: string
  fact: Fact
}

/** How often a receipt is tried before it is parked: it is kept then, not shown any more, and in nobody's way. */
export const RECEIPT_TRIES = 5

/** A saved receipt that no workflow has taken in yet. */
export interface UnreadReceipt {
  id: number
  /** Hash of its raw body. */
  key: string
  receivedAt: number
  report: Report
  /** How often it could not be applied. */
  tries: number
}

/** The API client that asked for a workflow, and which of the two APIs it spoke: their words for the uuid differ. */
export interface Submitter {
  /** The client's name in the configuration. */
  client: string
  api: 'workflows' | 'dispatch'
}

/** What a decision makes of a workflow; saved in one transaction. */
export interface WorkflowChange<T> {
  workflow: Workflow
  facts: DatedFact[]
  /** Receipts that have been taken in. */
  read: number[]
  /** Receipts that found no message; they stay unread until they have been tried too often. */
  unmatched: number[]
  /** Handed back to the caller once all is saved. */
  result: T
}

/** A workflow with all that happened to it. */
export interface WorkflowStory {
  uuid: string
  /** Absent for the bot's. */
  submitter?: Submitter
  workflow: Workflow
  facts: RecordedFact[]
  /** Made in a sandbox: nothing here is a real delivery. */
  sandbox?: true
}

/** What a client calls a request, so that it may repeat it, and the hash of what it asked for. */
export interface IdempotencyKey {
  key: string
  bodyHash: string
}

/** How long an API client's idempotency key is remembered, in milliseconds of business time. */
export const IDEMPOTENCY_KEY_MS = 24 * 60 * 60 * 1000

/** Which workflows are listed, newest first. */
export interface WorkflowQuery {
  /** Of this API client alone; absent: of everybody. */
  client?: string
  status?: WorkflowStatus
  /** With a message on this channel. */
  channel?: Channel
  /** Those that follow this one. */
  after?: { createdAt: number; uuid: string }
  limit: number
}

/** `running`, or how it ended. */
export type WorkflowStatus = 'running' | Exclude<Outcome['status'], 'unknown'>

/** One workflow as lists show it. */
export interface ListedWorkflow {
  uuid: string
  status: WorkflowStatus
  createdAt: number
  messages: WorkflowMessage[]
  sandbox?: true
}

/** A workflow that is to be kept, with its first facts. */
export interface NewWorkflow {
  uuid: string
  key?: string
  submitter?: Submitter
  workflow: Workflow
  facts: DatedFact[]
}

/** A workflow that an API client asked for. */
export type SubmittedWorkflow = NewWorkflow & { submitter: Submitter }

/** Where workflows are kept. Nothing of a change is visible before all of it is safe on disk. */
export interface WorkflowStore {
  /**
   * Saves a new workflow with its first facts, and makes it due.
   * @returns its uuid, or that of the workflow that was created with the same key before: harmless to repeat.
   */
  create(created: NewWorkflow): Promise<string>
  /**
   * As `create`, under a key of its client's own, which is kept in the same transaction.
   * @returns the uuid of the workflow that was created with the same key and body in the last 24 hours, if any.
   */
  createOnce(created: SubmittedWorkflow, key: IdempotencyKey): Promise<{ uuid: string } | 'key reused'>
  /**
   * Shows `decide` the workflow as it is, with its unread receipts in the order in which they came, and saves what it
   * makes of it. Nobody else changes the workflow meanwhile.
   * @returns undefined where there is no such workflow.
   */
  change<T>(
    uuid: string,
    decide: (workflow: Workflow, receipts: UnreadReceipt[]) => WorkflowChange<T>,
  ): Promise<T | undefined>
  read(uuid: string): Promise<WorkflowStory | undefined>
  list(query: WorkflowQuery): Promise<ListedWorkflow[]>
}

/** How a send ended. Only `accepted`, `refused`, `postponed` and `held` are certain (rule 8). */
export type SendOutcome =
  | { type: 'accepted'; messageUuid: string }
  /** A documented error of this message: repeating it is useless. */
  | { type: 'refused'; failure: Failure }
  /** Certainly not sent; to be repeated, after `retryAfterMs` where the API said so. */
  | { type: 'postponed'; reason: PostponeReason; retryAfterMs?: number; failure?: Failure }
  /** Certainly not sent, and no other message could be. */
  | { type: 'held'; reason: HoldReason; failure: Failure }
  /** No answer, or none that can be trusted: maybe sent. */
  | { type: 'unanswered' }

/** What came of asking that a message be taken back. */
export type RevokeOutcome =
  | { type: 'revoked' }
  /** Certainly not taken back; `retryAfterMs` where the API asked for a pause, which holds for sends, too. */
  | { type: 'refused'; failure: Failure; retryAfterMs?: number }
  | { type: 'unanswered' }

/** What sends messages. */
export interface MessagesApi {
  /** One request, never repeated by itself. Does not throw for anything that the network or the API does. */
  send(message: WorkflowMessage, clientRef: string): Promise<SendOutcome>
  /** Asks once that a message which is not on the phone yet be taken back; only RCS can. Does not throw either. */
  revoke(messageUuid: string): Promise<RevokeOutcome>
}

/** The budget that all replicas share. */
export interface SendBudget {
  /** No message is sent by anybody before `until`. */
  hold(until: number, reason?: HoldReason): Promise<void>
}

/** What an operator must hear of at once. */
export interface Alerts {
  /** Nothing can be sent: the credentials are refused, or the account is out of credit. */
  sendingHeld(details: { reason: HoldReason; failure: Failure; workflowUuid: string }): void
  /** A receipt could not be applied and is not tried any more; it is kept. */
  receiptParked(details: { receiptId: number; workflowUuid: string }): void
}

/** A time in which nobody listened, or undefined (rule 12). */
export type LatestAbsence = () => { from: number; to: number } | undefined
