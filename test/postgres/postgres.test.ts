import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createPostgresDatabase, type PostgresDatabase } from './database.ts'

async function createDatabase(): Promise<PostgresDatabase> {
  const database = await createPostgresDatabase()
  onTestFinished(database.drop)
  return database
}

async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

test('the server is a PostgreSQL that knows skip locked and forced drops', async () => {
  const rows = await query<{ version: number }>(
    inject('postgresUrl'),
    `select current_setting('server_version_num')::int as version`,
  )
  expect(rows[0]?.version).toBeGreaterThanOrEqual(130_000)
})

test('the server makes every commit durable, as in production', async () => {
  const rows = await query<{ fsync: string; commit: string }>(
    inject('postgresUrl'),
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  )
  expect(rows).toEqual([{ fsync: 'on', commit: 'on' }])
})

test('a database is UTF-8 and sorts by bytes', async () => {
  const { url } = await createDatabase()
  const [encoding] = await query<{ server_encoding: string }>(url, 'show server_encoding')
  expect(encoding?.server_encoding).toBe('UTF8')
  const rows = await query<{ letter: string }>(
    url,
    `select letter from (values ('a'), ('B')) v (letter) order by letter`,
  )
  expect(rows.map((row) => row.letter)).toEqual(['B', 'a'])
})

test('two databases are separate', async () => {
  const [first, second] = await Promise.all([createDatabase(), createDatabase()])
  await query(first.url, 'create table kept (id int)')
  await query(first.url, 'insert into kept values (1)')
  expect(await query(first.url, 'select id from kept')).toEqual([{ id: 1 }])
  await expect(query(second.url, 'select id from kept')).rejects.toMatchObject({ code: '42P01' })
})

test('a dropped database is gone, even under an open connection, and can be dropped again', async () => {
  const { url, drop } = await createDatabase()
  const holder = new pg.Client({ connectionString: url })
  const cut = new Promise<Error>((resolve) => holder.on('error', resolve))
  await holder.connect()
  await drop()
  expect(await cut).toBeInstanceOf(Error)
  await drop()
  await expect(query(url, 'select 1')).rejects.toMatchObject({ code: '3D000' })
})
