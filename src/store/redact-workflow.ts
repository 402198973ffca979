import { redactMessage, redactState, splitFact } from '../evidence/personal.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { type Connection, type Database, isLocking } from './database.ts'
import { receiptsOf } from './evidence.ts'
import { unreadReceipts } from './receipts.ts'

/** What a redaction came to. */
export type RedactAnswer = 'redacted' | 'still running' | 'not found'

/**
 * Removes from an ended workflow all that can lead to a person: addresses, texts, the provider's ids and words, who
 * clicked, and the raw receipts. Digests and links stay, so that what is left can still be verified. What came
 * after it, or what Slack shows, is not touched. Harmless to repeat.
 */
export async function redactWorkflow({ kysely, kind }: Database, workflowUuid: string): Promise<RedactAnswer> {
  return kysely.transaction().execute(async (transaction) => {
    const query = transaction.selectFrom('workflows').selectAll().where('uuid', '=', workflowUuid)
    const row = await (isLocking(kind) ? query.forUpdate() : query).executeTakeFirst()
    if (!row) return 'not found'
    // A receipt that nobody has read yet would bring back what is removed here.
    if (row.status === 'running' || (await unreadReceipts(transaction, workflowUuid)).length > 0) return 'still running'
    await transaction
      .updateTable('workflows')
      .set({
        messages: redactMessages(row.messages),
        state: JSON.stringify(redactState(JSON.parse(row.state))),
        plan_salt: null,
        version: row.version + 1,
      })
      .where('uuid', '=', workflowUuid)
      .execute()
    await redactEvents(transaction, workflowUuid)
    await redactReceipts(transaction, workflowUuid)
    await redactNotifications(transaction, workflowUuid)
    return 'redacted'
  })
}

function redactMessages(messages: string): string {
  return JSON.stringify((JSON.parse(messages) as WorkflowMessage[]).map(redactMessage))
}

async function redactEvents(connection: Connection, workflowUuid: string): Promise<void> {
  const rows = await connection
    .selectFrom('events')
    .select(['seq', 'data'])
    .where('workflow_uuid', '=', workflowUuid)
    .execute()
  for (const { seq, data } of rows) {
    const { open } = splitFact(JSON.parse(data) as Record<string, unknown>)
    await connection
      .updateTable('events')
      .set({ data: JSON.stringify(open), salt: null, receipt_key: null })
      .where('workflow_uuid', '=', workflowUuid)
      .where('seq', '=', seq)
      .execute()
  }
}

/** The hash stays, so that a webhook that is repeated is not kept again; with the messages' ids gone, it says nothing. */
async function redactReceipts(connection: Connection, workflowUuid: string): Promise<void> {
  const ids = (await receiptsOf(connection, workflowUuid).select('id').execute()).map(({ id }) => id)
  if (ids.length > 0) {
    await connection
      .updateTable('receipts')
      .set({ body: '', token: '', report: null, message_uuid: null, workflow_uuid: workflowUuid })
      .where('id', 'in', ids)
      .execute()
  }
  await connection.deleteFrom('message_uuids').where('workflow_uuid', '=', workflowUuid).execute()
}

async function redactNotifications(connection: Connection, workflowUuid: string): Promise<void> {
  const rows = await connection
    .selectFrom('notifications')
    .select(['id', 'messages'])
    .where('workflow_uuid', '=', workflowUuid)
    .execute()
  for (const { id, messages } of rows) {
    await connection
      .updateTable('notifications')
      .set({ messages: redactMessages(messages), refusal: null })
      .where('id', '=', id)
      .execute()
  }
}
