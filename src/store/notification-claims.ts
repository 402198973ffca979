import { readAllowance, takeTokens, tokenAt } from './budgets.ts'
import type { CallRate } from './call-permits.ts'
import { type Connection, type Database, isLocking } from './database.ts'
import { CLAIM_LEASE_MS, dueRows, nextDueAt } from './due.ts'

/** A notification that is its claimer's until it is released, or the lease has run out. */
export interface NotificationClaim {
  id: string
  /** The budget of which a token was taken for it. */
  granted?: string
}

/** What a budget allows, by its name. */
export type RateOf = (budget: string) => CallRate

/**
 * Claims notifications: of those that wait for a budget as many as it has tokens for, the urgent ones first, then those
 * that have been behind for the longest; and those that are due. The tokens are taken in the same transaction. Who waits
 * gets at most half of the room, so that neither keeps the other waiting.
 */
export async function claimNotifications(
  { kysely, kind }: Database,
  rateOf: RateOf,
  now: number,
  limit: number,
): Promise<NotificationClaim[]> {
  return kysely.transaction().execute(async (transaction) => {
    const granted = await grantTokens(transaction, kind, { rateOf, now, room: Math.ceil(limit / 2) })
    const due = dueRows(transaction, kind, { table: 'notifications', column: 'due_at', now }).select('id')
    const taken = granted.map(({ id }) => id)
    const others = due.limit(limit - granted.length)
    const rows = await (taken.length > 0 ? others.where('id', 'not in', taken) : others).execute()
    const claims: NotificationClaim[] = [...granted, ...rows]
    if (claims.length === 0) return claims
    await transaction
      .updateTable('notifications')
      // Due, so that it comes round again where its claimer dies with the token.
      .set((eb) => ({
        lease_until: now + CLAIM_LEASE_MS,
        waits_for: null,
        due_at: eb.fn.coalesce('due_at', eb.val(now)),
      }))
      .where(
        'id',
        'in',
        claims.map(({ id }) => id),
      )
      .execute()
    return claims
  })
}

/** When the next notification can be claimed: one that waits for a budget not before that has a token. */
export async function nextNotificationAt(database: Database, rateOf: RateOf, now: number): Promise<number | undefined> {
  const instants = [await nextDueAt(database, 'notifications')].filter((at) => at !== undefined)
  const waits = await budgetsWaitedFor(database.kysely, rateOf, now)
  instants.push(...waits.map(({ at }) => at))
  return instants.length === 0 ? undefined : Math.min(...instants)
}

async function grantTokens(
  transaction: Connection,
  kind: Database['kind'],
  { rateOf, now, room }: { rateOf: RateOf; now: number; room: number },
): Promise<Required<NotificationClaim>[]> {
  const claims: Required<NotificationClaim>[] = []
  // In one order for all replicas, since each budget is locked.
  for (const { budget, at } of await budgetsWaitedFor(transaction, rateOf, now)) {
    if (claims.length >= room) break
    if (at > now) continue
    const rate = rateOf(budget)
    const allowance = await readAllowance(transaction, kind, rate, now)
    const tokens = Math.min(allowance.tokens, room - claims.length)
    if (tokens < 1) continue
    const query = transaction
      .selectFrom('notifications')
      .select('id')
      .where('waits_for', '=', budget)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
      .orderBy('urgency', 'desc')
      .orderBy('behind_since')
      .limit(tokens)
    const rows = await (isLocking(kind) ? query.forUpdate().skipLocked() : query).execute()
    await takeTokens(transaction, rate, rows.length, now)
    claims.push(...rows.map(({ id }) => ({ id, granted: budget })))
  }
  return claims
}

/** The budgets that somebody waits for, by name, and when each has a token. */
async function budgetsWaitedFor(
  connection: Connection,
  rateOf: RateOf,
  now: number,
): Promise<{ budget: string; at: number }[]> {
  const rows = await connection
    .selectFrom(
      connection
        .selectFrom('notifications')
        .select('waits_for')
        .where('waits_for', 'is not', null)
        .distinct()
        .as('waits'),
    )
    .leftJoin('budgets', 'budgets.name', 'waits.waits_for')
    .select(['waits.waits_for as budget', 'next_free_at', 'held_until'])
    .orderBy('waits.waits_for')
    .execute()
  const waits = rows.flatMap(({ budget, ...row }) =>
    budget === null ? [] : [{ ...row, budget, rate: rateOf(budget) }],
  )
  const holds = await readHolds(connection, new Set(waits.flatMap(({ rate: { heldWith } }) => heldWith ?? [])))
  return waits.map(({ budget, rate, next_free_at: nextFreeAt, held_until: ownHold }) => {
    const sharedHold = rate.heldWith === undefined ? 0 : (holds.get(rate.heldWith) ?? 0)
    const freeAt = Math.max(sharedHold, now)
    if (nextFreeAt === null || ownHold === null) return { budget, at: freeAt }
    return { budget, at: tokenAt({ next_free_at: nextFreeAt, held_until: ownHold }, rate, freeAt) }
  })
}

/** Until when each of these is held, where it ever was. */
async function readHolds(connection: Connection, names: Set<string>): Promise<Map<string, number>> {
  if (names.size === 0) return new Map()
  const query = connection
    .selectFrom('budgets')
    .select(['name', 'held_until'])
    .where('name', 'in', [...names])
  return new Map((await query.execute()).map(({ name, held_until: until }) => [name, until]))
}
