import type { RecordedFact } from '../failover/fact.ts'
import type { Progress } from '../failover/progress.ts'
import type { ShownFacts } from './card-ports.ts'
import { type Notification, wasNotTaken } from './notification.ts'
import { ensureCard, giveUp, refreshCard } from './show-card.ts'
import { Paused, type Shown, save, type Turn } from './slack-calls.ts'
import { tellNews } from './tell-news.ts'

/** Who goes first where Slack takes no more calls: who clicked waits for an answer, an end is what everybody waits for. */
const URGENCY = { click: 2, end: 1, rest: 0 } as const

/** How urgent it is that Slack shows what it doesn't show yet. */
export function urgencyOf(notification: Notification, facts: readonly RecordedFact[], shown: Progress): number {
  const { cardSeq, card, submission } = notification
  const unseen = facts.filter(({ seq }) => seq > cardSeq || !card)
  const isClicked = unseen.some(({ fact: { type } }) => type === 'cancel requested' || type === 'skip requested')
  // Without a workflow there are no facts, and the end is the only news.
  const isUntoldEnd = wasNotTaken(notification) && notification.threadSeq === 0
  if (isClicked || (isUntoldEnd && submission === 'withdrawn')) return URGENCY.click
  return isUntoldEnd || (shown.outcome && unseen.length > 0) ? URGENCY.end : URGENCY.rest
}

/**
 * Makes Slack match a notification: its card, then the news in its thread, then the card as it is by now. A card whose
 * place goes away moves to the requester, once, with its story so far.
 * @throws Paused where it is to go on later.
 */
export async function show(
  turn: Turn,
  notification: Notification,
  facts: readonly RecordedFact[],
  shown: Progress,
): Promise<void> {
  const story = { facts, shown }
  const withCard = await ensureCard(turn, notification, story)
  if (!withCard) return
  const told = await tellNews(turn, withCard, story)
  const outcome = told.type === 'gone' ? told : await refreshCard(turn, told.notification, story)
  if (outcome.type === 'gone') return leave(turn, told.notification, outcome.error, story)
  if (told.type === 'told' && told.waitUntil !== undefined) throw new Paused({ type: 'at', at: told.waitUntil })
}

async function leave(turn: Turn, notification: Shown, error: string, { facts, shown }: ShownFacts): Promise<void> {
  if (notification.movedBecause !== undefined) return giveUp(turn, notification, error)
  const empty = { card: null, cardHash: null, cardSeq: 0, threadSeq: 0, posting: null }
  return show(turn, await save(turn, notification, { ...empty, movedBecause: error }), facts, shown)
}
