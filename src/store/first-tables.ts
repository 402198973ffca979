import { type Kysely, sql } from 'kysely'

/** The tables of the first version. */
export async function createFirstTables(db: Kysely<unknown>): Promise<void> {
  await createWorkflows(db)
  await createReceipts(db)
  await createNotifications(db)
  await db.schema
    .createTable('budgets')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('next_free_at', 'bigint', (c) => c.notNull())
    .addColumn('held_until', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('listeners')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('absences')
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('to_at', 'bigint', (c) => c.notNull())
    .execute()
}

async function createWorkflows(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workflows')
    .addColumn('uuid', 'text', (c) => c.primaryKey())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.unique())
    .addColumn('messages', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('limits', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('send_at', 'bigint')
    .addColumn('urgency', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('lease_until', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('sandbox', 'integer', (c) => c.notNull())
    .execute()
  await createDueIndex(db, 'workflows')
  await db.schema
    .createIndex('workflows_send')
    .on('workflows')
    .columns(['urgency', 'send_at'])
    .where(sql<boolean>`send_at is not null`)
    .execute()
  await db.schema
    .createTable('message_uuids')
    .addColumn('message_uuid', 'text', (c) => c.primaryKey())
    .addColumn('workflow_uuid', 'text', (c) => c.notNull())
    .addColumn('message_index', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('message_uuids_workflow').on('message_uuids').column('workflow_uuid').execute()
  await db.schema
    .createTable('events')
    .addColumn('workflow_uuid', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('provider_at', 'bigint')
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('sandbox', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('events_pk', ['workflow_uuid', 'seq'])
    .execute()
}

async function createReceipts(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter.supportsMultipleConnections
  await db.schema
    .createTable('receipts')
    .addColumn('id', isPostgres ? 'bigserial' : 'integer', (c) => c.primaryKey())
    .addColumn('dedupe_key', 'text', (c) => c.notNull().unique())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('token', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('report', 'text')
    .addColumn('workflow_uuid', 'text')
    .addColumn('message_uuid', 'text')
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('processed_at', 'bigint')
    .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('sandbox', 'integer', (c) => c.notNull())
    .execute()
  const unread = sql<boolean>`processed_at is null`
  await db.schema.createIndex('receipts_unread').on('receipts').column('workflow_uuid').where(unread).execute()
  await db.schema.createIndex('receipts_unread_uuid').on('receipts').column('message_uuid').where(unread).execute()
}

async function createNotifications(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notifications')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('team_id', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('requester_id', 'text', (c) => c.notNull())
    .addColumn('messages', 'text', (c) => c.notNull())
    .addColumn('submission', 'text', (c) => c.notNull())
    .addColumn('refusal', 'text')
    .addColumn('workflow_uuid', 'text')
    .addColumn('card_conversation_id', 'text')
    .addColumn('card_ts', 'text')
    .addColumn('moved_because', 'text')
    .addColumn('thread_seq', 'integer', (c) => c.notNull())
    .addColumn('card_hash', 'text')
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('wakes', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('lease_until', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('sandbox', 'integer', (c) => c.notNull())
    .execute()
  await createDueIndex(db, 'notifications')
  await db.schema.createIndex('notifications_workflow').on('notifications').column('workflow_uuid').execute()
}

/** What is not due for anything is not in the index, however many such rows there are. */
async function createDueIndex(db: Kysely<unknown>, table: string): Promise<void> {
  const due = sql<boolean>`due_at is not null`
  await db.schema.createIndex(`${table}_due`).on(table).column('due_at').where(due).execute()
}
