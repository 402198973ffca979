import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase, ping } from '../../src/store/database.ts'
import { createPostgresDatabase } from '../postgres/database.ts'

test('a connection that PostgreSQL ends in the middle fails its transaction, and nothing else', async () => {
  const { url, drop } = await createPostgresDatabase()
  const [database, other] = [await openDatabase(url), await openDatabase(url)]
  const broken = database.kysely.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(other.kysely)
    await sql`select 1`.execute(transaction)
  })
  await expect(broken).rejects.toThrow()
  await ping(database)
  await Promise.all([database.close(), other.close()])
  await drop()
})
