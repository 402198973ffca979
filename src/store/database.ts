import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { migrateToLatest } from './migrations.ts'
import { nodeSqliteDialect, openSqlite } from './node-sqlite.ts'
import type { Tables } from './tables.ts'

/** An open database of either kind. */
export interface Database {
  readonly kysely: Kysely<Tables>
  readonly kind: 'sqlite' | 'postgres'
  close(): Promise<void>
}

/** Either the database or a transaction in it. */
export type Connection = Kysely<Tables> | Transaction<Tables>

/** PostgreSQL's type number of int8, which its driver would give as text. Source: pg_type. */
const INT8_OID = 20

/** How long PostgreSQL may take to let us in, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5000

/**
 * How long a transaction may stand still, in milliseconds: what it has locked is free again although its process was cut
 * off from the network.
 */
const IDLE_TRANSACTION_TIMEOUT_MS = 10_000

/** Connections of one process to PostgreSQL. */
const POOL_SIZE = 10

/**
 * Opens the database and brings its tables up to date.
 * @param url `postgres://…`, or a SQLite file as `sqlite:path` or a plain path; `:memory:` for one that is not kept.
 * @throws Error when a SQLite file belongs to another process or PostgreSQL can't be reached.
 */
export async function openDatabase(url: string): Promise<Database> {
  const database = connectDatabase(url)
  try {
    await migrateToLatest(database.kysely)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

/** Opens the database as it is, with whatever tables it has. @throws Error when a SQLite file can't be opened. */
export function connectDatabase(url: string): Database {
  return isPostgres(url) ? openPostgres(url) : openFile(url)
}

/** Whether rows are locked one by one; SQLite locks the whole file when a transaction begins. */
export function isLocking(kind: Database['kind']): boolean {
  return kind === 'postgres'
}

/** Whether the address is one of PostgreSQL. */
export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url)
}

/** The file of a SQLite database. */
export function sqlitePath(url: string): string {
  return url.replace(/^sqlite:/, '')
}

function openFile(url: string): Database {
  const kysely = new Kysely<Tables>({ dialect: nodeSqliteDialect(openSqlite(sqlitePath(url))) })
  return { kysely, kind: 'sqlite', close: () => kysely.destroy() }
}

function openPostgres(url: string): Database {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8_OID, Number)
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    types,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
  })
  // A connection that breaks fails its query, and is replaced at its next use; without listeners, for idle ones and
  // for those in use, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { kysely, kind: 'postgres', close: () => kysely.destroy() }
}

/** Whether the database answers. @throws Error when it doesn't. */
export async function ping(database: Database): Promise<void> {
  await sql`select 1`.execute(database.kysely)
}
