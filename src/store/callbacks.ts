import { sql } from 'kysely'
import type { Fact } from '../failover/fact.ts'
import { isReportable } from '../failover/reportable.ts'
import { type Connection, type Database, isLocking } from './database.ts'
import { CLAIM_LEASE_MS } from './due.ts'

/** A callback that is its claimer's until it is concluded, or the lease has run out. */
export interface CallbackClaim {
  workflowUuid: string
  /** The fact that it tells of. */
  seq: number
  /** Tries so far, all in vain. */
  tries: number
  firstTriedAt?: number
}

/** What is saved of a try; without `retryAt` there is no other. */
export interface CallbackConclusion {
  type: 'delivered' | 'dropped' | 'failed'
  answer: string
  retryAt?: number
}

/**
 * Adds a callback for each reportable fact, due one after the other: each when the one before it was tried. The caller
 * holds the workflow, and has just appended the facts.
 */
export async function oweCallbacks(
  connection: Connection,
  { workflowUuid, client, facts }: { workflowUuid: string; client: string; facts: { seq: number; fact: Fact }[] },
  now: number,
): Promise<void> {
  const reportable = facts.filter(({ fact }) => isReportable(fact))
  if (reportable.length === 0) return
  const isFirst = (await firstUntried(connection, workflowUuid)) === undefined
  const rows = reportable.map(({ seq }, i) => ({
    workflow_uuid: workflowUuid,
    seq,
    client,
    due_at: isFirst && i === 0 ? now : null,
  }))
  await connection.insertInto('callbacks').values(rows).execute()
}

/** Claims due callbacks to one client, the longest due first. */
export async function claimCallbacks(
  { kysely, kind }: Database,
  client: string,
  now: number,
  limit: number,
): Promise<CallbackClaim[]> {
  return kysely.transaction().execute(async (transaction) => {
    const due = transaction
      .selectFrom('callbacks')
      .select(['workflow_uuid', 'seq', 'tries', 'first_tried_at'])
      .where('client', '=', client)
      .where('due_at', '<=', now)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
      .orderBy('due_at')
      .limit(limit)
    const rows = await (isLocking(kind) ? due.forUpdate().skipLocked() : due).execute()
    for (const row of rows) {
      await transaction
        .updateTable('callbacks')
        .set({ lease_until: now + CLAIM_LEASE_MS })
        .where('workflow_uuid', '=', row.workflow_uuid)
        .where('seq', '=', row.seq)
        .execute()
    }
    return rows.map((row) => ({
      workflowUuid: row.workflow_uuid,
      seq: row.seq,
      tries: row.tries,
      ...(row.first_tried_at === null ? {} : { firstTriedAt: row.first_tried_at }),
    }))
  })
}

/** When the next callback to a client can be claimed, those included whose lease is to run out; undefined if none. */
export async function nextCallbackAt({ kysely }: Database, client: string): Promise<number | undefined> {
  const due = kysely.selectFrom('callbacks').where('client', '=', client).where('due_at', 'is not', null)
  const free = await due
    .select('due_at as at')
    .where(sql<boolean>`(lease_until is null or lease_until <= due_at)`)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  // Only claimed rows are before the first free one, so that these are few however many wait.
  const freeAt = free?.at ?? Number.MAX_SAFE_INTEGER
  const claimed = await due
    .select((eb) => eb.fn.min<number | null>('lease_until').as('leaseUntil'))
    .where('due_at', '<', freeAt)
    .where(sql<boolean>`lease_until > due_at`)
    .executeTakeFirst()
  const next = Math.min(freeAt, claimed?.leaseUntil ?? freeAt)
  return next === Number.MAX_SAFE_INTEGER ? undefined : next
}

/**
 * Saves what a try came to, and makes the next callback of the workflow due after a first one. Changes nothing where
 * somebody else has concluded it since: its lease had run out.
 */
export async function concludeCallback(
  { kysely, kind }: Database,
  { workflowUuid, seq, tries, firstTriedAt }: CallbackClaim,
  { type, answer, retryAt }: CallbackConclusion,
  now: number,
): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    if (isLocking(kind)) await holdWorkflow(transaction, workflowUuid)
    const { numUpdatedRows } = await transaction
      .updateTable('callbacks')
      .set({
        tries: tries + 1,
        first_tried_at: firstTriedAt ?? now,
        outcome: type === 'failed' ? null : type,
        answer,
        due_at: retryAt ?? null,
        lease_until: null,
      })
      .where('workflow_uuid', '=', workflowUuid)
      .where('seq', '=', seq)
      .where('tries', '=', tries)
      .where('outcome', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n || tries > 0) return
    const next = await firstUntried(transaction, workflowUuid)
    if (next === undefined) return
    await transaction
      .updateTable('callbacks')
      .set({ due_at: now })
      .where('workflow_uuid', '=', workflowUuid)
      .where('seq', '=', next)
      .execute()
  })
}

/** Waits for whoever is appending facts: a callback that is being added would not see that the one before was tried. */
async function holdWorkflow(connection: Connection, workflowUuid: string): Promise<void> {
  await connection.selectFrom('workflows').select('uuid').where('uuid', '=', workflowUuid).forUpdate().execute()
}

async function firstUntried(connection: Connection, workflowUuid: string): Promise<number | undefined> {
  const row = await connection
    .selectFrom('callbacks')
    .select('seq')
    .where('workflow_uuid', '=', workflowUuid)
    .where('tries', '=', 0)
    .where('outcome', 'is', null)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.seq
}
