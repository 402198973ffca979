import type { RecordedFact } from '../failover/fact.ts'
import type { Progress } from '../failover/progress.ts'
import type { Notification } from './notification.ts'
import { reconcilePosting } from './reconcile-posting.ts'
import { post, type Shown, save, type Turn } from './slack-calls.ts'

/** What the thread has been told once it was told that the workflow was not taken. */
const REFUSAL_TOLD_SEQ = 1

/** What came of telling the news: where it is to go on at `waitUntil`, the card may be refreshed all the same. */
export type Told =
  | { type: 'told'; notification: Shown; waitUntil?: number }
  | { type: 'gone'; notification: Shown; error: string }

/** One reply for all that has happened since the last one. @throws Paused where it is to be repeated. */
export async function tellNews(
  turn: Turn,
  notification: Shown,
  facts: readonly RecordedFact[],
  shown: Progress,
): Promise<Told> {
  const { posting, card } = notification
  if (posting?.what !== 'reply') return reply(turn, notification, facts, { shown, isRepeated: false })
  const verdict = await reconcilePosting(turn, notification, posting)
  if (verdict.type === 'wait') return { type: 'told', notification, waitUntil: verdict.until }
  if (verdict.type === 'post again') {
    return reply(turn, notification, facts, { shown, isRepeated: verdict.isMaybeRepeated })
  }
  const found = await save(turn, notification, { threadSeq: posting.toSeq, posting: null })
  return reply(turn, { ...found, card }, facts, { shown, isRepeated: false })
}

async function reply(
  turn: Turn,
  notification: Shown,
  facts: readonly RecordedFact[],
  { shown, isRepeated }: { shown: Progress; isRepeated: boolean },
): Promise<Told> {
  const { card, threadSeq } = notification
  const toSeq = seqToTell(notification, shown)
  const news = facts.filter(({ seq }) => seq > threadSeq)
  if (toSeq <= threadSeq || !turn.cards.isNews(notification, news)) return { type: 'told', notification }
  const posting = { what: 'reply', conversationId: card.conversationId, toSeq } as const
  const told = await post(turn, notification, posting, () =>
    turn.cards.reply(notification, news, { card, toSeq, isRepeated }),
  )
  if (told.type === 'not allowed' || told.type === 'gone') return { type: 'gone', notification, error: told.error }
  if (told.type === 'impossible') turn.alerts.cardGivenUp({ notificationId: notification.id, error: told.error })
  return {
    type: 'told',
    notification: { ...(await save(turn, notification, { threadSeq: toSeq, posting: null })), card },
  }
}

function seqToTell({ submission }: Notification, { seq }: Progress): number {
  const wasNotTaken = submission === 'refused' || submission === 'unknown'
  return wasNotTaken ? Math.max(REFUSAL_TOLD_SEQ, seq) : seq
}
