import { IDEMPOTENCY_KEY_MS, type IdempotencyKey } from '../engine/ports.ts'
import { type Connection, type Database, isLocking } from './database.ts'

/** The keys that are removed at a time; more than are added, so that they don't pile up. */
const PURGED_AT_A_TIME = 100

/** A key that is to be kept. */
export interface ClientKey extends IdempotencyKey {
  client: string
  workflowUuid: string
  now: number
}

/**
 * Takes a key for a workflow; whoever takes the same one at the same time waits for the end of this transaction.
 * @returns undefined where it was free, else the workflow that has it, or `key reused` where that had another body.
 */
export async function takeKey(
  connection: Connection,
  { client, key, bodyHash, workflowUuid, now }: ClientKey,
): Promise<{ uuid: string } | 'key reused' | undefined> {
  await connection
    .deleteFrom('idempotency_keys')
    .where('client', '=', client)
    .where('key', '=', key)
    .where('created_at', '<=', now - IDEMPOTENCY_KEY_MS)
    .execute()
  const { numInsertedOrUpdatedRows } = await connection
    .insertInto('idempotency_keys')
    .values({ client, key, body_hash: bodyHash, workflow_uuid: workflowUuid, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 0n) return undefined
  const query = connection
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('client', '=', client)
    .where('key', '=', key)
  const row = await query.executeTakeFirstOrThrow()
  return row.body_hash === bodyHash ? { uuid: row.workflow_uuid } : 'key reused'
}

/** Removes some of the keys that are too old to count. */
export async function purgeKeys({ kysely, kind }: Database, now: number): Promise<void> {
  const old = kysely
    .selectFrom('idempotency_keys')
    .select(['client', 'key'])
    .where('created_at', '<=', now - IDEMPOTENCY_KEY_MS)
    .limit(PURGED_AT_A_TIME)
  // Two replicas that remove the same rows in different orders would wait for each other.
  const mine = isLocking(kind) ? old.forUpdate().skipLocked() : old
  await kysely
    .deleteFrom('idempotency_keys')
    .where((eb) => eb(eb.refTuple('client', 'key'), 'in', mine.$asTuple('client', 'key')))
    .execute()
}
