import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Database, isLocking } from './database.ts'

/**
 * Keeps everybody else waiting for `forMs` real milliseconds, as a long transaction of another program would: on
 * PostgreSQL by its locks on the tables, on SQLite by the one connection that there is. For the sandbox, which shows
 * what a database that is locked does; `onLocked` is told when nobody else gets in any more.
 */
export async function lockDatabase(
  { kysely, kind }: Database,
  forMs: number,
  onLocked: () => void = () => {},
): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    const tables = sql.join([sql.table('workflows'), sql.table('notifications'), sql.table('receipts')])
    if (isLocking(kind)) await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
    if (isLocking(kind)) await sql`lock table ${tables} in access exclusive mode`.execute(transaction)
    onLocked()
    await sleep(forMs)
  })
}
