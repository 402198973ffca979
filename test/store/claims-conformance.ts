import { expect, test } from 'vitest'
import { holdBudget } from '../../src/store/budgets.ts'
import { claimWorkflows, nextWorkflowAt } from '../../src/store/claims.ts'
import { CLAIM_LEASE_MS, nextDueAt } from '../../src/store/due.ts'
import { at } from '../failover/workflows.ts'
import { aNotification, aReceipt, aReport, createWorkflow, type StoreWorld, sendFirst } from './world.ts'

/** Enough for every test of something else. */
const PLENTY = { name: 'send', perSecond: 100, burst: 100 }

/** Who gets which due row, and when. */
export function describeClaims(world: () => StoreWorld): void {
  const claim = (now: number, limit = 10, sendLimit = limit) =>
    claimWorkflows(world().database, PLENTY, now, { limit, sendLimit })
  const set = (uuid: string, columns: { send_at?: number | null; due_at?: number | null; lease_until?: number }) =>
    world().database.kysely.updateTable('workflows').set(columns).where('uuid', '=', uuid).execute()

  test('a workflow is claimed when it is due, not before', async () => {
    const uuid = await createWorkflow(world())
    expect(await claim(at(0) - 1)).toEqual([])
    expect(await claim(at(0))).toEqual([{ uuid, origin: 'engine', maySend: true }])
  })

  test('a claimed workflow is nobody else’s until the lease has run out', async () => {
    const uuid = await createWorkflow(world())
    await claim(at(0))
    expect(await claim(at(0) + CLAIM_LEASE_MS - 1)).toEqual([])
    expect(await claim(at(0) + CLAIM_LEASE_MS)).toMatchObject([{ uuid }])
  })

  test('a claimed workflow can be claimed again once it has been changed', async () => {
    const uuid = await createWorkflow(world())
    await claim(at(0))
    await sendFirst(world(), uuid)
    expect(await claim(at(599))).toEqual([])
    expect(await claim(at(600))).toEqual([{ uuid, origin: 'engine', maySend: false }])
  })

  test('a workflow that is due for nothing is not claimed', async () => {
    await set(await createWorkflow(world()), { due_at: null, send_at: null })
    expect(await claim(at(1_000_000))).toEqual([])
  })

  test('a workflow that was woken by a receipt is claimed without a token', async () => {
    const uuid = await createWorkflow(world())
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }))])
    await holdBudget(world().database, PLENTY.name, at(60))
    expect(await claim(at(0))).toEqual([{ uuid, origin: 'engine', maySend: false }])
  })

  test('no more are claimed than were asked for, the longest due first', async () => {
    const [first, second] = [await createWorkflow(world()), await createWorkflow(world())]
    await set(first, { due_at: at(2), send_at: null })
    await set(second, { due_at: at(1), send_at: null })
    expect((await claim(at(5), 1)).map(({ uuid }) => uuid)).toEqual([second])
    expect((await claim(at(5), 1)).map(({ uuid }) => uuid)).toEqual([first])
  })

  test('claims at the same time never get the same workflow', async () => {
    for (let i = 0; i < 30; i++) await createWorkflow(world())
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(at(0), 3)))
    const uuids = claims.flat().map(({ uuid }) => uuid)
    expect(new Set(uuids).size).toBe(uuids.length)
    const rest = await claim(at(0), 30)
    expect(uuids.length + rest.length).toBe(30)
  })

  test('nothing is due next where there is nothing', async () => {
    expect(await nextDueAt(world().database, 'workflows')).toBeUndefined()
    await set(await createWorkflow(world()), { due_at: null, send_at: null })
    expect(await nextDueAt(world().database, 'workflows')).toBeUndefined()
  })

  test('what is due next is the earliest row that can be claimed', async () => {
    await set(await createWorkflow(world()), { due_at: at(20) })
    await set(await createWorkflow(world()), { due_at: at(10) })
    expect(await nextDueAt(world().database, 'workflows')).toBe(at(10))
    await world().notifications.save(aNotification())
    expect(await nextDueAt(world().database, 'notifications')).toBe(at(0))
  })

  test('a claimed row is due next when its lease runs out', async () => {
    await createWorkflow(world())
    await claim(at(0))
    expect(await nextDueAt(world().database, 'workflows', 'send_at')).toBe(at(0) + CLAIM_LEASE_MS)
  })

  test('a claimed row does not hide one that is due before its lease runs out', async () => {
    await createWorkflow(world())
    await claim(at(0))
    const uuid = await createWorkflow(world())
    await set(uuid, { send_at: at(7) })
    expect(await nextDueAt(world().database, 'workflows', 'send_at')).toBe(at(7))
    await set(uuid, { send_at: at(31) })
    expect(await nextDueAt(world().database, 'workflows', 'send_at')).toBe(at(30))
  })

  test('a send that waits for a token is due next when there is one, and a decision at its own time', async () => {
    const rate = { name: 'slow', perSecond: 1, burst: 1 }
    const uuids = [await createWorkflow(world()), await createWorkflow(world())]
    const [claimed, ...others] = await claimWorkflows(world().database, rate, at(0), { limit: 10, sendLimit: 10 })
    expect(others).toEqual([])
    const waiting = uuids.find((uuid) => uuid !== claimed?.uuid) ?? ''
    expect(await nextWorkflowAt(world().database, rate, at(0))).toBe(at(1))
    await holdBudget(world().database, rate.name, at(20))
    expect(await nextWorkflowAt(world().database, rate, at(1))).toBe(at(20))
    await set(waiting, { due_at: at(9) })
    expect(await nextWorkflowAt(world().database, rate, at(1))).toBe(at(9))
  })

  test('a deadline is decided on although the send it ends waits for the budget', async () => {
    const uuid = await createWorkflow(world())
    await set(uuid, { due_at: at(5) })
    await holdBudget(world().database, PLENTY.name, at(60))
    expect(await claim(at(4))).toEqual([])
    expect(await claim(at(5))).toEqual([{ uuid, origin: 'engine', maySend: false }])
  })

  test('sends leave room for decisions, and decisions for sends', async () => {
    for (let i = 0; i < 6; i++) await createWorkflow(world())
    for (let i = 0; i < 6; i++) await set(await createWorkflow(world()), { due_at: at(0), send_at: null })
    const claims = await claim(at(0), 6, 3)
    expect(claims.filter(({ maySend }) => maySend)).toHaveLength(3)
    expect(claims).toHaveLength(6)
  })

  test('a row whose lease has run out before it is due is due at its own time', async () => {
    await set(await createWorkflow(world()), { due_at: at(40), lease_until: at(30) })
    expect(await nextDueAt(world().database, 'workflows')).toBe(at(40))
  })
}
