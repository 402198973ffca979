import { sql } from 'kysely'
import type { Notification, NotificationChange, NotificationStore, Submission } from '../bot/ports.ts'
import type { Failure } from '../failover/state.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { type Connection, type Database, isLocking } from './database.ts'
import { readFacts } from './events.ts'
import type { StoreOptions } from './workflow-rows.ts'

/** Keeps notifications. */
export function createNotificationStore(
  { kysely, kind }: Database,
  { clock, sandbox }: StoreOptions,
): NotificationStore {
  return {
    async save({ id, key, teamId, conversationId, requesterId, messages }) {
      const now = clock.now()
      await kysely
        .insertInto('notifications')
        .values({
          ...EMPTY_ROW,
          id,
          key,
          team_id: teamId,
          conversation_id: conversationId,
          requester_id: requesterId,
          messages: JSON.stringify(messages),
          due_at: now,
          created_at: now,
          sandbox: sandbox ? 1 : 0,
        })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute()
      const query = kysely.selectFrom('notifications').select('id').where('key', '=', key)
      return (await query.executeTakeFirstOrThrow()).id
    },

    async read(id) {
      const row = await kysely.selectFrom('notifications').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) return undefined
      const facts = row.workflow_uuid === null ? [] : await readFacts(kysely, row.workflow_uuid)
      return { notification: readNotification(row), facts, wakes: row.wakes }
    },

    async change(id, change) {
      const columns = changedColumns(change)
      if (Object.keys(columns).length === 0) return
      await kysely.transaction().execute(async (transaction) => {
        if (change.workflowUuid !== undefined) await awaitFacts(transaction, kind, change.workflowUuid)
        await transaction.updateTable('notifications').set(columns).where('id', '=', id).execute()
      })
    },

    async release(id, { wakes, dueAt }) {
      await kysely
        .updateTable('notifications')
        .set({
          lease_until: null,
          due_at: sql<number | null>`case when wakes <> ${wakes} and failures = 0
            then cast(${clock.now()} as bigint) else cast(${dueAt ?? null} as bigint) end`,
        })
        .where('id', '=', id)
        .execute()
    },
  }
}

/** A notification that was saved just now. */
const EMPTY_ROW = {
  submission: 'saved',
  refusal: null,
  workflow_uuid: null,
  card_conversation_id: null,
  card_ts: null,
  moved_because: null,
  thread_seq: 0,
  card_hash: null,
  failures: 0,
  wakes: 0,
  lease_until: null,
}

/**
 * Waits for whoever holds the workflow: facts that are being appended wake the notifications that are linked by then,
 * so that a link made meanwhile would miss them.
 */
async function awaitFacts(connection: Connection, kind: Database['kind'], workflowUuid: string): Promise<void> {
  if (!isLocking(kind)) return
  await connection.selectFrom('workflows').select('uuid').where('uuid', '=', workflowUuid).forUpdate().execute()
}

function changedColumns(change: NotificationChange) {
  return {
    ...(change.submission === undefined ? {} : { submission: change.submission }),
    ...(change.refusal === undefined ? {} : { refusal: JSON.stringify(change.refusal) }),
    ...(change.workflowUuid === undefined ? {} : { workflow_uuid: change.workflowUuid }),
    ...(change.card === undefined ? {} : { card_conversation_id: change.card.conversationId, card_ts: change.card.ts }),
    ...(change.movedBecause === undefined ? {} : { moved_because: change.movedBecause }),
    ...(change.threadSeq === undefined ? {} : { thread_seq: change.threadSeq }),
    ...(change.cardHash === undefined ? {} : { card_hash: change.cardHash }),
    ...(change.failures === undefined ? {} : { failures: change.failures }),
  }
}

interface NotificationRow {
  id: string
  team_id: string
  conversation_id: string
  requester_id: string
  messages: string
  submission: string
  refusal: string | null
  workflow_uuid: string | null
  card_conversation_id: string | null
  card_ts: string | null
  moved_because: string | null
  thread_seq: number
  card_hash: string | null
  failures: number
  created_at: number
  sandbox: number
}

function readNotification(row: NotificationRow): Notification {
  const { card_conversation_id: conversationId, card_ts: ts } = row
  return {
    id: row.id,
    teamId: row.team_id,
    conversationId: row.conversation_id,
    requesterId: row.requester_id,
    messages: JSON.parse(row.messages) as WorkflowMessage[],
    submission: row.submission as Submission,
    threadSeq: row.thread_seq,
    failures: row.failures,
    createdAt: row.created_at,
    sandbox: row.sandbox === 1,
    ...(row.refusal === null ? {} : { refusal: JSON.parse(row.refusal) as Failure }),
    ...(row.workflow_uuid === null ? {} : { workflowUuid: row.workflow_uuid }),
    ...(conversationId === null || ts === null ? {} : { card: { conversationId, ts } }),
    ...(row.moved_because === null ? {} : { movedBecause: row.moved_because }),
    ...(row.card_hash === null ? {} : { cardHash: row.card_hash }),
  }
}
