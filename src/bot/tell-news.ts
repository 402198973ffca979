import type { RecordedFact } from '../failover/fact.ts'
import { isUnreached, type Progress } from '../failover/progress.ts'
import { otherThreadOf, type ShownFacts } from './card-ports.ts'
import { NO_ANSWER, type Notification, wasNotTaken } from './notification.ts'
import { reconcilePosting } from './reconcile-posting.ts'
import { post, type Shown, save, type Turn } from './slack-calls.ts'

/** What the thread has been told once it was told that no workflow came of it. */
const REFUSAL_TOLD_SEQ = 1

/** What came of telling the news: where it is to go on at `waitUntil`, the card may be refreshed all the same. */
export type Told =
  | { type: 'told'; notification: Shown; waitUntil?: number }
  | { type: 'gone'; notification: Shown; error: string }

/**
 * One reply for all that has happened since the last one. Where the card is a reply itself, the only one is that nobody
 * was reached. @throws Paused where it is to be repeated.
 */
export async function tellNews(turn: Turn, notification: Shown, story: ShownFacts): Promise<Told> {
  const { posting, card } = notification
  if (posting?.what !== 'reply') return reply(turn, notification, story)
  const verdict = await reconcilePosting(turn, notification, posting)
  if (verdict.type === 'wait') return { type: 'told', notification, waitUntil: verdict.until }
  if (verdict.type === 'post again') return reply(turn, notification, story, verdict.repeats)
  if (verdict.type === 'unanswered') turn.alerts.cardGivenUp({ notificationId: notification.id, error: NO_ANSWER })
  // Told, or taken for that, since it may be there several times.
  const told = await save(turn, notification, { threadSeq: posting.toSeq, posting: null })
  return reply(turn, { ...told, card }, story)
}

async function reply(turn: Turn, notification: Shown, { facts, shown }: ShownFacts, repeats = 0): Promise<Told> {
  const { card, threadSeq } = notification
  const toSeq = seqToTell(notification, shown)
  const unheard = facts.filter(({ seq }) => seq > threadSeq)
  const isBroadcast = isFailure(notification, unheard)
  const isInOtherThread = otherThreadOf(notification) !== undefined
  const news = { facts: isInOtherThread ? unheard.filter(isUnreachedEnd) : unheard, shown }
  const isSilent = isInOtherThread && !isBroadcast
  if (toSeq <= threadSeq || isSilent || !turn.cards.isNews(notification, news)) return { type: 'told', notification }
  const posting = { what: 'reply', conversationId: card.conversationId, toSeq, repeats } as const
  const told = await post(turn, notification, posting, () =>
    turn.cards.reply(notification, news, { card, toSeq, isRepeated: repeats > 0, isBroadcast }),
  )
  if (told.type === 'not allowed' || told.type === 'gone') return { type: 'gone', notification, error: told.error }
  if (told.type === 'impossible') turn.alerts.cardGivenUp({ notificationId: notification.id, error: told.error })
  return {
    type: 'told',
    notification: { ...(await save(turn, notification, { threadSeq: toSeq, posting: null })), card },
  }
}

/** Whether the facts bring an end that somebody has to act on: only such a reply is shown in the conversation, too. */
function isFailure(notification: Notification, facts: readonly RecordedFact[]): boolean {
  return facts.some(isUnreachedEnd) || (facts.length === 0 && isUnsent(notification))
}

function isUnreachedEnd({ fact }: RecordedFact): boolean {
  return fact.type === 'ended' && isUnreached(fact)
}

/** Whether the API took it not, or maybe not, which is nobody's wish. */
function isUnsent(notification: Notification): boolean {
  return wasNotTaken(notification) && notification.submission !== 'withdrawn'
}

function seqToTell(notification: Notification, { seq }: Progress): number {
  return wasNotTaken(notification) ? Math.max(REFUSAL_TOLD_SEQ, seq) : seq
}
