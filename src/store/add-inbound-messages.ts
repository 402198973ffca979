import type { Kysely } from 'kysely'

/** What people write to us is kept. */
export async function addInboundMessages(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter.supportsMultipleConnections
  await db.schema
    .createTable('inbound_messages')
    .addColumn('id', isPostgres ? 'bigserial' : 'integer', (c) => c.primaryKey())
    .addColumn('dedupe_key', 'text', (c) => c.notNull().unique())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('token', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('from_address', 'text', (c) => c.notNull())
    .addColumn('report', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('sandbox', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('inbound_messages_writer')
    .on('inbound_messages')
    .columns(['channel', 'from_address', 'received_at'])
    .execute()
}
