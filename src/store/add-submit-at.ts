import type { Kysely } from 'kysely'

/** A submission that was postponed keeps its own time and its own count, whatever Slack does meanwhile. */
export async function addSubmitAt(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('notifications').addColumn('submit_at', 'bigint').execute()
  await db.schema
    .alterTable('notifications')
    .addColumn('submit_tries', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
}
