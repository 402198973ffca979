import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { createPostgresDatabase, type PostgresDatabase } from '../postgres/database.ts'
import { openElsewhere } from './processes.ts'
import { createStoreWorld, createWorkflow } from './world.ts'

async function createDatabase(): Promise<PostgresDatabase> {
  const database = await createPostgresDatabase()
  onTestFinished(database.drop)
  return database
}

test('processes that start at the same time on an empty database make its tables once', async () => {
  const { url } = await createDatabase()
  const ended = await Promise.all([openElsewhere(url), openElsewhere(url), openElsewhere(url)])
  expect(ended).toEqual(Array.from({ length: 3 }, () => ({ exitCode: 0, output: 'opened' })))
})

test('what was saved is there when the database is opened again', async () => {
  const { url } = await createDatabase()
  const before = await openDatabase(url)
  const uuid = await createWorkflow(createStoreWorld(before), 'key')
  await before.close()
  const after = await openDatabase(url)
  onTestFinished(() => after.close())
  expect(await createWorkflow(createStoreWorld(after), 'key')).toBe(uuid)
})

test('a database that can’t be reached is an error, not a wait', async () => {
  const { url, drop } = await createDatabase()
  await drop()
  await expect(openDatabase(url)).rejects.toThrow('does not exist')
})
