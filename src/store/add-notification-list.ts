import type { Kysely } from 'kysely'

/** Notifications are listed newest first: those that somebody asked for, and those of a conversation. */
export async function addNotificationList(db: Kysely<unknown>): Promise<void> {
  for (const column of ['requester_id', 'conversation_id']) {
    await db.schema
      .createIndex(`notifications_by_${column}`)
      .on('notifications')
      .columns([column, 'created_at'])
      .execute()
  }
}
