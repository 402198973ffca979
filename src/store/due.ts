import { type Connection, type Database, isLocking } from './database.ts'

/** How long a claimed row belongs to its claimer, in milliseconds; longer than any request's time limit. */
export const CLAIM_LEASE_MS = 30_000

/** The tables whose rows become due. */
export type DueTable = 'workflows' | 'notifications'

/** When the next row of the table can be claimed, those included whose lease is to run out first; undefined if none. */
export async function nextDueAt({ kysely }: Database, table: DueTable): Promise<number | undefined> {
  const free = await kysely
    .selectFrom(table)
    .select('due_at')
    .where('due_at', 'is not', null)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', eb.ref('due_at'))]))
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  // Only claimed rows are before the first free one, so that these are few however many wait.
  const freeAt = free?.due_at ?? Number.MAX_SAFE_INTEGER
  const claimed = await kysely
    .selectFrom(table)
    .select((eb) => eb.fn.min<number | null>('lease_until').as('leaseUntil'))
    .where('due_at', '<', freeAt)
    .where((eb) => eb('lease_until', '>', eb.ref('due_at')))
    .executeTakeFirst()
  const at = Math.min(freeAt, claimed?.leaseUntil ?? freeAt)
  return at === Number.MAX_SAFE_INTEGER ? undefined : at
}

/** The due rows of a table that nobody has, the longest due first; locked on PostgreSQL, where others skip them. */
export function dueRows(connection: Connection, kind: Database['kind'], table: DueTable, now: number) {
  const query = connection
    .selectFrom(table)
    .where('due_at', '<=', now)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .orderBy('due_at')
  return isLocking(kind) ? query.forUpdate().skipLocked() : query
}
