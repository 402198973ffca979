import type { EvidenceStore, RecordedEvent, RecordedReceipt } from '../evidence/recorded.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { type Connection, type Database, isLocking } from './database.ts'

/** Reads what is kept of a workflow. */
export function createEvidenceStore({ kysely, kind }: Database): EvidenceStore {
  return {
    read(workflowUuid) {
      // SQLite has one writer, and a transaction keeps it out.
      const transaction = kysely.transaction()
      const snapshot = isLocking(kind) ? transaction.setIsolationLevel('repeatable read') : transaction
      return snapshot.execute(async (connection) => {
        const query = connection.selectFrom('workflows').selectAll().where('uuid', '=', workflowUuid)
        const row = await query.executeTakeFirst()
        if (!row) return undefined
        return {
          workflowUuid,
          sandbox: row.sandbox === 1,
          messages: JSON.parse(row.messages) as WorkflowMessage[],
          planSalt: row.plan_salt,
          planDigest: row.plan_digest,
          events: await readEvents(connection, workflowUuid),
          receipts: await readReceipts(connection, workflowUuid),
        }
      })
    },
  }
}

async function readEvents(connection: Connection, workflowUuid: string): Promise<RecordedEvent[]> {
  const query = connection.selectFrom('events').selectAll().where('workflow_uuid', '=', workflowUuid).orderBy('seq')
  return (await query.execute()).map((row) => ({
    seq: row.seq,
    at: row.at,
    providerAt: row.provider_at,
    type: row.type,
    data: JSON.parse(row.data) as Record<string, unknown>,
    salt: row.salt,
    digest: row.digest,
    link: row.link,
    receiptKey: row.receipt_key,
  }))
}

async function readReceipts(connection: Connection, workflowUuid: string): Promise<RecordedReceipt[]> {
  const query = receiptsOf(connection, workflowUuid)
    .select(['received_at', 'kind', 'dedupe_key', 'body', 'token'])
    .orderBy('received_at')
    .orderBy('id')
  return (await query.execute()).map(({ received_at, kind, dedupe_key, body, token }) => {
    const isRedacted = body === '' && token === ''
    return { receivedAt: received_at, kind, ...(isRedacted ? {} : { raw: { key: dedupe_key, body, token } }) }
  })
}

/** All receipts of a workflow, taken in or not: by the workflow that they name, or by the message. */
export function receiptsOf(connection: Connection, workflowUuid: string) {
  const messageUuids = connection
    .selectFrom('message_uuids')
    .select('message_uuid')
    .where('workflow_uuid', '=', workflowUuid)
  return connection
    .selectFrom('receipts')
    .where((eb) => eb.or([eb('workflow_uuid', '=', workflowUuid), eb('message_uuid', 'in', messageUuids)]))
}
