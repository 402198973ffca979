import { DatabaseSync, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'

/** How long a statement waits for another process's lock, in milliseconds; short, since it blocks the event loop. */
const BUSY_TIMEOUT_MS = 200

/** Another process has the lock. Source: SQLite, Result and Error Codes. */
const SQLITE_BUSY = 5

/**
 * Opens a SQLite file for this process alone: a second one fails at once instead of sharing it. What is committed
 * survives a power cut (`synchronous=full`).
 * @throws Error that names the file, when another process has it or it can't be opened.
 */
export function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { open: false })
  try {
    database.open()
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
    database.exec('pragma locking_mode = exclusive')
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = full')
    database.exec('begin immediate; commit')
    return database
  } catch (error) {
    if (database.isOpen) database.close()
    throw new Error(`the database file ${path} ${openFailure(error)}`, { cause: error })
  }
}

function openFailure(error: unknown): string {
  if (!(error instanceof Error)) return `can't be opened: ${String(error)}`
  const isBusy = 'errcode' in error && error.errcode === SQLITE_BUSY
  return isBusy ? 'is in use by another process; only one may have it open' : `can't be opened: ${error.message}`
}

/** Kysely's SQLite dialect over node:sqlite, whose statements differ in shape from those the dialect was written for. */
export function nodeSqliteDialect(database: DatabaseSync): SqliteDialect {
  const statements = new Map<string, SqliteStatement>()
  const config = {
    database: {
      close: () => database.close(),
      prepare: (sql: string) => {
        const known = statements.get(sql) ?? shapeStatement(database.prepare(sql))
        statements.set(sql, known)
        return known
      },
    },
  }
  return new ImmediateSqliteDialect(config)
}

/**
 * Takes the write lock when a transaction begins, so that none fails half way for lack of it, and makes tables in
 * transactions.
 */
class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDialect>[0]

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
    super(config)
    this.#config = config
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter()
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config)
  }
}

/** SQLite can take back made tables like anything else, so that a start that dies half way leaves nothing behind. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

function shapeStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  }
}

function bindable(parameters: readonly unknown[]): (string | number | bigint | null | Uint8Array)[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return value
    if (value instanceof Uint8Array) return value
    throw new TypeError(`a ${typeof value} can't be stored`)
  })
}
