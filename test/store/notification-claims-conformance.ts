import { expect, test } from 'vitest'
import { holdBudget } from '../../src/store/budgets.ts'
import { createCallPermits } from '../../src/store/call-permits.ts'
import { CLAIM_LEASE_MS } from '../../src/store/due.ts'
import { claimNotifications, nextNotificationAt } from '../../src/store/notification-claims.ts'
import { at, CREATED_AT } from '../failover/workflows.ts'
import { aNotification, claimDueNotifications, dueOf, type StoreWorld } from './world.ts'

/** A token at once, and one a second. */
const rateOf = (name: string) => ({ name, perSecond: 1, burst: 1 })

/** Who may call Slack next. */
export function describeNotificationClaims(world: () => StoreWorld): void {
  const claim = (now: number, limit = 10) => claimNotifications(world().database, rateOf, now, limit)
  const nextAt = (now: number) => nextNotificationAt(world().database, rateOf, now)
  const permits = () => createCallPermits(world().database, { clock: world().clock, rateOf })

  /** A notification that waits for a budget. @param behindSince seconds */
  async function waiting(budget: string, { urgency = 0, behindSince = 0 } = {}): Promise<string> {
    const { notifications } = world()
    const id = await notifications.save(aNotification())
    await notifications.change(id, { behindSince: at(behindSince) })
    await notifications.release(id, { wakes: 0, waitsFor: { budget, urgency } })
    return id
  }

  test('a notification is claimed when it is due, and is nobody else’s until the lease has run out', async () => {
    const id = await world().notifications.save(aNotification())
    expect(await claimDueNotifications(world(), at(0) - 1, 10)).toEqual([])
    expect(await claimDueNotifications(world(), at(0), 10)).toEqual([id])
    expect(await claimDueNotifications(world(), at(0) + CLAIM_LEASE_MS - 1, 10)).toEqual([])
    expect(await claimDueNotifications(world(), at(0) + CLAIM_LEASE_MS, 10)).toEqual([id])
  })

  test('no more of those that wait for a budget are claimed than it has tokens', async () => {
    for (let count = 0; count < 3; count += 1) await waiting('a')
    const first = await claim(at(0))
    expect(first).toMatchObject([{ granted: 'a' }])
    expect(await claim(at(0) + 999)).toEqual([])
    expect(await claim(at(1))).toHaveLength(1)
    expect(await nextAt(at(1))).toBe(at(2))
  })

  test('the urgent go first, then those that have been behind for the longest', async () => {
    const late = await waiting('a', { behindSince: 2 })
    const early = await waiting('a', { behindSince: 1 })
    const urgent = await waiting('a', { behindSince: 3, urgency: 1 })
    const claims = [await claim(at(5)), await claim(at(6)), await claim(at(7))].flat()
    expect(claims.map(({ id }) => id)).toEqual([urgent, early, late])
  })

  test('who waits for one budget does not wait for another', async () => {
    await holdBudget(world().database, 'a', at(60))
    const held = await waiting('a')
    const free = await waiting('b')
    expect(await claim(at(0))).toEqual([{ id: free, granted: 'b' }])
    expect(await nextAt(at(0))).toBe(at(0) + CLAIM_LEASE_MS)
    expect(await claim(at(59))).toMatchObject([{ id: free }])
    expect((await claim(at(60))).map(({ id }) => id)).toContain(held)
  })

  test('who waits for a budget goes on without it when something happens', async () => {
    const id = await waiting('a')
    await holdBudget(world().database, 'a', at(60))
    await world()
      .database.kysely.updateTable('notifications')
      .set({ due_at: at(3) })
      .execute()
    expect(await nextAt(at(0))).toBe(at(3))
    expect(await claim(at(3))).toEqual([{ id }])
    expect(await claim(at(60))).toEqual([{ id }])
  })

  test('a claimer that dies with a token leaves its notification due', async () => {
    const id = await waiting('a')
    await claim(at(0))
    expect(await dueOf(world(), 'notifications', id)).toEqual({ due_at: at(0), lease_until: at(0) + CLAIM_LEASE_MS })
    expect(await claim(at(0) + CLAIM_LEASE_MS)).toEqual([{ id }])
  })

  test('those that wait leave room for those that are due', async () => {
    for (let count = 0; count < 6; count += 1) await waiting(`budget ${count}`)
    for (let count = 0; count < 6; count += 1) await world().notifications.save(aNotification())
    const claims = await claim(at(0), 6)
    expect(claims.filter(({ granted }) => granted !== undefined)).toHaveLength(3)
    expect(claims).toHaveLength(6)
  })

  test('claims at the same time never get the same notification', async () => {
    for (let count = 0; count < 12; count += 1) await waiting(`budget ${count % 6}`)
    const claims = (await Promise.all(Array.from({ length: 10 }, () => claim(at(0), 4)))).flat()
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length)
    expect(new Set(claims.map(({ granted }) => granted)).size).toBe(claims.length)
  })

  test('a permit is to be had at the rate, and not while it is held', async () => {
    expect(await permits().take('a', 0)).toBe(true)
    expect(await permits().take('a', 0)).toBe(false)
    expect(await permits().take('b', 0)).toBe(true)
    world().clock.at = at(1)
    await permits().hold('a', at(30))
    expect(await permits().take('a', 0)).toBe(false)
    world().clock.at = at(30)
    expect(await permits().take('a', 0)).toBe(true)
  })

  test('what is held holds all that are held with it, and nothing else', async () => {
    const rates = { clock: world().clock, rateOf: (name: string) => ({ ...rateOf(name), heldWith: name.slice(0, 1) }) }
    const shared = createCallPermits(world().database, rates)
    await shared.hold('a1', at(30))
    await shared.hold('a2', at(20))
    expect(await shared.heldUntil('a1')).toBe(at(30))
    expect(await shared.heldUntil('a3')).toBe(at(30))
    expect(await shared.heldUntil('b1')).toBe(0)
    expect(await permits().heldUntil('a1')).toBe(0)
  })

  test('who waits for what is held with others keeps waiting, and the urgent go first when that is over', async () => {
    const sharedRateOf = (name: string) => ({ ...rateOf(name), heldWith: 'all' })
    const shared = createCallPermits(world().database, { clock: world().clock, rateOf: sharedRateOf })
    const claimShared = (now: number) => claimNotifications(world().database, sharedRateOf, now, 10)
    const first = await waiting('a', { behindSince: 1 })
    const urgent = await waiting('a', { behindSince: 2, urgency: 1 })
    await shared.hold('b', at(30))
    expect(await claimShared(at(30) - 1)).toEqual([])
    expect(await nextNotificationAt(world().database, sharedRateOf, at(10))).toBe(at(30))
    expect(await claimShared(at(30))).toEqual([{ id: urgent, granted: 'a' }])
    expect(await claimShared(at(31))).toEqual([{ id: first, granted: 'a' }])
  })

  test('no permit is taken while what it is held with is held, and none is used up', async () => {
    const sharedRateOf = (name: string) => ({ ...rateOf(name), heldWith: 'all' })
    const shared = createCallPermits(world().database, { clock: world().clock, rateOf: sharedRateOf })
    await shared.hold('b', at(30))
    world().clock.at = at(30) - 1
    expect(await shared.take('a', 0)).toBe(false)
    world().clock.at = at(30)
    expect(await shared.take('a', 0)).toBe(true)
  })

  test('a permit is not taken from under those that wait for it, unless it is for something more urgent', async () => {
    await waiting('a', { urgency: 1 })
    expect(await permits().take('a', 1)).toBe(false)
    expect(await permits().take('a', 2)).toBe(true)
    expect(world().clock.at).toBe(CREATED_AT)
  })
}
