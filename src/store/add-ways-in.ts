import type { Kysely } from 'kysely'

/** Where a notification came from: a thread, an earlier notification, a step of a Slack workflow; and how the latest of a workspace are found. */
export async function addWaysIn(db: Kysely<unknown>): Promise<void> {
  for (const column of ['thread_ts', 'again_of', 'step_execution_id']) {
    await db.schema.alterTable('notifications').addColumn(column, 'text').execute()
  }
  await db.schema
    .alterTable('notifications')
    .addColumn('is_step_over', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('notifications_by_team').on('notifications').columns(['team_id', 'created_at']).execute()
}
