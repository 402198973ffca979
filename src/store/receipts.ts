import { sql } from 'kysely'
import { RECEIPT_TRIES, type UnreadReceipt } from '../engine/ports.ts'
import type { Report } from '../failover/report.ts'
import { type Connection, type Database, isLocking } from './database.ts'

/** A webhook whose signature was found good, to be kept. */
export interface NewReceipt {
  /** Hash of the raw body: the same webhook again is not kept again. */
  dedupeKey: string
  /** As it was received. */
  body: string
  token: string
  /** What it says, or undefined where it could not be understood. */
  report?: Report
  receivedAt: number
}

/** Where webhooks are kept. */
export interface ReceiptStore {
  /** Saves them in one commit and makes their workflows due; those that were saved before change nothing. */
  save(receipts: readonly NewReceipt[]): Promise<void>
}

/** Keeps webhooks. */
export function createReceiptStore({ kysely, kind }: Database, { sandbox }: { sandbox: boolean }): ReceiptStore {
  return {
    async save(receipts) {
      const missed = await kysely.transaction().execute((transaction) => saveTogether(transaction, receipts, sandbox))
      if (!isLocking(kind)) return
      for (const receipt of missed) await wakeLate(kysely, kind, receipt)
    },
  }
}

/**
 * Saves them and wakes their workflows, both in an order that all processes share, so that none blocks another for good.
 * @returns those that woke nobody.
 */
async function saveTogether(
  connection: Connection,
  receipts: readonly NewReceipt[],
  sandbox: boolean,
): Promise<NewReceipt[]> {
  const first = new Map<string, NewReceipt>()
  const missed: NewReceipt[] = []
  for (const receipt of receipts.toSorted((a, b) => (a.dedupeKey < b.dedupeKey ? -1 : 1))) {
    const workflowUuid = await workflowOf(connection, receipt.report)
    if (!(await insertReceipt(connection, receipt, { workflowUuid, sandbox }))) continue
    if (workflowUuid === undefined) missed.push(receipt)
    else if (receipt.receivedAt < (first.get(workflowUuid)?.receivedAt ?? Number.POSITIVE_INFINITY)) {
      first.set(workflowUuid, receipt)
    }
  }
  for (const [workflowUuid, receipt] of [...first].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!(await makeDue(connection, workflowUuid, receipt.receivedAt))) missed.push(receipt)
  }
  return missed
}

/**
 * Looks again for the workflow of a receipt, now that the receipt can be seen by everybody: a workflow, or the uuid of a
 * message, that was being saved at the same time could see neither it nor be seen by it.
 */
async function wakeLate(kysely: Database['kysely'], kind: Database['kind'], receipt: NewReceipt): Promise<void> {
  const { report, receivedAt } = receipt
  const workflowUuid = await kysely.transaction().execute(async (transaction) => {
    if (report?.type === 'status') await lockMessageUuid(transaction, kind, report.messageUuid)
    return workflowOf(transaction, report)
  })
  if (workflowUuid !== undefined) await makeDue(kysely, workflowUuid, receivedAt)
}

/**
 * Waits for whoever is saving this message's uuid, and keeps others from it until the transaction ends. May be taken
 * while a workflow is held, but no workflow may be waited for while it is.
 */
export async function lockMessageUuid(
  connection: Connection,
  kind: Database['kind'],
  messageUuid: string,
): Promise<void> {
  if (!isLocking(kind)) return
  await sql`select pg_advisory_xact_lock(hashtextextended(${messageUuid}, 0))`.execute(connection)
}

/** @returns whether it was new. */
async function insertReceipt(
  connection: Connection,
  receipt: NewReceipt,
  { workflowUuid, sandbox }: { workflowUuid: string | undefined; sandbox: boolean },
): Promise<boolean> {
  const { report, receivedAt } = receipt
  const { numInsertedOrUpdatedRows } = await connection
    .insertInto('receipts')
    .values({
      dedupe_key: receipt.dedupeKey,
      body: receipt.body,
      token: receipt.token,
      kind: report?.type ?? 'not understood',
      report: report ? JSON.stringify(report) : null,
      workflow_uuid: workflowUuid ?? null,
      message_uuid: report?.type === 'status' ? report.messageUuid : null,
      received_at: receivedAt,
      processed_at: report ? null : receivedAt,
      sandbox: sandbox ? 1 : 0,
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows !== 0n
}

/** The workflow that a report names, or else the one whose message it names. */
async function workflowOf(connection: Connection, report: Report | undefined): Promise<string | undefined> {
  if (report?.type !== 'status' || report.workflowUuid !== undefined) return report?.workflowUuid
  const row = await connection
    .selectFrom('message_uuids')
    .select('workflow_uuid')
    .where('message_uuid', '=', report.messageUuid)
    .executeTakeFirst()
  return row?.workflow_uuid
}

/**
 * Makes a workflow due for its receipts, which wait for no budget. It is written even where it is due already: only a
 * write waits for whoever is changing it, and may not have seen the receipt. @returns whether there is such a workflow.
 */
async function makeDue(connection: Connection, workflowUuid: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await connection
    .updateTable('workflows')
    .set((eb) => ({ due_at: eb.case().when('due_at', '<', now).then(eb.ref('due_at')).else(now).end() }))
    .where('uuid', '=', workflowUuid)
    .executeTakeFirst()
  return numUpdatedRows !== 0n
}

/** A workflow's receipts that are to be taken in, in the order in which they came. The caller holds the workflow. */
export async function unreadReceipts(connection: Connection, workflowUuid: string): Promise<UnreadReceipt[]> {
  const rows = await connection
    .selectFrom('receipts')
    .select(['id', 'dedupe_key', 'report', 'received_at', 'tries'])
    .where('processed_at', 'is', null)
    .where('tries', '<', RECEIPT_TRIES)
    .where((eb) =>
      eb.or([
        eb('workflow_uuid', '=', workflowUuid),
        eb('message_uuid', 'in', messageUuidsOf(connection, workflowUuid)),
      ]),
    )
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    key: row.dedupe_key,
    receivedAt: row.received_at,
    tries: row.tries,
    report: JSON.parse(row.report ?? '') as Report,
  }))
}

function messageUuidsOf(connection: Connection, workflowUuid: string) {
  return connection.selectFrom('message_uuids').select('message_uuid').where('workflow_uuid', '=', workflowUuid)
}

/** Marks receipts as taken in, and counts the vain tries of those that found no message. */
export async function markReceipts(
  connection: Connection,
  { read, unmatched, now }: { read: readonly number[]; unmatched: readonly number[]; now: number },
): Promise<void> {
  if (read.length > 0) {
    await connection.updateTable('receipts').set({ processed_at: now }).where('id', 'in', read).execute()
  }
  if (unmatched.length > 0) {
    await connection
      .updateTable('receipts')
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .where('id', 'in', unmatched)
      .execute()
  }
}
