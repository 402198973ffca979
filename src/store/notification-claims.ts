import { availableTokens, nextTokenAt, type Rate, takeTokens } from './budgets.ts'
import { type Connection, type Database, isLocking } from './database.ts'
import { CLAIM_LEASE_MS, dueRows, nextDueAt } from './due.ts'

/** A notification that is its claimer's until it is released, or the lease has run out. */
export interface NotificationClaim {
  id: string
  /** The budget of which a token was taken for it. */
  granted?: string
}

/** What a budget allows, by its name. */
export type RateOf = (budget: string) => Rate

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
  for (const budget of await budgetsWaitedFor(database.kysely)) {
    instants.push(await nextTokenAt(database, rateOf(budget), now))
  }
  return instants.length === 0 ? undefined : Math.min(...instants)
}

async function grantTokens(
  transaction: Connection,
  kind: Database['kind'],
  { rateOf, now, room }: { rateOf: RateOf; now: number; room: number },
): Promise<Required<NotificationClaim>[]> {
  const claims: Required<NotificationClaim>[] = []
  // In one order for all replicas, since each budget is locked.
  for (const budget of await budgetsWaitedFor(transaction)) {
    if (claims.length >= room) break
    const rate = rateOf(budget)
    const tokens = Math.min(await availableTokens(transaction, kind, rate, now), room - claims.length)
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

async function budgetsWaitedFor(connection: Connection): Promise<string[]> {
  const query = connection.selectFrom('notifications').select('waits_for').distinct()
  const rows = await query.where('waits_for', 'is not', null).orderBy('waits_for').execute()
  return rows.flatMap(({ waits_for: budget }) => (budget === null ? [] : [budget]))
}
