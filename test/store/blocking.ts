import { sql } from 'kysely'
import type { Connection, Database } from '../../src/store/database.ts'

/** A transaction of somebody else, held open at a chosen point. */
export interface Held {
  /** Does something more in it. */
  run(work: (connection: Connection) => Promise<unknown>): Promise<void>
  commit(): Promise<void>
}

/** Opens a transaction, does the first work in it, and holds all it has locked until it is told to commit. */
export async function hold(database: Database, work: (connection: Connection) => Promise<unknown>): Promise<Held> {
  const transaction = await database.kysely.startTransaction().execute()
  await work(transaction)
  return {
    run: async (more) => {
      await more(transaction)
    },
    commit: async () => {
      await transaction.commit().execute()
    },
  }
}

/** Locks a workflow, as whoever changes it does. */
export function lockWorkflow(connection: Connection, uuid: string): Promise<unknown> {
  return connection.selectFrom('workflows').select('uuid').where('uuid', '=', uuid).forUpdate().execute()
}

/** Resolves when the work has ended, or `waiting` statements wait for somebody's lock: when it can't go on by itself. */
export async function endedOrBlocked(
  { kysely }: Database,
  work: Promise<unknown>,
  { waiting = 1 } = {},
): Promise<void> {
  let hasEnded = false
  const end = () => {
    hasEnded = true
  }
  work.then(end, end)
  while (!hasEnded) {
    const { rows } = await sql<{ waiting: number }>`select count(*) as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(kysely)
    if (rows.some((row) => row.waiting >= waiting)) return
  }
}
