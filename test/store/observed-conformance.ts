import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { DatedFact, UnreadReceipt } from '../../src/engine/ports.ts'
import { type ObservedWorkflow, startObserving } from '../../src/failover/observe.ts'
import type { Report } from '../../src/failover/report.ts'
import { claimWorkflows } from '../../src/store/claims.ts'
import { readFacts } from '../../src/store/events.ts'
import { at, CREATED_AT } from '../failover/workflows.ts'
import { aNotification, aReceipt, aReport, countRows, dueOf, MESSAGES, type StoreWorld, unreadOf } from './world.ts'

const CREATED: DatedFact[] = [{ at: CREATED_AT, fact: { type: 'created' } }]

/** What every database must do with workflows that a hosted API runs. */
export function describeObservedWorkflows(world: () => StoreWorld): void {
  const observing = () => startObserving(MESSAGES, CREATED_AT)
  const create = async (uuid: string = randomUUID()) => {
    await world().observed.create(uuid, observing(), CREATED)
    return uuid
  }
  /** Takes in all receipts; returns what was seen. */
  const change = async (uuid: string, after: Partial<ObservedWorkflow> = {}, facts: DatedFact[] = []) => {
    const seen: { observed: ObservedWorkflow; receipts: UnreadReceipt[] }[] = []
    await world().observed.change(uuid, (observed, receipts) => {
      seen.push({ observed, receipts })
      return { observed: { ...observed, ...after }, facts, read: receipts.map(({ id }) => id), unmatched: [] }
    })
    return seen[0]
  }

  test('an observed workflow is due at once, and is claimed as one that is only observed', async () => {
    const uuid = await create()
    const claims = await claimWorkflows(world().database, { name: 'send', perSecond: 30, burst: 30 }, CREATED_AT, {
      limit: 10,
      sendLimit: 10,
    })
    expect(claims).toEqual([{ uuid, origin: 'hosted', maySend: false }])
  })

  test('an observed workflow is shown as it was saved, and changed as it was decided', async () => {
    const uuid = await create()
    expect((await change(uuid, { seen: [{ status: 'read' }, {}] }))?.observed).toEqual(observing())
    expect((await change(uuid))?.observed).toEqual({ ...observing(), seen: [{ status: 'read' }, {}] })
  })

  test('an observed workflow waits until its final report is given up, and then for nothing', async () => {
    const uuid = await create()
    await change(uuid)
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(observing().giveUpAt)
    await change(uuid, { ended: true })
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBeNull()
  })

  test('what was heard of a workflow before its uuid was known is seen afterwards', async () => {
    const uuid = randomUUID()
    const final: Report = { type: 'final report', workflowUuid: uuid, status: 'completed' }
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(1)), aReceipt(final, at(2))])
    await create(uuid)
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(CREATED_AT)
    const seen = await change(uuid)
    expect(seen?.receipts.map(({ report }) => report.type)).toEqual(['status', 'final report'])
    expect((await change(uuid))?.receipts).toEqual([])
  })

  test('what is heard of a workflow later makes it due', async () => {
    const uuid = await create()
    await change(uuid)
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(5))])
    expect((await dueOf(world(), 'workflows', uuid)).due_at).toBe(at(5))
  })

  test('facts of an observed workflow wake its notification', async () => {
    const uuid = await create()
    const id = await world().notifications.save(aNotification())
    await world().notifications.change(id, { workflowUuid: uuid })
    await world().notifications.release(id, { wakes: 0 })
    world().clock.at = at(5)
    await change(uuid, {}, [{ at: at(5), fact: { type: 'ended', status: 'completed', reason: 'final report' } }])
    expect((await dueOf(world(), 'notifications', id)).due_at).toBe(at(5))
  })

  test('creating it again leaves it as it is', async () => {
    const uuid = await create()
    await change(uuid, { ended: true })
    await create(uuid)
    expect((await change(uuid, { ended: true }))?.observed.ended).toBe(true)
    expect(await readFacts(world().database.kysely, uuid)).toHaveLength(1)
    expect(await countRows(world(), 'workflows')).toBe(1)
  })

  test('the engine neither reads nor changes a workflow that is only observed', async () => {
    const uuid = await create()
    expect(await world().workflows.read(uuid)).toBeUndefined()
    expect(await unreadOf(world(), uuid)).toBeUndefined()
  })

  test('a change of a workflow that is not observed does nothing', async () => {
    expect(await change(randomUUID())).toBeUndefined()
  })
}
