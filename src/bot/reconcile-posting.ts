import type { Notification, Posted, Posting } from './notification.ts'
import { callSlack, Paused, save, type Turn } from './slack-calls.ts'

/** How long a post that nobody can look up counts as posted, in milliseconds; a repetition twice as long as the one before. */
const COUNTS_AS_POSTED_MS = 60_000

/** How often a post that nobody can look up is repeated: each may be one more for everybody to see. */
export const REPEATS_MAX = 3

/** How long a post without an answer may still be on its way, in milliseconds: as long as a call to Slack may take. */
const ON_ITS_WAY_MS = 10_000

/** What is known of a post that was not answered. */
export type Verdict =
  | { type: 'found'; posted: Posted }
  | { type: 'wait'; until: number }
  /** The count of repetitions that nobody can say are none is in `repeats`. */
  | { type: 'post again'; repeats: number }
  /** It may be posted, even several times; it is not posted again. */
  | { type: 'unanswered' }

/**
 * Finds out whether a post that was not answered was made: by the conversation's history where that can be read; where
 * not, it counts as posted for a while, and then is to be posted again as what may be a repetition, but not for ever.
 * @throws Paused where the look itself is to be repeated.
 */
export async function reconcilePosting(turn: Turn, notification: Notification, posting: Posting): Promise<Verdict> {
  if (posting.isUnreadable) return whereUnreadable(turn, posting)
  const { teamId } = notification
  const call = { what: 'find', teamId, conversationId: posting.conversationId } as const
  const outcome = await callSlack(turn, call, () => turn.cards.find(notification, posting))
  const now = turn.clock.now()
  if (outcome.type === 'unanswered') throw new Paused({ type: 'failed', at: now })
  if (outcome.type === 'done' && outcome.value.type === 'found') return outcome.value
  if (outcome.type === 'done' && outcome.value.type === 'absent') {
    const until = posting.since + ON_ITS_WAY_MS
    return now < until ? { type: 'wait', until } : { type: 'post again', repeats: 0 }
  }
  await save(turn, notification, { posting: { ...posting, isUnreadable: true } })
  return whereUnreadable(turn, posting)
}

function whereUnreadable({ clock }: Turn, { since, repeats = 0 }: Posting): Verdict {
  const until = since + COUNTS_AS_POSTED_MS * 2 ** repeats
  if (clock.now() < until) return { type: 'wait', until }
  return repeats < REPEATS_MAX ? { type: 'post again', repeats: repeats + 1 } : { type: 'unanswered' }
}
