import { availableTokens, type Rate, takeTokens } from './budgets.ts'
import type { Database } from './database.ts'
import { CLAIM_LEASE_MS, dueRows } from './due.ts'

/** A workflow that is its claimer's until it is saved, or the lease has run out. */
export interface WorkflowClaim {
  uuid: string
  /** Whose rules it follows: our engine's, or a hosted API's that is only observed. */
  origin: 'engine' | 'hosted'
  /** Whether a token of the sending budget was taken for it. */
  maySend: boolean
}

/** Claims due notifications; returns their ids. */
export async function claimNotifications({ kysely, kind }: Database, now: number, limit: number): Promise<string[]> {
  return kysely.transaction().execute(async (transaction) => {
    const rows = await dueRows(transaction, kind, 'notifications', now).select('id').limit(limit).execute()
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return ids
    const leased = { lease_until: now + CLAIM_LEASE_MS }
    await transaction.updateTable('notifications').set(leased).where('id', 'in', ids).execute()
    return ids
  })
}

/**
 * Claims due workflows: all that send nothing, and of those that send as many as the budget has tokens for, later
 * messages before first ones. The tokens are taken in the same transaction.
 */
export async function claimWorkflows(
  { kysely, kind }: Database,
  rate: Rate,
  now: number,
  limit: number,
): Promise<WorkflowClaim[]> {
  return kysely.transaction().execute(async (transaction) => {
    const due = () => dueRows(transaction, kind, 'workflows', now).select(['uuid', 'origin', 'sends'])
    const silent = await due().where('sends', '=', 0).limit(limit).execute()
    const tokens = await availableTokens(transaction, kind, rate, now)
    const room = Math.min(limit - silent.length, tokens)
    const senders = due().where('sends', '>', 0).clearOrderBy().orderBy('sends', 'desc').orderBy('due_at')
    const sending = room > 0 ? await senders.limit(room).execute() : []
    await takeTokens(transaction, rate, sending.length, now)
    const rows = [...silent, ...sending]
    if (rows.length === 0) return []
    const leased = { lease_until: now + CLAIM_LEASE_MS }
    const uuids = rows.map(({ uuid }) => uuid)
    await transaction.updateTable('workflows').set(leased).where('uuid', 'in', uuids).execute()
    return rows.map(({ uuid, origin, sends }) => ({
      uuid,
      origin: origin === 'hosted' ? 'hosted' : 'engine',
      maySend: sends > 0,
    }))
  })
}
