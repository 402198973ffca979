import type { Progress } from '../failover/progress.ts'
import { otherThreadOf, type ShownFacts } from './card-ports.ts'
import { hasEnded, NO_ANSWER, type Notification, type Posted } from './notification.ts'
import { REPEATS_MAX, reconcilePosting } from './reconcile-posting.ts'
import { callSlack, Paused, post, type Shown, save, type Turn } from './slack-calls.ts'

/** How long a change that the thread doesn't tell waits for others, in milliseconds. */
const QUIET_MS = 5000

/** What came of showing something where the card stands. */
export type CardOutcome = { type: 'shown' } | { type: 'gone'; error: string }

/** Posts the card where it was asked for, or, where the bot may not post, to the requester; undefined if it can't be. */
export async function ensureCard(
  turn: Turn,
  notification: Notification,
  story: ShownFacts,
): Promise<Shown | undefined> {
  const { card, givenUpBecause, posting } = notification
  if (card) return { ...notification, card }
  if (givenUpBecause !== undefined) return undefined
  if (posting?.what !== 'card') return postSomewhere(turn, notification, story)
  const verdict = await reconcilePosting(turn, notification, posting)
  if (verdict.type === 'wait') throw new Paused({ type: 'at', at: verdict.until })
  if (verdict.type === 'unanswered') return leaveUnanswered(turn, notification, story)
  if (verdict.type === 'post again') {
    const { repeats } = verdict
    const isRepeated = repeats > 0 ? { isRepeated: true as const } : {}
    return postSomewhere(turn, await save(turn, notification, isRepeated), story, repeats)
  }
  // What it shows is not known any more, so that it is edited in any case.
  const found = await save(turn, notification, { card: verdict.posted, cardHash: null, posting: null })
  return { ...found, card: verdict.posted }
}

/** A card that may stand there several times goes on with the requester, where it is posted once. */
async function leaveUnanswered(turn: Turn, notification: Notification, story: ShownFacts) {
  if (isToRequester(notification)) return giveUp(turn, notification, NO_ANSWER)
  const moved = await save(turn, notification, { movedBecause: NO_ANSWER, posting: null })
  return postSomewhere(turn, moved, story)
}

/** @param repeats how often it has been posted there by then without an answer */
async function postSomewhere(
  turn: Turn,
  notification: Notification,
  story: ShownFacts,
  repeats = notification.movedBecause === NO_ANSWER ? REPEATS_MAX : 0,
): Promise<Shown | undefined> {
  if (!isToRequester(notification)) {
    const place = { conversationId: notification.conversationId, repeats }
    const posted = await postCard(turn, notification, story, place)
    if ('card' in posted) return posted
    // Whatever the reason: one that is not known may be of that place alone.
    return postSomewhere(turn, await save(turn, notification, { movedBecause: posted.error }), story)
  }
  const direct = await openDirectConversation(turn, notification)
  const posted = 'error' in direct ? direct : await postCard(turn, direct.notification, story, { ...direct, repeats })
  if ('card' in posted) return posted
  // The thread is gone, and its conversation is where the card would move to.
  const isMovable = posted.type === 'gone' && isInOtherThread(notification)
  if (!isMovable) return giveUp(turn, notification, posted.error)
  return postSomewhere(turn, await save(turn, notification, { movedBecause: posted.error }), story)
}

/** Whether the card is to stand in the requester's DM with the bot: asked for there, or moved there. */
function isToRequester({ conversationId, requesterId, movedBecause }: Notification): boolean {
  return movedBecause !== undefined || conversationId === requesterId
}

function isInOtherThread(notification: Notification): boolean {
  return otherThreadOf(notification) !== undefined
}

async function openDirectConversation(turn: Turn, notification: Notification) {
  const { teamId, requesterId, directConversationId } = notification
  if (directConversationId !== undefined) return { notification, conversationId: directConversationId }
  const call = { what: 'open', teamId, conversationId: requesterId } as const
  const opened = await callSlack(turn, call, () => turn.cards.openDirectConversation(teamId, requesterId))
  if (opened.type === 'unanswered') throw new Paused({ type: 'failed', at: turn.clock.now() })
  if (opened.type !== 'done') return opened
  const changed = await save(turn, notification, { directConversationId: opened.value })
  return { notification: changed, conversationId: opened.value }
}

