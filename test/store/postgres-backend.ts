import { sql } from 'kysely'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createPostgresDatabase, type PostgresDatabase } from '../postgres/database.ts'
import type { Backend } from './world.ts'

/** Two of them: what replicas share. */
export interface Replicas extends Backend {
  /** Another process's view of the database that `fresh` has emptied. */
  other(): Database
}

/** One PostgreSQL database for a test file; its tables are emptied before each test. */
export function createPostgresBackend(): Replicas {
  let server: PostgresDatabase | undefined
  let open: Database[] = []
  return {
    async fresh() {
      if (!server) {
        server = await createPostgresDatabase()
        open = [await openDatabase(server.url), await openDatabase(server.url)]
      }
      const { kysely } = first(open)
      const tables = (await kysely.introspection.getTables()).map(({ name }) => sql.table(name))
      await sql`truncate ${sql.join(tables)}`.execute(kysely)
      return first(open)
    },
    other: () => first(open.slice(1)),
    async close() {
      for (const database of open) await database.close()
      await server?.drop()
    },
  }
}

function first(databases: readonly Database[]): Database {
  const [database] = databases
  if (!database) throw new Error('the database is only open after fresh()')
  return database
}
