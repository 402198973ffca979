import type { Kysely } from 'kysely'

/** A budget says why it is held, so that whoever waits for it can say so. */
export async function addHoldReason(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('budgets').addColumn('held_for', 'text').execute()
}