async function postCard(
  turn: Turn,
  notification: Notification,
  story: ShownFacts,
  { conversationId, repeats }: { conversationId: string; repeats: number },
) {
  const { seq: toSeq } = story.shown
  const threadTs = otherThreadOf(notification)
  const place = {
    conversationId,
    ...(threadTs === undefined ? {} : { threadTs }),
    toSeq,
    ...freshness(turn, notification, story.shown),
  }
  const posting = { what: 'card', conversationId, toSeq, repeats } as const
  const posted = await post(turn, notification, posting, () => turn.cards.post(notification, story, place))
  if (posted.type !== 'done') return posted
  const card: Posted = posted.value
  const cardHash = turn.cards.hash(notification, story)
  return { ...(await save(turn, notification, { card, cardHash, cardSeq: toSeq, posting: null })), card }
}

/** Gives the card up for good, with a line in the log; the workflow goes its way. */
export async function giveUp(turn: Turn, notification: Notification, error: string): Promise<undefined> {
  turn.alerts.cardGivenUp({ notificationId: notification.id, error })
  await save(turn, notification, { givenUpBecause: error, card: null, posting: null })
}

/** Edits the card where it would show something else by now. */
export async function refreshCard(turn: Turn, notification: Shown, story: ShownFacts): Promise<CardOutcome> {
  const { id, teamId, card } = notification
  const cardHash = turn.cards.hash(notification, story)
  if (cardHash === notification.cardHash) return { type: 'shown' }
  const isAwaited = isInOtherThread(notification) ? hasNews(turn, notification, story) : isTold(notification)
  if (!isAwaited && isForNextNews(notification, story.shown)) return { type: 'shown' }
  if (!isAwaited) waitForCompany(turn, notification)
  const { asOf } = freshness(turn, notification, story.shown)
  const call = { what: 'update', teamId, conversationId: card.conversationId } as const
  const updated = await callSlack(turn, call, () => turn.cards.update(notification, story, card, asOf))
  switch (updated.type) {
    case 'unanswered':
      throw new Paused({ type: 'failed', at: turn.clock.now() })
    case 'not allowed':
    case 'gone':
      return { type: 'gone', error: updated.error }
    case 'impossible':
      turn.alerts.cardGivenUp({ notificationId: id, error: updated.error })
  }
  await save(turn, notification, { cardHash, cardSeq: story.shown.seq })
  return { type: 'shown' }
}

/** Whether the thread tells what the card does not show yet, or Slack may have been told. */
function isTold({ threadSeq, cardSeq, posting, cardHash }: Shown): boolean {
  return threadSeq > cardSeq || posting?.what === 'reply' || cardHash === undefined
}

/** Whether the card itself is where the news are told, and there are some that it does not tell yet. */
function hasNews({ cards }: Turn, notification: Shown, { facts, shown }: ShownFacts): boolean {
  const { cardSeq, posting, cardHash } = notification
  const unseen = facts.filter(({ seq }) => seq > cardSeq)
  return posting?.what === 'reply' || cardHash === undefined || cards.isNews(notification, { facts: unseen, shown })
}

/**
 * One update for each reply: what a running workflow does in silence, like a price, is shown with the next news. A card
 * in a thread has no replies, so that nothing may come after it.
 */
function isForNextNews(notification: Shown, { seq, outcome }: Progress): boolean {
  const { cardSeq } = notification
  return !isInOtherThread(notification) && !outcome && cardSeq > 0 && seq > cardSeq
}

/** What no news is to follow comes by itself, after a while in which more of it may come. @throws Paused */
function waitForCompany({ clock }: Turn, notification: Shown): void {
  const at = (notification.behindSince ?? clock.now()) + QUIET_MS
  if (clock.now() < at) throw new Paused({ type: 'at', at })
}

/**
 * From when it is what a card shows: said on each to which more is to come, since one that Slack holds back later can't
 * say any more that it is old.
 */
function freshness({ clock }: Turn, notification: Notification, shown: Progress): { asOf?: number } {
  return hasEnded(notification, shown) ? {} : { asOf: clock.now() }
}
