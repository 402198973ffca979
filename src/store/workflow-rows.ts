import type { Clock } from '../clock.ts'
import type { DatedFact, UnreadReceipt } from '../engine/ports.ts'
import { newSalt, saltedDigest } from '../evidence/chain.ts'
import { splitMessage } from '../evidence/personal.ts'
import type { RecordedFact } from '../failover/fact.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { oweCallbacks } from './callbacks.ts'
import { type Connection, type Database, isLocking } from './database.ts'
import { appendFacts, readFacts } from './events.ts'
import { lockMessageUuid, markReceipts, unreadReceipts } from './receipts.ts'
import { channelsColumn } from './workflow-channels.ts'

/** How rows are to be written. */
export interface StoreOptions {
  clock: Clock
  /** Marks all rows as made in a sandbox. */
  sandbox: boolean
  /** The API clients, by name, that have an address for callbacks. */
  callbackClients?: ReadonlySet<string>
}

/** Whose rules a workflow follows. */
export type Origin = 'engine' | 'hosted'

/** The columns from which a workflow is read. */
export interface WorkflowRow {
  client: string | null
  api: string | null
  messages: string
  limits: string
  state: string
}

/** The columns that change with a workflow. */
export interface ProgressColumns {
  state: string
  status: string
  due_at: number | null
  send_at: number | null
  urgency: number
}

/** What is saved of a change, in one transaction. */
export interface RowChange<T> {
  columns: ProgressColumns
  facts: DatedFact[]
  read: number[]
  unmatched: number[]
  result: T
}

/** Inserts a workflow with its first facts; an existing uuid or key is left as it is. @returns whether it was new. */
export async function insertWorkflow(
  connection: Connection,
  row: WorkflowRow & ProgressColumns & { uuid: string; key: string | null; origin: Origin },
  facts: DatedFact[],
  { clock, sandbox }: StoreOptions,
): Promise<boolean> {
  const now = clock.now()
  const { numInsertedOrUpdatedRows } = await connection
    .insertInto('workflows')
    .values({ ...row, ...planColumns(row), created_at: now, version: 1, lease_until: null, sandbox: sandbox ? 1 : 0 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) return false
  await appendFacts(connection, row.uuid, facts, { now, sandbox })
  return true
}

/** Its channels, and what binds its addresses and texts to the workflow's chain, so that they can be removed later. */
function planColumns({ messages }: Pick<WorkflowRow, 'messages'>) {
  const plan = JSON.parse(messages) as WorkflowMessage[]
  const personal = plan.map((message) => splitMessage(message).personal)
  const salt = newSalt()
  return { channels: channelsColumn(plan), plan_salt: salt, plan_digest: saltedDigest(salt, personal) }
}

/** Holds a workflow, and saves what `decide` makes of it and its unread receipts. @returns undefined where there is none. */
export async function changeWorkflow<T>(
  { kysely, kind }: Database,
  { clock, sandbox, callbackClients }: StoreOptions,
  { uuid, origin }: { uuid: string; origin: Origin },
  decide: (row: WorkflowRow, receipts: UnreadReceipt[]) => RowChange<T>,
): Promise<T | undefined> {
  return kysely.transaction().execute(async (transaction) => {
    const query = transaction.selectFrom('workflows').selectAll().where('uuid', '=', uuid).where('origin', '=', origin)
    const row = await (isLocking(kind) ? query.forUpdate() : query).executeTakeFirst()
    if (!row) return undefined
    const change = decide(row, await unreadReceipts(transaction, uuid))
    const { numUpdatedRows } = await transaction
      .updateTable('workflows')
      .set({ ...change.columns, version: row.version + 1, lease_until: null })
      .where('uuid', '=', uuid)
      .where('version', '=', row.version)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Error('a workflow was changed by somebody else while it was held')
    const now = clock.now()
    await markReceipts(transaction, { ...change, now })
    await saveMessageUuids(transaction, kind, { uuid, facts: change.facts })
    const facts = await appendFacts(transaction, uuid, change.facts, { now, sandbox })
    const { client } = row
    if (client !== null && callbackClients?.has(client)) {
      await oweCallbacks(transaction, { workflowUuid: uuid, client, facts }, now)
    }
    return change.result
  })
}

/** A workflow's row with its facts. */
export async function readWorkflowRow(
  { kysely }: Database,
  uuid: string,
  origin: Origin,
): Promise<{ row: WorkflowRow & { sandbox: number }; facts: RecordedFact[] } | undefined> {
  const query = kysely.selectFrom('workflows').selectAll().where('uuid', '=', uuid).where('origin', '=', origin)
  const row = await query.executeTakeFirst()
  return row && { row, facts: await readFacts(kysely, uuid) }
}

/**
 * Makes the messages that were accepted now findable by the uuid that the API gave them, and the workflow due again
 * where a receipt has overtaken the API's answer (rule 7).
 */
async function saveMessageUuids(
  connection: Connection,
  kind: Database['kind'],
  { uuid, facts }: { uuid: string; facts: readonly DatedFact[] },
): Promise<void> {
  const rows = facts.flatMap(({ fact }) =>
    fact.type === 'accepted' && fact.messageUuid !== undefined
      ? [{ message_uuid: fact.messageUuid, workflow_uuid: uuid, message_index: fact.index }]
      : [],
  )
  if (rows.length === 0) return
  for (const messageUuid of rows.map((row) => row.message_uuid).sort()) {
    await lockMessageUuid(connection, kind, messageUuid)
  }
  await connection
    .insertInto('message_uuids')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if ((await unreadReceipts(connection, uuid)).length === 0) return
  await connection.updateTable('workflows').set({ due_at: 0 }).where('uuid', '=', uuid).execute()
}
