import type { Database } from './database.ts'

/** When the latest receipt came, in milliseconds since 1970; undefined where none ever did. Read by its place alone. */
export async function latestReceiptAt({ kysely }: Database): Promise<number | undefined> {
  const row = await kysely
    .selectFrom('receipts')
    .select('received_at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.received_at
}
