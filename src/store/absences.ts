import { type Database, isLocking } from './database.ts'

/** How long nobody may have listened before it is worth saying, in milliseconds (rule 12). */
export const NOTABLE_ABSENCE_MS = 60_000

/** How long a process that has ended is remembered, in milliseconds. */
const FORGOTTEN_AFTER_MS = 3_600_000

/** A time in which no process of this database was running. */
export interface Absence {
  from: number
  to: number
}

/** Says that this process listens at `now`. */
export async function noteListening({ kysely }: Database, id: string, now: number): Promise<void> {
  await kysely
    .insertInto('listeners')
    .values({ id, seen_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: now }))
    .execute()
  await kysely
    .deleteFrom('listeners')
    .where('seen_at', '<', now - FORGOTTEN_AFTER_MS)
    .execute()
}

/**
 * To be asked once at the start: the last time in which nobody listened, this one included if it was long enough.
 * It is kept, so that a crash while what is overdue is being handled doesn't make it forgotten.
 */
export async function findLatestAbsence({ kysely, kind }: Database, now: number): Promise<Absence | undefined> {
  return kysely.transaction().execute(async (transaction) => {
    // Locked, so that of several processes that start at once only one finds the absence, and the others read it.
    const query = transaction.selectFrom('listeners').select('seen_at').orderBy('id')
    const listeners = await (isLocking(kind) ? query.forUpdate() : query).execute()
    const seenAt = Math.max(...listeners.map((listener) => listener.seen_at))
    if (listeners.length > 0 && now - seenAt > NOTABLE_ABSENCE_MS) {
      await transaction.insertInto('absences').values({ from_at: seenAt, to_at: now }).execute()
      await transaction.deleteFrom('listeners').execute()
    }
    const row = await transaction
      .selectFrom('absences')
      .selectAll()
      .orderBy('to_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row && { from: row.from_at, to: row.to_at }
  })
}
