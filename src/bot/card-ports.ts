import type { RecordedFact } from '../failover/fact.ts'
import type { Progress } from '../failover/progress.ts'
import type { Notification, Posted, Posting } from './notification.ts'

/** The calls that Slack takes in a time, shared by all replicas. */
export interface CallPermits {
  /** Takes a permit for one call. @returns whether there was one, and nobody as urgent waits for it. */
  take(budget: string, urgency: number): Promise<boolean>
  /** Nobody gets a permit before `until`, and whoever has one of a budget that is held with it may not use it before. */
  hold(budget: string, until: number): Promise<void>
  /** Until when a permit of the budget may not be used, since others that are held with it are; 0 where it may be. */
  heldUntil(budget: string): Promise<number>
}

/** A call that shows a notification in Slack, or tells the step of a Slack workflow how it ended. */
export type CardCall = {
  what: 'post' | 'update' | 'open' | 'find' | 'complete' | 'fail'
  teamId: string
  conversationId: string
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

/** What has happened to a notification's workflow, and what is shown of it. */
export interface ShownFacts {
  facts: readonly RecordedFact[]
  shown: Progress
}

/** Shows notifications in Slack; never throws for what Slack or the network does. */
export interface Cards {
  /** The name of the budget that a call needs a permit of. */
  budgetOf(call: CardCall): string
  post(notification: Notification, story: ShownFacts, place: CardPlace): Promise<ShowOutcome<Posted>>
  update(notification: Notification, story: ShownFacts, card: Posted, asOf?: number): Promise<ShowOutcome<void>>
  /** Whether there is anything in the facts that anybody needs to know. */
  isNews(notification: Notification, story: ShownFacts): boolean
  /** One reply for all of the facts, of which some are news; `shown` is of the whole story. */
  reply(notification: Notification, news: ShownFacts, reply: Reply): Promise<ShowOutcome<void>>
  /** Looks for a post that was not answered. */
  find(notification: Notification, posting: Posting): Promise<ShowOutcome<Found>>
  /** A hash of what the card would show. */
  hash(notification: Notification, story: ShownFacts): string
  openDirectConversation(teamId: string, userId: string): Promise<ShowOutcome<string>>
}

/** Where a card is posted, the last fact that it shows, and, where more is to come, from when it is what it shows. */
export type CardPlace = { conversationId: string; threadTs?: string; toSeq: number; asOf?: number }

/**
 * The thread of other people's that the card is a reply in: it does not fill that with its own news, but tells its story
 * itself. Undefined for a card with a thread of its own, also for one that had to move to the requester.
 */
export function otherThreadOf({ threadTs, movedBecause }: Notification): string | undefined {
  return movedBecause === undefined ? threadTs : undefined
}

/** A reply in a card's thread, or in the thread that the card itself is a reply in. */
export interface Reply {
  card: Posted
  /** Shown in the conversation, too. */
  isBroadcast: boolean
  /** The last fact that it tells. */
  toSeq: number
  /** Whether it may tell what the thread tells already; the reply says so. */
  isRepeated: boolean
}
