import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Fact } from '../../src/failover/fact.ts'
import {
  type CallbackClaim,
  type CallbackConclusion,
  claimCallbacks,
  concludeCallback,
  nextCallbackAt,
} from '../../src/store/callbacks.ts'
import { CLAIM_LEASE_MS } from '../../src/store/due.ts'
import { createWorkflowStore } from '../../src/store/workflows.ts'
import { at, aWorkflow } from '../failover/workflows.ts'
import { MESSAGES, type StoreWorld, unchanged } from './world.ts'

const READ = { type: 'receipt', index: 0, attempt: 1, status: 'read', change: 'advanced', late: false } as const
const END = { type: 'ended', status: 'completed', reason: 'condition met' } as const
const QUIET = { type: 'cancel requested', by: 'U1' } as const
const DELIVERED: CallbackConclusion = { type: 'delivered', answer: '200' }
const failedUntil = (seconds: number): CallbackConclusion => ({ type: 'failed', answer: '503', retryAt: at(seconds) })

/** What API clients are owed, and in which order it is due. */
export function describeCallbacks(world: () => StoreWorld): void {
  const store = () =>
    createWorkflowStore(world().database, {
      clock: world().clock,
      sandbox: false,
      callbackClients: new Set(['crm', 'shop']),
    })

  async function createFor(client?: string): Promise<string> {
    const submitter = client === undefined ? {} : { submitter: { client, api: 'dispatch' as const } }
    return store().create({ uuid: randomUUID(), workflow: aWorkflow(MESSAGES), facts: [], ...submitter })
  }

  async function append(uuid: string, ...facts: Fact[]): Promise<void> {
    const dated = facts.map((fact) => ({ at: at(0), fact }))
    await store().change(uuid, (workflow) => unchanged(workflow, { facts: dated, result: undefined }))
  }

  const claim = (seconds = 0, client = 'crm') => claimCallbacks(world().database, client, at(seconds), 100)
  const conclude = (callback: CallbackClaim, conclusion: CallbackConclusion, seconds = 0) =>
    concludeCallback(world().database, callback, conclusion, at(seconds))
  const nextAt = (client = 'crm') => nextCallbackAt(world().database, client)

  async function claimOne(seconds = 0): Promise<CallbackClaim> {
    const [claimed, another] = await claim(seconds)
    if (!claimed || another) throw new Error('not just one callback is due')
    return claimed
  }

  test('each reportable fact is owed to the client that asked, under its number; other facts are not', async () => {
    const uuid = await createFor('crm')
    await append(uuid, QUIET, READ)
    expect(await claim(0, 'shop')).toEqual([])
    expect(await claim()).toEqual([{ workflowUuid: uuid, seq: 2, tries: 0 }])
  })

  test('nothing is owed for the bot’s workflows, nor to a client without an address', async () => {
    for (const client of [undefined, 'silent']) await append(await createFor(client), READ, END)
    expect(await claim()).toEqual([])
    expect(await claim(0, 'silent')).toEqual([])
    expect(await nextAt()).toBeUndefined()
  })

  test('one of a workflow is due at a time; the next one as soon as it was tried, delivered or not', async () => {
    const uuid = await createFor('crm')
    await append(uuid, READ, READ)
    await append(uuid, END)
    const first = await claimOne()
    expect(first.seq).toBe(1)
    expect(await claim()).toEqual([])
    await conclude(first, failedUntil(5))
    const second = await claimOne()
    expect(second.seq).toBe(2)
    await conclude(second, DELIVERED)
    expect((await claimOne()).seq).toBe(3)
  })

  test('one that is added while all others were tried is due at once', async () => {
    const uuid = await createFor('crm')
    await append(uuid, READ)
    await conclude(await claimOne(), failedUntil(900))
    await append(uuid, END)
    expect((await claimOne()).seq).toBe(2)
  })

  test('one that failed comes again when it is to, with its tries, and holds up no other', async () => {
    const uuid = await createFor('crm')
    await append(uuid, READ)
    await conclude(await claimOne(), failedUntil(5), 1)
    expect(await claim(4.999)).toEqual([])
    expect(await nextAt()).toBe(at(5))
    const again = await claimOne(5)
    expect(again).toEqual({ workflowUuid: uuid, seq: 1, tries: 1, firstTriedAt: at(1) })
    await conclude(again, failedUntil(15), 5)
    expect(await claimOne(15)).toMatchObject({ tries: 2, firstTriedAt: at(1) })
  })

  test.each(['delivered', 'dropped'] as const)('one that is %s does not come again', async (type) => {
    await append(await createFor('crm'), READ)
    await conclude(await claimOne(), { type, answer: '200' })
    expect(await claim(1e6)).toEqual([])
    expect(await nextAt()).toBeUndefined()
  })

  test('one that is claimed is nobody else’s until its lease has run out', async () => {
    await append(await createFor('crm'), READ)
    expect(await nextAt()).toBe(at(0))
    await claimOne()
    const leaseSeconds = CLAIM_LEASE_MS / 1000
    expect(await claim(leaseSeconds - 0.001)).toEqual([])
    expect(await nextAt()).toBe(at(leaseSeconds))
    expect(await claim(leaseSeconds)).toHaveLength(1)
  })

  test('who concludes after the lease was lost, and another has concluded, changes nothing', async () => {
    await append(await createFor('crm'), READ)
    const lost = await claimOne()
    await conclude(await claimOne(30), failedUntil(60), 31)
    await conclude(lost, DELIVERED, 32)
    expect(await claimOne(60)).toMatchObject({ tries: 1 })
  })

  test('callbacks of different workflows don’t wait for each other', async () => {
    for (let i = 0; i < 3; i += 1) await append(await createFor('crm'), READ, END)
    expect(await claim()).toHaveLength(3)
  })

  test('claims at the same time share what is due', async () => {
    for (let i = 0; i < 20; i += 1) await append(await createFor('crm'), READ)
    const claims = await Promise.all(Array.from({ length: 4 }, () => claim()))
    expect(new Set(claims.flat().map(({ workflowUuid }) => workflowUuid)).size).toBe(20)
    expect(claims.flat()).toHaveLength(20)
  })

  test('one that is added while the one before is being concluded is not forgotten', async () => {
    for (let i = 0; i < 10; i += 1) {
      const uuid = await createFor('crm')
      await append(uuid, READ)
      const first = await claimOne()
      await Promise.all([append(uuid, END), conclude(first, DELIVERED)])
      await conclude(await claimOne(), DELIVERED)
    }
  })
}
