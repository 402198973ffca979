import type { Kysely } from 'kysely'

/** Workflows know which API client asked for them, and by which of the two APIs. */
export async function addSubmitters(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('workflows').addColumn('client', 'text').execute()
  await db.schema.alterTable('workflows').addColumn('api', 'text').execute()
}
