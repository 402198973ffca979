import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { lockDatabase } from '../../src/store/lock.ts'
import { latestWorkflowUuids, nextDeadlineAt } from '../../src/store/overview.ts'
import { CREATED_AT } from '../failover/workflows.ts'
import { createPostgresBackend } from './postgres-backend.ts'
import { type Backend, createStoreWorld, createWorkflow, type StoreWorld, sendFirst } from './world.ts'

function createMemoryBackend(): Backend {
  let open: Database | undefined
  return {
    async fresh() {
      await open?.close()
      open = await openDatabase(':memory:')
      return open
    },
    close: async () => open?.close(),
  }
}

describe.each([
  ['SQLite', createMemoryBackend()],
  ['PostgreSQL', createPostgresBackend()],
])('on %s', (_name, backend) => {
  let world: StoreWorld
  beforeEach(async () => {
    world = createStoreWorld(await backend.fresh())
  })
  afterAll(() => backend.close())

  test('the next deadline is the first one that is not over', async () => {
    expect(await nextDeadlineAt(world.database, CREATED_AT)).toBeUndefined()
    await sendFirst(world, await createWorkflow(world))
    const deadlineAt = CREATED_AT + 600_000
    expect(await nextDeadlineAt(world.database, CREATED_AT)).toBe(deadlineAt)
    expect(await nextDeadlineAt(world.database, deadlineAt - 1)).toBe(deadlineAt)
    expect(await nextDeadlineAt(world.database, deadlineAt)).toBeUndefined()
  })

  test('the newest workflows come first', async () => {
    const older = await createWorkflow(world)
    world.clock.at += 1
    const newer = await createWorkflow(world)
    expect(await latestWorkflowUuids(world.database, 10)).toEqual([newer, older])
    expect(await latestWorkflowUuids(world.database, 1)).toEqual([newer])
  })

  test('a locked database keeps writers waiting until it is free', async () => {
    const order: string[] = []
    let freed = Promise.resolve()
    await new Promise<void>((resolve) => {
      freed = lockDatabase(world.database, 50, resolve).then(() => void order.push('free'))
    })
    await createWorkflow(world)
    order.push('written')
    await freed
    expect(order).toEqual(['free', 'written'])
  })
})
