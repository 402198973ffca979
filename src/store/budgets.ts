import { sql } from 'kysely'
import type { HoldReason } from '../failover/fact.ts'
import { type Connection, type Database, isLocking } from './database.ts'

/** A rate that all replicas share: a bucket that holds `burst` tokens and is filled with `perSecond`. */
export interface Rate {
  name: string
  perSecond: number
  /** Tokens, 1 or more, not always whole: half a one more lets who comes a little late lose nothing. */
  burst: number
}

/** Tokens that are kept so that a claim which comes late loses none, in seconds' worth. */
const KEPT_SECONDS = 0.05

/**
 * A rate of which no sliding second ever holds more than `perSecond` tokens: what may go at once is taken off what flows
 * in after it, since a second can hold both.
 */
export function strictRate(name: string, perSecond: number): Rate {
  const burst = perSecond < 5 ? 1 : Math.max(1.5, perSecond * KEPT_SECONDS)
  return { name, perSecond: perSecond + 1 - burst, burst }
}

/**
 * Holds a rate: nothing is taken from it by anybody before `until`. A hold is never shortened.
 * @param reason where it is more than a rate; whoever waits for it says so.
 */
export async function holdBudget(
  { kysely }: Database,
  name: string,
  until: number,
  reason?: HoldReason,
): Promise<void> {
  const heldFor = reason ?? null
  await kysely
    .insertInto('budgets')
    .values({ name, next_free_at: 0, held_until: until, held_for: heldFor })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        held_until: sql`case when budgets.held_until > ${until} then budgets.held_until else ${until} end`,
        held_for: sql`case when budgets.held_until > ${until} then budgets.held_for else ${heldFor} end`,
      }),
    )
    .execute()
}

/** Until when a budget is held; in the past, or 0, where it is not. */
export async function heldUntil(connection: Connection, name: string): Promise<number> {
  const row = await connection.selectFrom('budgets').select('held_until').where('name', '=', name).executeTakeFirst()
  return row?.held_until ?? 0
}

/** What a budget allows. */
export interface Allowance {
  tokens: number
  /** Why nobody can take anything, and until when; absent where it is free, or only its rate is used up. */
  hold?: { reason: HoldReason; until: number }
}

/** What may go now; locked until the transaction ends, which is to take what it uses. */
export async function readAllowance(
  connection: Connection,
  kind: Database['kind'],
  rate: Rate,
  now: number,
): Promise<Allowance> {
  const {
    held_until: until,
    held_for: reason,
    next_free_at: nextFreeAt,
  } = await readBudget(connection, kind, rate.name)
  if (until > now) return { tokens: 0, ...(reason === null ? {} : { hold: { reason: reason as HoldReason, until } }) }
  const unusedMs = now - Math.max(nextFreeAt, earliestFreeAt(rate, now))
  return { tokens: Math.floor((unusedMs * rate.perSecond) / 1000) }
}

/** When the next token can be taken, if nobody takes it before. */
export async function nextTokenAt({ kysely }: Database, rate: Rate, now: number): Promise<number> {
  const row = await kysely.selectFrom('budgets').selectAll().where('name', '=', rate.name).executeTakeFirst()
  return row ? tokenAt(row, rate, now) : now
}

/** The same of a budget that was read already. */
export function tokenAt(row: { next_free_at: number; held_until: number }, { perSecond }: Rate, now: number): number {
  return Math.max(row.held_until, row.next_free_at + Math.ceil(1000 / perSecond), now)
}

/** Takes tokens that `readAllowance` has promised in the same transaction. */
export async function takeTokens(connection: Connection, rate: Rate, count: number, now: number) {
  if (count === 0) return
  const usedMs = Math.ceil((count * 1000) / rate.perSecond)
  const earliest = earliestFreeAt(rate, now)
  await connection
    .updateTable('budgets')
    .set({ next_free_at: sql`case when next_free_at > ${earliest} then next_free_at else ${earliest} end + ${usedMs}` })
    .where('name', '=', rate.name)
    .execute()
}

/** Since when at most an unused rate counts. */
function earliestFreeAt({ perSecond, burst }: Rate, now: number): number {
  return now - Math.ceil((burst * 1000) / perSecond)
}

async function readBudget(connection: Connection, kind: Database['kind'], name: string) {
  const rows = connection.selectFrom('budgets').selectAll().where('name', '=', name)
  const query = isLocking(kind) ? rows.forUpdate() : rows
  const found = await query.executeTakeFirst()
  if (found) return found
  await connection
    .insertInto('budgets')
    .values({ name, next_free_at: 0, held_until: 0, held_for: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return query.executeTakeFirstOrThrow()
}
