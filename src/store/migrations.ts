import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { addCallbacks } from './add-callbacks.ts'
import { addEvidence } from './add-evidence.ts'
import { addIdempotencyKeys } from './add-idempotency-keys.ts'
import { addInboundMessages } from './add-inbound-messages.ts'
import { addSubmitters } from './add-submitters.ts'
import { addWorkflowList } from './add-workflow-list.ts'
import { createFirstTables } from './first-tables.ts'

/** Kysely's own tables come and go with these; a migration, once released, is never changed. Migrations only add. */
const MIGRATIONS: Record<string, Migration> = {
  '2026-11-21-first-tables': { up: createFirstTables },
  '2026-11-22-submitters': { up: addSubmitters },
  '2026-11-23-evidence': { up: addEvidence },
  '2026-11-24-idempotency-keys': { up: addIdempotencyKeys },
  '2026-11-24-workflow-list': { up: addWorkflowList },
  '2026-11-25-callbacks': { up: addCallbacks },
  '2026-11-25-inbound-messages': { up: addInboundMessages },
}

/** Applies what is missing; safe when several processes start at once. @throws Error when one fails. */
export async function migrateToLatest<T>(kysely: Kysely<T>): Promise<void> {
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => MIGRATIONS } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
