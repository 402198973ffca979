import type { Notification, Posting } from '../bot/notification.ts'

const EVENT_TYPE = 'backstop_notification'

/**
 * Marks a card or a reply, so that it can be found again. Ids only: whoever may read a conversation's history may read
 * its metadata, too.
 */
export function metadataOf({ id }: Notification, { what, toSeq }: Pick<Posting, 'what' | 'toSeq'>) {
  return { event_type: EVENT_TYPE, event_payload: { notification_id: id, what, to_seq: toSeq } }
}

/** Whether a message's metadata marks it as what was being posted. */
export function isPosting(metadata: unknown, notification: Notification, posting: Posting): boolean {
  if (typeof metadata !== 'object' || metadata === null || !('event_payload' in metadata)) return false
  const { event_payload: payload } = metadata
  const wanted = metadataOf(notification, posting).event_payload
  if (typeof payload !== 'object' || payload === null || !('notification_id' in payload)) return false
  const seen = { what: undefined, to_seq: undefined, ...payload }
  return (
    seen.notification_id === wanted.notification_id &&
    seen.what === wanted.what &&
    Number(seen.to_seq) === wanted.to_seq
  )
}
