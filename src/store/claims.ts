import { type Allowance, nextTokenAt, type Rate, readAllowance, takeTokens } from './budgets.ts'
import type { Database } from './database.ts'
import { CLAIM_LEASE_MS, dueRows, nextDueAt } from './due.ts'

/** A workflow that is its claimer's until it is saved, or the lease has run out. */
export interface WorkflowClaim {
  uuid: string
  /** Whose rules it follows: our engine's, or a hosted API's that is only observed. */
  origin: 'engine' | 'hosted'
  /** Whether a token of the sending budget was taken for it. */
  maySend: boolean
  /** It has something to send, and nobody can send anything. */
  hold?: NonNullable<Allowance['hold']>
}

/**
 * Claims due workflows: as many with something to send as the budget has tokens for, later messages before first ones,
 * and of those with something to decide as many as there is room for. The tokens are taken in the same transaction.
 * @param room how many in all, and how many of them to send, so that neither keeps the other waiting.
 */
export async function claimWorkflows(
  { kysely, kind }: Database,
  rate: Rate,
  now: number,
  { limit, sendLimit }: { limit: number; sendLimit: number },
): Promise<WorkflowClaim[]> {
  return kysely.transaction().execute(async (transaction) => {
    const due = (column: 'due_at' | 'send_at') =>
      dueRows(transaction, kind, { table: 'workflows', column, now }).select(['uuid', 'origin'])
    const { tokens, hold } = await readAllowance(transaction, kind, rate, now)
    const room = Math.min(limit, sendLimit, tokens)
    const senders = due('send_at').clearOrderBy().orderBy('urgency', 'desc').orderBy('send_at')
    const sending = room > 0 || hold ? await senders.limit(hold ? limit : room).execute() : []
    if (!hold) await takeTokens(transaction, rate, sending.length, now)
    const others = due('due_at').limit(limit - sending.length)
    const taken = sending.map(({ uuid }) => uuid)
    const deciding = await (taken.length > 0 ? others.where('uuid', 'not in', taken) : others).execute()
    const rows = [...sending, ...deciding]
    if (rows.length === 0) return []
    const leased = { lease_until: now + CLAIM_LEASE_MS }
    const uuids = rows.map(({ uuid }) => uuid)
    await transaction.updateTable('workflows').set(leased).where('uuid', 'in', uuids).execute()
    return rows.map(({ uuid, origin }, i) => ({
      uuid,
      origin: origin === 'hosted' ? 'hosted' : 'engine',
      maySend: !hold && i < sending.length,
      ...(hold && i < sending.length ? { hold } : {}),
    }))
  })
}

/** When the next workflow can be claimed: a send not before the budget has a token for it. */
export async function nextWorkflowAt(database: Database, rate: Rate, now: number): Promise<number | undefined> {
  const decideAt = await nextDueAt(database, 'workflows')
  const sendAt = await nextDueAt(database, 'workflows', 'send_at')
  if (sendAt === undefined) return decideAt
  const tokenAt = sendAt <= now ? await nextTokenAt(database, rate, now) : sendAt
  return Math.min(decideAt ?? Number.POSITIVE_INFINITY, Math.max(sendAt, tokenAt))
}
