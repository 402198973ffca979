import { expect, test } from 'vitest'
import { holdBudget, type Rate, strictRate } from '../../src/store/budgets.ts'
import { claimWorkflows, type WorkflowClaim } from '../../src/store/claims.ts'
import { at } from '../failover/workflows.ts'
import { createWorkflow, type StoreWorld, unchanged } from './world.ts'

const TEN_A_SECOND: Rate = { name: 'send', perSecond: 10, burst: 10 }

/** How a rate is shared and held. */
export function describeBudgets(world: () => StoreWorld): void {
  const claim = (now: number, rate = TEN_A_SECOND) =>
    claimWorkflows(world().database, rate, now, { limit: 100, sendLimit: 100 })
  const createWorkflows = async (count: number) => {
    for (let i = 0; i < count; i++) await createWorkflow(world())
  }
  const makeSilent = (uuid: string) =>
    world()
      .database.kysely.updateTable('workflows')
      .set({ send_at: null, due_at: at(0) })
      .where('uuid', '=', uuid)
      .execute()

  test('no more messages go than the rate allows: as many as the burst at once, then one after the other', async () => {
    await createWorkflows(15)
    expect(await claim(at(0))).toHaveLength(10)
    expect(await claim(at(0))).toHaveLength(0)
    expect(await claim(at(0) + 99)).toHaveLength(0)
    expect(await claim(at(0) + 200)).toHaveLength(2)
    expect(await claim(at(10))).toHaveLength(3)
  })

  test('a rate that was not used does not grow beyond its burst', async () => {
    await createWorkflows(25)
    expect(await claim(at(0))).toHaveLength(10)
    expect(await claim(at(3600))).toHaveLength(10)
  })

  test('a rate of less than one a second allows one after each of its intervals', async () => {
    await createWorkflows(3)
    const slow = { name: 'slow', perSecond: 0.5, burst: 1 }
    expect(await claim(at(0), slow)).toHaveLength(1)
    expect(await claim(at(2) - 1, slow)).toHaveLength(0)
    expect(await claim(at(2), slow)).toHaveLength(1)
  })

  test.each([1, 4, 5, 10, 30, 100])(
    'a strict rate of %i is never more in a sliding second, however it is asked',
    async (perSecond) => {
      const rate = strictRate('strict', perSecond)
      await createWorkflows(perSecond * 3)
      const sentAt: number[] = []
      for (let ms = 5000; ms < 7500; ms += perSecond > 30 ? 7 : 11) {
        for (const { maySend } of await claim(at(0) + ms, rate)) if (maySend) sentAt.push(ms)
      }
      const inSecond = (from: number) => sentAt.filter((ms) => ms >= from && ms < from + 1000).length
      expect(Math.max(...sentAt.map(inSecond))).toBeLessThanOrEqual(perSecond)
      expect(sentAt.length / 2.5).toBeGreaterThanOrEqual(perSecond * 0.9 - 1)
    },
  )

  test('rates of different names do not count for each other', async () => {
    await createWorkflows(12)
    expect(await claim(at(0))).toHaveLength(10)
    expect(await claim(at(0), { ...TEN_A_SECOND, name: 'other' })).toHaveLength(2)
  })

  test('what sends nothing takes no token', async () => {
    for (let i = 0; i < 5; i++) await makeSilent(await createWorkflow(world()))
    expect((await claim(at(0))).every(({ maySend }) => !maySend)).toBe(true)
    await createWorkflows(15)
    expect(await claim(at(0))).toHaveLength(10)
  })

  test('a message that somebody is waiting for goes before first ones', async () => {
    await createWorkflows(9)
    const later = [await createWorkflow(world()), await createWorkflow(world())]
    for (const uuid of later) {
      await world().workflows.change(uuid, (workflow) =>
        unchanged({ ...workflow, state: { ...workflow.state, current: 1 } }, { result: undefined }),
      )
    }
    const three = await claim(at(0), { ...TEN_A_SECOND, perSecond: 3, burst: 3 })
    expect(uuidsOf(three).slice(0, 2).sort()).toEqual(later.sort())
    expect(three).toHaveLength(3)
  })

  test('a hold stops all sends until it ends, and nothing else', async () => {
    await createWorkflows(3)
    const silent = await createWorkflow(world())
    await makeSilent(silent)
    await holdBudget(world().database, TEN_A_SECOND.name, at(60))
    expect(uuidsOf(await claim(at(0)))).toEqual([silent])
    expect(await claim(at(60) - 1)).toMatchObject([{ uuid: silent }])
    expect((await claim(at(60))).filter(({ maySend }) => maySend)).toHaveLength(3)
  })

  test('what waits for a hold that has a reason is claimed to say so, without a token', async () => {
    await createWorkflows(2)
    await holdBudget(world().database, TEN_A_SECOND.name, at(60), 'credit')
    const hold = { reason: 'credit', until: at(60) }
    expect(await claim(at(0))).toMatchObject([
      { maySend: false, hold },
      { maySend: false, hold },
    ])
    expect((await claim(at(60))).filter(({ maySend }) => maySend)).toHaveLength(2)
  })

  test('a hold is not shortened by another one, and can be lengthened', async () => {
    await createWorkflows(1)
    await holdBudget(world().database, TEN_A_SECOND.name, at(60))
    await holdBudget(world().database, TEN_A_SECOND.name, at(10))
    expect(await claim(at(59))).toEqual([])
    await holdBudget(world().database, TEN_A_SECOND.name, at(90))
    expect(await claim(at(89))).toEqual([])
    expect(await claim(at(90))).toHaveLength(1)
  })

  test('claims at the same time share the first tokens of a rate', async () => {
    await createWorkflows(60)
    const claims = await Promise.all(
      Array.from({ length: 10 }, () =>
        claimWorkflows(world().database, TEN_A_SECOND, at(0), { limit: 4, sendLimit: 4 }),
      ),
    )
    expect(claims.flat()).toHaveLength(10)
  })
}

function uuidsOf(claims: readonly WorkflowClaim[]): string[] {
  return claims.map(({ uuid }) => uuid)
}
