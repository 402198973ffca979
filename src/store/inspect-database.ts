import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { sql } from 'kysely'
import { connectDatabase, type Database, isPostgres, sqlitePath } from './database.ts'
import { countMigrations } from './migrations.ts'

/** What was found of a database; nothing is changed by looking. */
export interface DatabaseInspection {
  kind: Database['kind']
  /** Absent where a SQLite file is still to be made. */
  migrations?: { applied: number; pending: number }
  /** The database's clock in milliseconds: several replicas go by it. PostgreSQL only. */
  databaseAt?: number
}

/**
 * Opens a database as a start would, and looks at it without changing its tables.
 * @throws Error that says why a start would fail, or that another process has the SQLite file.
 */
export async function inspectDatabase(url: string): Promise<DatabaseInspection> {
  const kind = isPostgres(url) ? 'postgres' : 'sqlite'
  if (kind === 'sqlite' && !existsSync(sqlitePath(url))) {
    accessSync(dirname(resolve(sqlitePath(url))), constants.W_OK)
    return { kind }
  }
  const database = connectDatabase(url)
  try {
    const migrations = await countMigrations(database.kysely)
    return { kind, migrations, ...(kind === 'postgres' ? await readPostgres(database) : {}) }
  } finally {
    await database.close()
  }
}

/** The next start makes tables, which not every account may. */
async function readPostgres({ kysely }: Database): Promise<{ databaseAt: number }> {
  const { rows } = await sql<{ at: number; may: boolean }>`
    select (extract(epoch from clock_timestamp()) * 1000)::int8 as at,
      has_schema_privilege(current_schema(), 'create') as may`.execute(kysely)
  const [row] = rows
  if (row?.may !== true) throw new Error('the account may not make tables in the schema')
  return { databaseAt: row.at }
}
