import type { Database } from './database.ts'

/** When the next workflow is to be decided or sent, after `now`; undefined where none is. */
export async function nextDeadlineAt({ kysely }: Database, now: number): Promise<number | undefined> {
  const { at: decideAt } = await kysely
    .selectFrom('workflows')
    .select((eb) => eb.fn.min<number | null>('due_at').as('at'))
    .where('due_at', '>', now)
    .executeTakeFirstOrThrow()
  const { at: sendAt } = await kysely
    .selectFrom('workflows')
    .select((eb) => eb.fn.min<number | null>('send_at').as('at'))
    .where('send_at', '>', now)
    .executeTakeFirstOrThrow()
  const next = Math.min(decideAt ?? Number.POSITIVE_INFINITY, sendAt ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(next) ? next : undefined
}

/** The newest workflows of our own engine, newest first. */
export async function latestWorkflowUuids({ kysely }: Database, limit: number): Promise<string[]> {
  const rows = await kysely
    .selectFrom('workflows')
    .select('uuid')
    .where('origin', '=', 'engine')
    .orderBy('created_at', 'desc')
    .orderBy('uuid')
    .limit(limit)
    .execute()
  return rows.map(({ uuid }) => uuid)
}
