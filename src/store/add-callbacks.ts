import { type Kysely, sql } from 'kysely'

/** Callbacks are owed to the API clients that asked for workflows. */
export async function addCallbacks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('callbacks')
    .addColumn('workflow_uuid', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('client', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('lease_until', 'bigint')
    .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('first_tried_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('answer', 'text')
    .addPrimaryKeyConstraint('callbacks_pk', ['workflow_uuid', 'seq'])
    .execute()
  const due = sql<boolean>`due_at is not null`
  await db.schema.createIndex('callbacks_due').on('callbacks').columns(['client', 'due_at']).where(due).execute()
}
