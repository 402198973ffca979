import type { CancelAnswer, SkipAnswer } from '../engine/engine.ts'
import type { DatedFact, UnreadReceipt } from '../engine/ports.ts'
import type { Channel } from '../failover/channel.ts'
import type { RecordedFact } from '../failover/fact.ts'
import type { InboundMessage } from '../failover/inbound-message.ts'
import type { ObservedWorkflow } from '../failover/observe.ts'
import type { Progress } from '../failover/progress.ts'
import type { Failure } from '../failover/state.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'

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

/** How far submitting a notification's workflow is. */
export type Submission = 'saved' | 'submitting' | 'created' | 'refused' | 'unknown'

/** A message in Slack. */
export interface Posted {
  conversationId: string
  ts: string
}

/** A post that was begun: saved before the call, so that one whose answer is lost is never simply made again. */
export interface Posting {
  what: 'card' | 'reply'
  conversationId: string
  /** The last fact that it tells or shows. */
  toSeq: number
  since: number
  /** Whether it was posted can't be looked up. */
  isUnreadable?: true
}

/** Somebody's wish that a person be reached, and where in Slack it is shown. */
export interface Notification {
  id: string
  teamId: string
  /** Where it was asked for. */
  conversationId: string
  requesterId: string
  messages: WorkflowMessage[]
  submission: Submission
  /** Why it was refused, or, while it is only saved, why it could not be submitted yet. */
  refusal?: Failure
  workflowUuid?: string
  card?: Posted
  /** Slack's error code, where the card had to go to the requester instead of the conversation. */
  movedBecause?: string
  /** The last fact that the thread tells. */
  threadSeq: number
  /** What the card shows at the moment, as a hash. */
  cardHash?: string
  /** The last fact that the card shows. */
  cardSeq: number
  /** The post that is under way, or whose answer never came. */
  posting?: Posting
  /** The card was posted again, since nobody could say whether the first one was. */
  isRepeated?: true
  /** Slack's error code, where nothing is shown any more. */
  givenUpBecause?: string
  /** The requester's DM, once it was opened. */
  directConversationId?: string
  /** Since when Slack shows less than there is to show. */
  behindSince?: number
  /** Failed calls in a row. */
  failures: number
  createdAt: number
  sandbox: boolean
}

/** What is asked for when a notification begins. */
export interface NewNotification {
  id: string
  /** The form, command or click that asked: the same one again begins nothing. */
  key: string
  teamId: string
  conversationId: string
  requesterId: string
  messages: WorkflowMessage[]
}

/** What a change can take away again. */
type Clearable = 'card' | 'cardHash' | 'posting' | 'behindSince'

/** What handling a notification has changed about it; `null` takes away. */
export type NotificationChange = Partial<
  Pick<
    Notification,
    | 'submission'
    | 'refusal'
    | 'workflowUuid'
    | 'movedBecause'
    | 'threadSeq'
    | 'cardSeq'
    | 'isRepeated'
    | 'givenUpBecause'
    | 'directConversationId'
    | 'failures'
  >
> & { [Field in Clearable]?: NonNullable<Notification[Field]> | null }

/** A notification with all that has happened to its workflow. */
export interface NotificationStory {
  notification: Notification
  facts: RecordedFact[]
  /** Grows with every fact; handed back when the notification is released. */
  wakes: number
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
   * Gives it back, to be due at `dueAt` and as soon as there is a permit of the budget in `waitsFor`, where the most
   * urgent go first; at once if anything has happened since `wakes` was read, unless it is failing.
   */
  release(id: string, state: Released): Promise<void>
}

/** The calls that Slack takes in a time, shared by all replicas. */
export interface CallPermits {
  /** Takes a permit for one call. @returns whether there was one, and nobody as urgent waits for it. */
  take(budget: string, urgency: number): Promise<boolean>
  /** Nobody gets a permit before `until`. */
  hold(budget: string, until: number): Promise<void>
}

/** A call that shows a notification in Slack. */
export type CardCall = { what: 'post' | 'update' | 'open' | 'find'; teamId: string; conversationId: string }

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
  /** The latest message of each person that wrote to us, the newest first. */
  recentWriters(channel: Channel, limit: number): Promise<InboundMessage[]>
}

/** What came of a call to Slack. */
export type ShowOutcome<T> =
  | { type: 'done'; value: T }
  /** Certainly not done; to be repeated, after `retryAfterMs` where Slack said so. */
  | { type: 'postponed'; retryAfterMs?: number }
  /** Nobody knows whether it was done. */
  | { type: 'unanswered' }
  /** Slack refuses the bot itself: to be repeated, once an operator has mended its token or its scopes. */
  | { type: 'locked out'; error: string }
  /** The bot may not post there, with Slack's error code; elsewhere it may. */
  | { type: 'not allowed'; error: string }
  /** The message that it was about is gone, or can't be edited any more. */
  | { type: 'gone'; error: string }
  /** Never to be repeated: Slack refuses it for good. */
  | { type: 'impossible'; error: string }

/** What a look into a conversation's history says of a post that was not answered. */
export type Found = { type: 'found'; posted: Posted } | { type: 'absent' } | { type: 'unreadable' }

/** Shows notifications in Slack; never throws for what Slack or the network does. */
export interface Cards {
  /** The name of the budget that a call needs a permit of. */
  budgetOf(call: CardCall): string
  post(notification: Notification, progress: Progress, place: CardPlace): Promise<ShowOutcome<Posted>>
  update(notification: Notification, progress: Progress, card: Posted, asOf?: number): Promise<ShowOutcome<void>>
  /** Whether there is anything in the facts that the thread tells. */
  isNews(notification: Notification, facts: readonly RecordedFact[]): boolean
  /** One reply in the card's thread for all of the facts. */
  reply(notification: Notification, facts: readonly RecordedFact[], reply: Reply): Promise<ShowOutcome<void>>
  /** Looks for a post that was not answered. */
  find(notification: Notification, posting: Posting): Promise<ShowOutcome<Found>>
  /** A hash of what the card would show. */
  hash(notification: Notification, progress: Progress): string
  openDirectConversation(teamId: string, userId: string): Promise<ShowOutcome<string>>
}

/** Where a card is posted, the last fact that it shows, and, said on one that comes late, from when what it shows is. */
export type CardPlace = { conversationId: string; toSeq: number; asOf?: number }

/** A reply in a card's thread. */
export interface Reply {
  card: Posted
  /** The last fact that it tells. */
  toSeq: number
  /** Whether it may tell what the thread tells already; the reply says so. */
  isRepeated: boolean
}

/** What an operator must hear of. */
export interface BotAlerts {
  /** Slack refuses the bot's token or wants another scope; cards wait, messages don't. */
  lockedOut(details: { error: string }): void
  /** A receipt could not be applied and is not tried any more; it is kept. */
  receiptParked(details: { receiptId: number; workflowUuid: string }): void
  /** The card can't be shown to anybody; the message goes its way all the same. */
  cardGivenUp(details: { notificationId: string; error: string }): void
}
