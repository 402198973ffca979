import type { DatedFact } from '../engine/ports.ts'
import { eventDigest, genesisLink, newSalt, nextLink } from '../evidence/chain.ts'
import { REDACTED_FIELDS, splitFact, splitMessage } from '../evidence/personal.ts'
import type { Fact, RecordedFact } from '../failover/fact.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import type { Connection } from './database.ts'

/**
 * Appends facts to a workflow's story, each chained to the one before, and makes whoever shows it due. The caller holds
 * the workflow.
 * @returns the facts with their numbers.
 */
export async function appendFacts(
  connection: Connection,
  workflowUuid: string,
  facts: readonly DatedFact[],
  context: { now: number; sandbox: boolean },
): Promise<{ seq: number; fact: Fact }[]> {
  if (facts.length === 0) return []
  const end = await endOfChain(connection, workflowUuid)
  let { link } = end
  const rows = facts.map(({ at, providerAt = null, receiptKey = null, fact }, i) => {
    const { type, ...data } = fact
    const seq = end.seq + 1 + i
    const { open, personal } = splitFact(data)
    const salt = newSalt()
    const digest = eventDigest(salt, personal, receiptKey)
    link = nextLink(link, { seq, at, providerAt, type, data: open, digest })
    return {
      workflow_uuid: workflowUuid,
      seq,
      at,
      provider_at: providerAt,
      type,
      data: JSON.stringify(data),
      sandbox: context.sandbox ? 1 : 0,
      salt,
      digest,
      link,
      receipt_key: receiptKey,
    }
  })
  await connection.insertInto('events').values(rows).execute()
  await wakeNotification(connection, workflowUuid, context.now)
  return facts.map(({ fact }, i) => ({ seq: end.seq + 1 + i, fact }))
}

/** The number of the last event, and the link that the next one follows. */
async function endOfChain(connection: Connection, workflowUuid: string): Promise<{ seq: number; link: string }> {
  const events = connection.selectFrom('events').where('workflow_uuid', '=', workflowUuid).orderBy('seq', 'desc')
  const last = await events.select(['seq', 'link']).limit(1).executeTakeFirst()
  // An older version, running beside this one, appends events without a link.
  const linked = last && last.link === null ? events.select('link').where('link', 'is not', null).limit(1) : undefined
  const link = last?.link ?? (await linked?.executeTakeFirst())?.link ?? (await genesisOf(connection, workflowUuid))
  return { seq: last?.seq ?? 0, link }
}

async function genesisOf(connection: Connection, workflowUuid: string): Promise<string> {
  const row = await connection
    .selectFrom('workflows')
    .select(['messages', 'plan_digest', 'sandbox'])
    .where('uuid', '=', workflowUuid)
    .executeTakeFirstOrThrow()
  const plan = (JSON.parse(row.messages) as WorkflowMessage[]).map((message) => splitMessage(message).open)
  return genesisLink({ workflowUuid, sandbox: row.sandbox === 1, plan, planDigest: row.plan_digest })
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
    fact: { type: row.type, ...REDACTED_FIELDS[row.type], ...JSON.parse(row.data) } as Fact,
  }))
}
