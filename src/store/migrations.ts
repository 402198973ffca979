import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { addCallbacks } from './add-callbacks.ts'
import { addEvidence } from './add-evidence.ts'
import { addHoldReason } from './add-hold-reason.ts'
import { addIdempotencyKeys } from './add-idempotency-keys.ts'
import { addInboundMessages } from './add-inbound-messages.ts'
import { addInstallations } from './add-installations.ts'
import { addNotificationList } from './add-notification-list.ts'
import { addRecentWriters } from './add-recent-writers.ts'
import { addSendIndex } from './add-send-index.ts'
import { addSlackCalls } from './add-slack-calls.ts'
import { addSubmitAt } from './add-submit-at.ts'
import { addSubmitters } from './add-submitters.ts'
import { addWaysIn } from './add-ways-in.ts'
import { addWithdrawals } from './add-withdrawals.ts'
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
  '2026-11-25-slack-calls': { up: addSlackCalls },
  '2026-11-26-notification-list': { up: addNotificationList },
  '2026-11-27-send-index': { up: addSendIndex },
  '2026-11-28-hold-reason': { up: addHoldReason },
  '2026-11-29-ways-in': { up: addWaysIn },
  '2026-12-01-installations': { up: addInstallations },
  '2026-12-02-withdrawals': { up: addWithdrawals },
  '2026-12-02-writers': { up: addRecentWriters },
  '2026-12-03-submit-at': { up: addSubmitAt },
}

/** Applies what is missing; safe when several processes start at once. @throws Error when one fails. */
export async function migrateToLatest<T>(kysely: Kysely<T>): Promise<void> {
  const { error } = await migratorOf(kysely).migrateToLatest()
  if (error) throw error
}

/** How many are applied, and how many are to come; changes nothing. */
export async function countMigrations<T>(kysely: Kysely<T>): Promise<{ applied: number; pending: number }> {
  const migrations = await migratorOf(kysely).getMigrations()
  const applied = migrations.filter(({ executedAt }) => executedAt !== undefined).length
  return { applied, pending: migrations.length - applied }
}

function migratorOf<T>(kysely: Kysely<T>): Migrator {
  return new Migrator({ db: kysely, provider: { getMigrations: async () => MIGRATIONS } })
}
