import { type Kysely, sql } from 'kysely'

/** What is to be sent next is found in the order of time, however many sends wait for the budget. */
export async function addSendIndex(db: Kysely<unknown>): Promise<void> {
  const waiting = sql<boolean>`send_at is not null`
  await db.schema.createIndex('workflows_send_at').on('workflows').column('send_at').where(waiting).execute()
}
