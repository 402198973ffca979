import type { Kysely } from 'kysely'

/** Who has withdrawn a notification before it was handed over. */
export async function addWithdrawals(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('notifications').addColumn('withdrawn_by', 'text').execute()
}
