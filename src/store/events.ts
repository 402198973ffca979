import type { DatedFact } from '../engine/ports.ts'
import type { Fact, RecordedFact } from '../failover/fact.ts'
import type { Connection } from './database.ts'

/** Appends facts to a workflow's story and makes whoever shows it due. The caller holds the workflow. */
export async function appendFacts(
  connection: Connection,
  workflowUuid: string,
  facts: readonly DatedFact[],
  context: { now: number; sandbox: boolean },
): Promise<void> {
  if (facts.length === 0) return
  const { last } = await connection
    .selectFrom('events')
    .select((eb) => eb.fn.max<number | null>('seq').as('last'))
    .where('workflow_uuid', '=', workflowUuid)
    .executeTakeFirstOrThrow()
  const rows = facts.map(({ at, providerAt, fact }, i) => {
    const { type, ...data } = fact
    return {
      workflow_uuid: workflowUuid,
      seq: (last ?? 0) + 1 + i,
      at,
      provider_at: providerAt ?? null,
      type,
      data: JSON.stringify(data),
      sandbox: context.sandbox ? 1 : 0,
    }
  })
  await connection.insertInto('events').values(rows).execute()
  await wakeNotification(connection, workflowUuid, context.now)
}

/** Makes the card due; where Slack is failing it keeps to its back-off. */
async function wakeNotification(connection: Connection, workflowUuid: string, now: number): Promise<void> {
  await connection
    .updateTable('notifications')
    .set((eb) => ({
      wakes: eb('wakes', '+', 1),
      due_at: eb.case().when('failures', '>', 0).then(eb.ref('due_at')).else(now).end(),
    }))
    .where('workflow_uuid', '=', workflowUuid)
    .execute()
}

/** All facts of a workflow, in order. */
export async function readFacts(connection: Connection, workflowUuid: string): Promise<RecordedFact[]> {
  const rows = await connection
    .selectFrom('events')
    .selectAll()
    .where('workflow_uuid', '=', workflowUuid)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    ...(row.provider_at === null ? {} : { providerAt: row.provider_at }),
    fact: { type: row.type, ...JSON.parse(row.data) } as Fact,
  }))
}
