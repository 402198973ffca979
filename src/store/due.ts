import { sql } from 'kysely'
import { type Connection, type Database, isLocking } from './database.ts'

/** How long a claimed row belongs to its claimer, in milliseconds; longer than any request's time limit. */
export const CLAIM_LEASE_MS = 30_000

/** The tables whose rows become due. */
export type DueTable = 'workflows' | 'notifications'

/** The columns that say when: for anything but a send, or for a send, which also waits for the budget. */
export type DueColumn = 'due_at' | 'send_at'

/**
 * When the next row can be claimed, those included whose lease is to run out first; undefined if none.
 * @param column `send_at` only of workflows.
 */
export async function nextDueAt(
  { kysely }: Database,
  table: DueTable,
  column: DueColumn = 'due_at',
): Promise<number | undefined> {
  const at = sql.ref<number | null>(column)
  const free = await kysely
    .selectFrom(table)
    .select(at.as('at'))
    .where(at, 'is not', null)
    .where(sql<boolean>`(lease_until is null or lease_until <= ${at})`)
    .orderBy(at)
    .limit(1)
    .executeTakeFirst()
  // Only claimed rows are before the first free one, so that these are few however many wait.
  const freeAt = free?.at ?? Number.MAX_SAFE_INTEGER
  const claimed = await kysely
    .selectFrom(table)
    .select((eb) => eb.fn.min<number | null>('lease_until').as('leaseUntil'))
    .where(at, '<', freeAt)
    .where(sql<boolean>`lease_until > ${at}`)
    .executeTakeFirst()
  const next = Math.min(freeAt, claimed?.leaseUntil ?? freeAt)
  return next === Number.MAX_SAFE_INTEGER ? undefined : next
}

/** The due rows of a table that nobody has, the longest due first; locked on PostgreSQL, where others skip them. */
export function dueRows(
  connection: Connection,
  kind: Database['kind'],
  { table, column, now }: { table: DueTable; column: DueColumn; now: number },
) {
  const at = sql.ref<number | null>(column)
  const query = connection
    .selectFrom(table)
    .where(at, '<=', now)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .orderBy(at)
  return isLocking(kind) ? query.forUpdate().skipLocked() : query
}
