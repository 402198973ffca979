import { type Kysely, sql } from 'kysely'

/** What is being posted, what a card waits for, and since when it is behind. */
export async function addSlackCalls(db: Kysely<unknown>): Promise<void> {
  const texts = ['posting', 'waits_for', 'given_up_because', 'direct_conversation_id']
  for (const column of texts) await db.schema.alterTable('notifications').addColumn(column, 'text').execute()
  for (const column of ['card_seq', 'urgency', 'is_repeated']) {
    await db.schema
      .alterTable('notifications')
      .addColumn(column, 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
  }
  await db.schema.alterTable('notifications').addColumn('behind_since', 'bigint').execute()
  await db.schema
    .createIndex('notifications_waiting')
    .on('notifications')
    .columns(['waits_for', 'urgency', 'behind_since'])
    .where(sql<boolean>`waits_for is not null`)
    .execute()
}
