import { type Found, otherThreadOf, type ShowOutcome } from '../bot/card-ports.ts'
import type { Notification, Posting } from '../bot/notification.ts'
import { callSlack } from './call-outcome.ts'
import { isPosting } from './metadata.ts'
import type { ClientsOf } from './web-clients.ts'

/** How far Slack's clock and ours may be apart, in seconds. */
const SKEW_SECONDS = 60

/** How long after it began a post may have been made, in seconds; later messages are not looked at. */
const LATEST_SECONDS = 300

/** Messages that are looked at; where there are more, nobody can say that it is not among them. */
const LOOKED_AT = 200

/** Looks for a post that was not answered, by its metadata, in the conversation or in the thread that it was for. */
export async function findPosted(
  clientsOf: ClientsOf,
  notification: Notification,
  posting: Posting,
): Promise<ShowOutcome<Found>> {
  const { conversationId, since } = posting
  const range = {
    channel: conversationId,
    include_all_metadata: true,
    oldest: String(since / 1000 - SKEW_SECONDS),
    latest: String(since / 1000 + LATEST_SECONDS),
    limit: LOOKED_AT,
  }
  const threadTs = otherThreadOf(notification) ?? (posting.what === 'reply' ? notification.card?.ts : undefined)
  const outcome = await callSlack(async (): Promise<Found> => {
    const { background } = await clientsOf(notification.teamId)
    const { messages = [], has_more: hasMore } =
      threadTs === undefined
        ? await background.conversations.history(range)
        : await background.conversations.replies({ ...range, ts: threadTs })
    const ts = messages.find(({ metadata }) => isPosting(metadata, notification, posting))?.ts
    if (ts !== undefined) return { type: 'found', posted: { conversationId, ts } }
    return { type: hasMore ? 'unreadable' : 'absent' }
  })
  const isRefused = ['locked out', 'not allowed', 'gone', 'impossible'].includes(outcome.type)
  return isRefused ? { type: 'done', value: { type: 'unreadable' } } : outcome
}
