import { type Selectable, sql } from 'kysely'
import type { Notification, NotificationChange, Posting, Submission } from '../bot/notification.ts'
import type { NotificationStore } from '../bot/ports.ts'
import type { Failure } from '../failover/state.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { type Connection, type Database, isLocking } from './database.ts'
import { readFacts } from './events.ts'
import type { Tables } from './tables.ts'
import type { StoreOptions } from './workflow-rows.ts'

/** Keeps notifications. */
export function createNotificationStore(
  { kysely, kind }: Database,
  { clock, sandbox }: StoreOptions,
): NotificationStore {
  return {
    async save({ id, key, teamId, conversationId, requesterId, messages, ...from }) {
      const now = clock.now()
      await kysely
        .insertInto('notifications')
        .values({
          ...EMPTY_ROW,
          id,
          key,
          team_id: teamId,
          conversation_id: conversationId,
          thread_ts: from.threadTs ?? null,
          requester_id: requesterId,
          messages: JSON.stringify(messages),
          again_of: from.againOf ?? null,
          step_execution_id: from.stepExecutionId ?? null,
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
      if (Object.keys(change).length === 0) return
      const columns = changedColumns(change)
      await kysely.transaction().execute(async (transaction) => {
        if (change.workflowUuid !== undefined) await awaitFacts(transaction, kind, change.workflowUuid)
        await transaction.updateTable('notifications').set(columns).where('id', '=', id).execute()
      })
    },

    async moveSubmission(id, { from, to }) {
      const { numUpdatedRows } = await kysely
        .updateTable('notifications')
        .set({ submission: to })
        .where('id', '=', id)
        .where('submission', '=', from)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async withdraw(id, by) {
      const { numUpdatedRows } = await kysely
        .updateTable('notifications')
        .set((eb) => ({
          submission: 'withdrawn',
          withdrawn_by: by,
          wakes: eb('wakes', '+', 1),
          due_at: clock.now(),
        }))
        .where('id', '=', id)
        .where('submission', '=', 'saved')
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async release(id, { wakes, dueAt, waitsFor, ...change }) {
      const failures = change.failures === undefined ? sql.ref('failures') : sql.val(change.failures)
      await kysely
        .updateTable('notifications')
        .set({
          ...changedColumns(change),
          lease_until: null,
          waits_for: waitsFor?.budget ?? null,
          urgency: waitsFor?.urgency ?? 0,
          due_at: sql<
            number | null
          >`case when wakes <> ${wakes} and (cast(${failures} as integer) = 0 or submission = 'withdrawn')
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
  submit_at: null,
  refusal: null,
  withdrawn_by: null,
  workflow_uuid: null,
  card_conversation_id: null,
  card_ts: null,
  moved_because: null,
  thread_seq: 0,
  card_hash: null,
  posting: null,
  given_up_because: null,
  direct_conversation_id: null,
  waits_for: null,
  behind_since: null,
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

/** The columns of a change; `null` empties one. */
function changedColumns(change: NotificationChange) {
  const { card, posting } = change
  return {
    submission: change.submission,
    submit_at: change.submitAt,
    submit_tries: change.submitTries,
    refusal: change.refusal && JSON.stringify(change.refusal),
    withdrawn_by: change.withdrawnBy,
    workflow_uuid: change.workflowUuid,
    card_conversation_id: card === null ? null : card?.conversationId,
    card_ts: card === null ? null : card?.ts,
    moved_because: change.movedBecause,
    thread_seq: change.threadSeq,
    card_hash: change.cardHash,
    card_seq: change.cardSeq,
    posting: posting && JSON.stringify(posting),
    is_repeated: change.isRepeated && 1,
    is_step_over: change.isStepOver && 1,
    given_up_because: change.givenUpBecause,
    direct_conversation_id: change.directConversationId,
    behind_since: change.behindSince,
    failures: change.failures,
  }
}

/** A row as a notification. */
export function readNotification(row: Selectable<Tables['notifications']>): Notification {
  const { card_conversation_id: conversationId, card_ts: ts } = row
  return {
    id: row.id,
    teamId: row.team_id,
    conversationId: row.conversation_id,
    requesterId: row.requester_id,
    messages: JSON.parse(row.messages) as WorkflowMessage[],
    submission: row.submission as Submission,
    threadSeq: row.thread_seq,
    cardSeq: row.card_seq,
    failures: row.failures,
    createdAt: row.created_at,
    sandbox: row.sandbox === 1,
    ...(row.thread_ts === null ? {} : { threadTs: row.thread_ts }),
    ...(row.again_of === null ? {} : { againOf: row.again_of }),
    ...(row.step_execution_id === null ? {} : { stepExecutionId: row.step_execution_id }),
    ...(row.is_step_over === 1 ? { isStepOver: true } : {}),
    ...(row.submit_at === null ? {} : { submitAt: row.submit_at }),
    ...(row.submit_tries === 0 ? {} : { submitTries: row.submit_tries }),
    ...(row.refusal === null ? {} : { refusal: JSON.parse(row.refusal) as Failure }),
    ...(row.withdrawn_by === null ? {} : { withdrawnBy: row.withdrawn_by }),
    ...(row.workflow_uuid === null ? {} : { workflowUuid: row.workflow_uuid }),
    ...(conversationId === null || ts === null ? {} : { card: { conversationId, ts } }),
    ...(row.moved_because === null ? {} : { movedBecause: row.moved_because }),
    ...(row.card_hash === null ? {} : { cardHash: row.card_hash }),
    ...(row.posting === null ? {} : { posting: JSON.parse(row.posting) as Posting }),
    ...(row.is_repeated === 1 ? { isRepeated: true } : {}),
    ...(row.given_up_because === null ? {} : { givenUpBecause: row.given_up_because }),
    ...(row.direct_conversation_id === null ? {} : { directConversationId: row.direct_conversation_id }),
    ...(row.behind_since === null ? {} : { behindSince: row.behind_since }),
  }
}
