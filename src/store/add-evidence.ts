import type { Kysely } from 'kysely'

/** Events are chained, and say which receipt they record; the plan is bound to the first of them. */
export async function addEvidence(db: Kysely<unknown>): Promise<void> {
  for (const column of ['salt', 'digest', 'link', 'receipt_key']) {
    await db.schema.alterTable('events').addColumn(column, 'text').execute()
  }
  for (const column of ['plan_salt', 'plan_digest']) {
    await db.schema.alterTable('workflows').addColumn(column, 'text').execute()
  }
  for (const column of ['workflow_uuid', 'message_uuid']) {
    await db.schema.createIndex(`receipts_${column}`).on('receipts').column(column).execute()
  }
}
