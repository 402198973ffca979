import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { RECEIPT_TRIES } from '../../src/engine/ports.ts'
import { holdBudget } from '../../src/store/budgets.ts'
import { claimWorkflows } from '../../src/store/claims.ts'
import { latestReceiptAt } from '../../src/store/latest-receipt.ts'
import { at } from '../failover/workflows.ts'
import {
  accepted,
  aReceipt,
  aReport,
  countRows,
  createWorkflow,
  dueOf,
  type StoreWorld,
  sendFirst,
  unchanged,
  unreadOf,
} from './world.ts'

/** What every database must do with webhooks. */
export function describeReceipts(world: () => StoreWorld): void {
  test('a receipt makes the workflow due that our reference names', async () => {
    const uuid = await createWorkflow(world())
    await sendFirst(world(), uuid)
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(5))])
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(at(5))
  })

  test('a receipt makes the workflow due whose message it names', async () => {
    const uuid = await createWorkflow(world())
    const messageUuid = await sendFirst(world(), uuid)
    await world().receipts.save([aReceipt(aReport({ messageUuid }), at(5))])
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(at(5))
    expect(await unreadOf(world(), uuid)).toMatchObject([{ receivedAt: at(5), report: { messageUuid }, tries: 0 }])
  })

  test('a receipt leaves other workflows alone', async () => {
    const uuid = await createWorkflow(world())
    await sendFirst(world(), uuid)
    const other = await createWorkflow(world())
    await world().receipts.save([aReceipt(aReport({ workflowUuid: other }), at(5)), aReceipt(aReport(), at(6))])
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(at(600))
    expect(await unreadOf(world(), uuid)).toEqual([])
  })

  test('a receipt wakes a workflow that was due for nothing', async () => {
    const uuid = await createWorkflow(world())
    await world().database.kysely.updateTable('workflows').set({ due_at: null }).execute()
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(5))])
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(at(5))
  })

  test('a receipt does not put off a workflow that is overdue', async () => {
    const uuid = await createWorkflow(world())
    await world()
      .database.kysely.updateTable('workflows')
      .set({ due_at: at(0) })
      .execute()
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(5))])
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(at(0))
  })

  test('a receipt does not wait for the budget of the send that its workflow is due for', async () => {
    const uuid = await createWorkflow(world())
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(5))])
    await holdBudget(world().database, 'send', at(60))
    const claims = await claimWorkflows(world().database, { name: 'send', perSecond: 10, burst: 10 }, at(5), {
      limit: 10,
      sendLimit: 10,
    })
    expect(claims).toEqual([{ uuid, origin: 'engine', maySend: false }])
  })

  test('the same webhook again is not kept again and wakes nobody', async () => {
    const uuid = await createWorkflow(world())
    const receipt = aReceipt(aReport({ workflowUuid: uuid }), at(5))
    await world().receipts.save([receipt, receipt])
    await world().workflows.change(uuid, (workflow, receipts) => ({
      ...accepted(workflow, randomUUID()),
      read: receipts.map(({ id }) => id),
    }))
    await world().receipts.save([{ ...receipt, receivedAt: at(7) }])
    expect(await countRows(world(), 'receipts')).toBe(1)
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(at(600))
  })

  test('a receipt that overtakes the answer to its send is found when that answer is saved, and due then', async () => {
    const uuid = await createWorkflow(world())
    const messageUuid = randomUUID()
    await world().receipts.save([aReceipt(aReport({ messageUuid }), at(0))])
    expect(await unreadOf(world(), uuid)).toEqual([])
    await sendFirst(world(), uuid, messageUuid)
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBeLessThanOrEqual(at(0))
    expect(await unreadOf(world(), uuid)).toMatchObject([{ report: { messageUuid } }])
  })

  test('a receipt that was read is not shown again', async () => {
    const uuid = await createWorkflow(world())
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid })), aReceipt(aReport({ workflowUuid: uuid }))])
    world().clock.at = at(9)
    await world().workflows.change(uuid, (workflow, receipts) =>
      unchanged(workflow, { read: receipts.slice(0, 1).map(({ id }) => id), result: undefined }),
    )
    expect(await unreadOf(world(), uuid)).toHaveLength(1)
    const rows = await world().database.kysely.selectFrom('receipts').select('processed_at').orderBy('id').execute()
    expect(rows.map((row) => row.processed_at)).toEqual([at(9), null])
  })

  test('a receipt that finds no message is tried five times and then parked, in nobody’s way', async () => {
    const uuid = await createWorkflow(world())
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(1))])
    const tries: number[] = []
    for (let i = 0; i < RECEIPT_TRIES; i++) {
      await world().workflows.change(uuid, (workflow, receipts) => {
        tries.push(...receipts.map((receipt) => receipt.tries))
        return unchanged(workflow, { unmatched: receipts.map(({ id }) => id), result: undefined })
      })
    }
    expect(tries).toEqual([0, 1, 2, 3, 4])
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(2))])
    expect((await unreadOf(world(), uuid))?.map((receipt) => receipt.receivedAt)).toEqual([at(2)])
    expect(await countRows(world(), 'receipts')).toBe(2)
  })

  test('a webhook that is not understood is kept, and nobody has to read it', async () => {
    const receipt = aReceipt(undefined, at(5))
    await world().receipts.save([receipt])
    expect(await world().database.kysely.selectFrom('receipts').selectAll().execute()).toMatchObject([
      { body: receipt.body, token: receipt.token, kind: 'not understood', report: null, processed_at: at(5) },
    ])
  })

  test('webhooks that come together are all saved, or none', async () => {
    const broken = aReceipt(aReport(), Number.NaN)
    await expect(world().receipts.save([aReceipt(aReport()), broken])).rejects.toThrow()
    expect(await countRows(world(), 'receipts')).toBe(0)
  })

  test('many webhooks that come together wake all of their workflows', async () => {
    const uuids = await Promise.all([1, 2, 3].map(() => createWorkflow(world())))
    for (const uuid of uuids) await sendFirst(world(), uuid)
    const twice = [...uuids, ...uuids].map((uuid, i) => aReceipt(aReport({ workflowUuid: uuid }), at(10 - i)))
    await world().receipts.save(twice)
    for (const [i, uuid] of uuids.entries()) {
      expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(at(7 - i))
      expect(await unreadOf(world(), uuid)).toHaveLength(2)
    }
  })

  test('the latest receipt is the last one that came, whatever it says', async () => {
    expect(await latestReceiptAt(world().database)).toBeUndefined()
    await world().receipts.save([aReceipt(aReport(), at(5))])
    await world().receipts.save([aReceipt(undefined, at(7))])
    expect(await latestReceiptAt(world().database)).toBe(at(7))
  })
}
