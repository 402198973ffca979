import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { openElsewhere } from './processes.ts'
import { aReceipt, aReport, createStoreWorld, createWorkflow, unreadOf } from './world.ts'

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backstop-store-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'backstop.db')
}

async function open(url: string): Promise<Database> {
  const database = await openDatabase(url)
  onTestFinished(() => database.close())
  return database
}

test('what was saved is there when the file is opened again', async () => {
  const file = await aFile()
  const before = await openDatabase(file)
  const world = createStoreWorld(before)
  const uuid = await createWorkflow(world, 'key')
  await world.receipts.save([aReceipt(aReport({ workflowUuid: uuid }))])
  const story = await world.workflows.read(uuid)
  await before.close()
  const after = createStoreWorld(await open(`sqlite:${file}`))
  expect(await after.workflows.read(uuid)).toEqual(story)
  expect(await unreadOf(after, uuid)).toHaveLength(1)
  expect(await createWorkflow(after, 'key')).toBe(uuid)
})

test('a file belongs to one process: a second one is told which file is taken', async () => {
  const file = await aFile()
  await open(file)
  const { exitCode, output } = await openElsewhere(file)
  expect(exitCode).toBe(1)
  expect(output).toContain(file)
  expect(output).toContain('another process')
})

test('a file that was closed can be opened by another process', async () => {
  const file = await aFile()
  await (await openDatabase(file)).close()
  expect(await openElsewhere(file)).toEqual({ exitCode: 0, output: 'opened' })
})

test('a file that can’t be opened is named', async () => {
  const file = join(await aFile(), 'no such folder', 'backstop.db')
  await expect(openDatabase(file)).rejects.toThrow(file)
})

test('tables that could not all be made are made at the next start', async () => {
  const file = await aFile()
  const obstacle = new DatabaseSync(file)
  obstacle.exec('create table notifications (id text)')
  obstacle.close()
  await expect(openDatabase(file)).rejects.toThrow('notifications')
  const cleared = new DatabaseSync(file)
  cleared.exec('drop table notifications')
  cleared.close()
  const world = createStoreWorld(await open(file))
  await createWorkflow(world)
})
