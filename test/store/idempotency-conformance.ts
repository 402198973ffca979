import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { IDEMPOTENCY_KEY_MS } from '../../src/engine/ports.ts'
import { aWorkflow, CREATED_AT } from '../failover/workflows.ts'
import { countRows, MESSAGES, type StoreWorld } from './world.ts'

/** What every database must do with the keys of API clients. */
export function describeIdempotencyKeys(world: () => StoreWorld): void {
  /** Asks for a workflow as a client does; each has another uuid. */
  function ask({ client = 'shop', key = 'one', bodyHash = 'body', at = CREATED_AT } = {}) {
    const facts = [{ at, fact: { type: 'created' } as const }]
    const submitter = { client, api: 'dispatch' } as const
    const created = { uuid: randomUUID(), submitter, workflow: aWorkflow(MESSAGES), facts }
    return world().workflows.createOnce(created, { key, bodyHash })
  }

  const counted = async () => [await countRows(world(), 'workflows'), await countRows(world(), 'idempotency_keys')]

  test('the same key and body give the same workflow, and no second one', async () => {
    const first = await ask()
    expect(first).toEqual({ uuid: expect.any(String) })
    expect(await ask()).toEqual(first)
    expect(await counted()).toEqual([1, 1])
  })

  test('the same key with another body is refused, and creates nothing', async () => {
    const first = await ask()
    expect(await ask({ bodyHash: 'other' })).toBe('key reused')
    expect(await ask()).toEqual(first)
    expect(await counted()).toEqual([1, 1])
  })

  test('a key is its client’s own', async () => {
    expect(await ask({ client: 'clinic' })).not.toEqual(await ask({ client: 'shop' }))
    expect(await ask({ client: 'clinic', bodyHash: 'other' })).toBe('key reused')
    expect(await counted()).toEqual([2, 2])
  })

  test('the same key at the same time gives one workflow', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask()))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await counted()).toEqual([1, 1])
  })

  test('two bodies under one key at the same time give one workflow, and one is refused', async () => {
    const answers = await Promise.all([ask({ bodyHash: 'a' }), ask({ bodyHash: 'b' })])
    expect(answers.filter((answer) => answer === 'key reused')).toHaveLength(1)
    expect(await counted()).toEqual([1, 1])
  })

  test('a key is remembered for 24 hours, and then free again', async () => {
    const first = await ask()
    world().clock.at = CREATED_AT + IDEMPOTENCY_KEY_MS - 1
    expect(await ask()).toEqual(first)
    world().clock.at = CREATED_AT + IDEMPOTENCY_KEY_MS
    const second = await ask({ bodyHash: 'other' })
    expect(second).toEqual({ uuid: expect.any(String) })
    expect(second).not.toEqual(first)
    expect(await counted()).toEqual([2, 1])
  })

  test('keys that are too old are removed as new ones come', async () => {
    for (let i = 0; i < 5; i += 1) await ask({ key: `old ${i}` })
    world().clock.at = CREATED_AT + IDEMPOTENCY_KEY_MS
    await ask({ key: 'new' })
    expect(await counted()).toEqual([6, 1])
  })

  test('a workflow that can not be saved leaves no key', async () => {
    await expect(ask({ at: Number.NaN })).rejects.toThrow()
    expect(await counted()).toEqual([0, 0])
    expect(await ask({ bodyHash: 'other' })).toEqual({ uuid: expect.any(String) })
  })
}
