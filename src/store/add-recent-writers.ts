import type { Kysely } from 'kysely'

/** Who wrote lately is found without a look at what was ever written. */
export async function addRecentWriters(db: Kysely<unknown>): Promise<void> {
  const index = db.schema.createIndex('inbound_messages_recent').on('inbound_messages')
  await index.columns(['channel', 'received_at']).execute()
}
