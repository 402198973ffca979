import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { at, aWorkflow, CREATED_AT } from '../failover/workflows.ts'
import {
  accepted,
  aReceipt,
  aReport,
  countRows,
  createWorkflow,
  dueOf,
  MESSAGES,
  type StoreWorld,
  sendFirst,
  unchanged,
  unreadOf,
} from './world.ts'

/** What every database must do with workflows. */
export function describeWorkflows(world: () => StoreWorld): void {
  test('a workflow is due as soon as it is created', async () => {
    await createWorkflow(world())
    const row = await world().database.kysely.selectFrom('workflows').select('send_at').executeTakeFirstOrThrow()
    expect(row.send_at).toBe(CREATED_AT)
  })

  test('a created workflow is read as it was saved, with its facts', async () => {
    const uuid = await createWorkflow(world())
    expect(await world().workflows.read(uuid)).toEqual({
      uuid,
      workflow: aWorkflow(MESSAGES),
      facts: [{ seq: 1, at: CREATED_AT, fact: { type: 'created' } }],
    })
  })

  test('a workflow that nobody created is not there', async () => {
    expect(await world().workflows.read(randomUUID())).toBeUndefined()
    expect(
      await world().workflows.change(randomUUID(), (workflow) => unchanged(workflow, { result: 1 })),
    ).toBeUndefined()
  })

  test('the same key gives the same workflow, and no second one', async () => {
    const first = await createWorkflow(world(), 'key')
    expect(await createWorkflow(world(), 'key')).toBe(first)
    expect(await createWorkflow(world(), 'other key')).not.toBe(first)
    expect([await countRows(world(), 'workflows'), await countRows(world(), 'events')]).toEqual([2, 2])
  })

  test('the same key at the same time gives one workflow', async () => {
    const uuids = await Promise.all(Array.from({ length: 8 }, () => createWorkflow(world(), 'key')))
    expect(new Set(uuids).size).toBe(1)
    expect([await countRows(world(), 'workflows'), await countRows(world(), 'events')]).toEqual([1, 1])
  })

  test('workflows without a key are all different', async () => {
    expect(await createWorkflow(world())).not.toBe(await createWorkflow(world()))
  })

  test('a change shows the receipts in the order in which they were received', async () => {
    const uuid = await createWorkflow(world())
    const receivedAt = [3, 1, 2, 1].map(at)
    await world().receipts.save(receivedAt.map((instant) => aReceipt(aReport({ workflowUuid: uuid }), instant)))
    const unread = await unreadOf(world(), uuid)
    expect(unread?.map((receipt) => receipt.receivedAt)).toEqual([1, 1, 2, 3].map(at))
    const [earlier, later] = unread ?? []
    expect(earlier?.id).toBeLessThan(later?.id ?? 0)
  })

  test('a change saves the workflow, its facts, the receipts it read and the uuid of its message', async () => {
    const uuid = await createWorkflow(world())
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }))])
    const messageUuid = randomUUID()
    const result = await world().workflows.change(uuid, (workflow, receipts) => ({
      ...accepted(workflow, messageUuid),
      read: receipts.map(({ id }) => id),
      result: 'done',
    }))
    const story = await world().workflows.read(uuid)
    expect(result).toBe('done')
    expect(story?.workflow.state.messages[0]?.attempts[0]).toMatchObject({ outcome: 'accepted', messageUuid })
    expect(story?.facts.map(({ seq, fact }) => [seq, fact.type])).toEqual([
      [1, 'created'],
      [2, 'attempt'],
      [3, 'accepted'],
    ])
    expect(await unreadOf(world(), uuid)).toEqual([])
    expect(await world().database.kysely.selectFrom('message_uuids').selectAll().execute()).toEqual([
      { message_uuid: messageUuid, workflow_uuid: uuid, message_index: 0 },
    ])
    expect(await dueOf(world(), 'workflows', uuid)).toEqual({ due_at: at(600), lease_until: null })
  })

  test('a change that throws saves nothing', async () => {
    const uuid = await createWorkflow(world())
    const before = await world().workflows.read(uuid)
    const failing = world().workflows.change(uuid, () => {
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await world().workflows.read(uuid)).toEqual(before)
  })

  test('a change whose saving fails half way saves nothing', async () => {
    const uuid = await createWorkflow(world())
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }))])
    const before = await world().workflows.read(uuid)
    const failing = world().workflows.change(uuid, (workflow, receipts) => ({
      ...accepted(workflow, randomUUID()),
      facts: [{ at: Number.NaN, fact: { type: 'created' } }],
      read: receipts.map(({ id }) => id),
    }))
    await expect(failing).rejects.toThrow()
    expect(await world().workflows.read(uuid)).toEqual(before)
    expect(await unreadOf(world(), uuid)).toHaveLength(1)
  })

  test('changes at the same time all take effect, and their facts are numbered without gaps', async () => {
    const uuid = await createWorkflow(world())
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        world().workflows.change(uuid, (workflow) => {
          const state = { ...workflow.state, current: workflow.state.current + 1 }
          const fact = { type: 'cancel requested', by: `U${i}` } as const
          const messages = Array.from({ length: 9 }, () => workflow.state.messages[0] ?? fail())
          return unchanged(
            { ...workflow, state: { ...state, messages } },
            { facts: [{ at: at(i), fact }], result: undefined },
          )
        }),
      ),
    )
    const story = await world().workflows.read(uuid)
    expect(story?.workflow.state.current).toBe(8)
    expect(story?.facts.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(new Set(story?.facts.slice(1).map(({ fact }) => fact.type === 'cancel requested' && fact.by)).size).toBe(8)
  })

  test('a fact keeps the clock of the provider where it has one', async () => {
    const uuid = await createWorkflow(world())
    const fact = { type: 'skip requested', by: 'U1', index: 0 } as const
    await world().workflows.change(uuid, (workflow) =>
      unchanged(workflow, {
        facts: [
          { at: at(2), providerAt: at(1), fact },
          { at: at(3), fact },
        ],
        result: undefined,
      }),
    )
    expect((await world().workflows.read(uuid))?.facts.slice(1)).toEqual([
      { seq: 2, at: at(2), providerAt: at(1), fact },
      { seq: 3, at: at(3), fact },
    ])
  })

  test('a change gives the workflow back that was claimed', async () => {
    const uuid = await createWorkflow(world())
    const leased = { lease_until: at(30) }
    await world().database.kysely.updateTable('workflows').set(leased).where('uuid', '=', uuid).execute()
    await sendFirst(world(), uuid)
    expect((await dueOf(world(), 'workflows', uuid)).lease_until).toBeNull()
  })

  test('a workflow that has ended is due for nothing', async () => {
    const uuid = await createWorkflow(world())
    await world().workflows.change(uuid, (workflow) => {
      const outcome = { status: 'cancelled', at: at(1), reason: 'cancelled' } as const
      return unchanged({ ...workflow, state: { ...workflow.state, outcome } }, { result: undefined })
    })
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBeNull()
    const row = await world().database.kysely.selectFrom('workflows').select('status').executeTakeFirstOrThrow()
    expect(row.status).toBe('cancelled')
  })
}

function fail(): never {
  throw new Error('the workflow has no message')
}
