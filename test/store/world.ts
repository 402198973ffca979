import { createHash, randomUUID } from 'node:crypto'
import type { NotificationList } from '../../src/bot/bot.ts'
import type { NewNotification } from '../../src/bot/notification.ts'
import type { NotificationStore, ObservedWorkflowStore } from '../../src/bot/ports.ts'
import type { Clock } from '../../src/clock.ts'
import type { DatedFact, UnreadReceipt, WorkflowChange, WorkflowStore } from '../../src/engine/ports.ts'
import type { Report, StatusReport } from '../../src/failover/report.ts'
import { transition } from '../../src/failover/transition.ts'
import type { Workflow, WorkflowMessage } from '../../src/failover/workflow.ts'
import type { Database } from '../../src/store/database.ts'
import { createInboundMessageStore, type InboundMessageStore } from '../../src/store/inbound-messages.ts'
import { claimNotifications } from '../../src/store/notification-claims.ts'
import { createNotificationList } from '../../src/store/notification-list.ts'
import { createNotificationStore } from '../../src/store/notifications.ts'
import { createObservedWorkflowStore } from '../../src/store/observed-workflows.ts'
import { createReceiptStore, type NewReceipt, type ReceiptStore } from '../../src/store/receipts.ts'
import type { Tables } from '../../src/store/tables.ts'
import { createWorkflowStore } from '../../src/store/workflows.ts'
import { aWorkflow, CREATED_AT, sms, viber } from '../failover/workflows.ts'

/** Gives each test an empty database, and cleans up after the last one. */
export interface Backend {
  fresh(): Promise<Database>
  close(): Promise<void>
}

/** Business time that stands still until a test moves it; begins when the workflows of the tests are created. */
export interface TestClock extends Clock {
  at: number
}

/** All stores over one database. */
export interface StoreWorld {
  database: Database
  clock: TestClock
  workflows: WorkflowStore
  observed: ObservedWorkflowStore
  receipts: ReceiptStore
  inbound: InboundMessageStore
  notifications: NotificationStore
  list: NotificationList
}

/** A clock that says when the workflows of the tests are created. */
export function createTestClock(): TestClock {
  const clock = { at: CREATED_AT, now: () => clock.at, realMsUntil: () => 0 }
  return clock
}

/** Makes all stores over a database. */
export function createStoreWorld(database: Database, { clock = createTestClock(), sandbox = false } = {}): StoreWorld {
  return {
    database,
    clock,
    workflows: createWorkflowStore(database, { clock, sandbox }),
    observed: createObservedWorkflowStore(database, { clock, sandbox }),
    receipts: createReceiptStore(database, { sandbox }),
    inbound: createInboundMessageStore(database, { sandbox }),
    notifications: createNotificationStore(database, { clock, sandbox }),
    list: createNotificationList(database, { clock, sandbox }),
  }
}

/** Viber, and an SMS when that is not read within ten minutes. */
export const MESSAGES: WorkflowMessage[] = [viber('read'), sms()]

/** Saves a workflow of which nothing has been sent. @returns its uuid. */
export async function createWorkflow(world: StoreWorld, key?: string): Promise<string> {
  const facts: DatedFact[] = [{ at: CREATED_AT, fact: { type: 'created' } }]
  const created = { uuid: randomUUID(), workflow: aWorkflow(MESSAGES), facts }
  return world.workflows.create(key === undefined ? created : { ...created, key })
}

/** A change that keeps the workflow as it is, apart from what is given. */
export function unchanged<T = undefined>(
  workflow: Workflow,
  change: Partial<WorkflowChange<T>> & { result: T },
): WorkflowChange<T> {
  return { workflow, facts: [], read: [], unmatched: [], ...change }
}

/** The receipts that a change of the workflow would be shown; leaves all as it is. */
export async function unreadOf(world: StoreWorld, uuid: string): Promise<UnreadReceipt[] | undefined> {
  return world.workflows.change(uuid, (workflow, receipts) => unchanged(workflow, { result: receipts }))
}

/** Sends the first message, as the engine would: it is waited for until ten minutes after the workflow was created. */
export async function sendFirst(world: StoreWorld, uuid: string, messageUuid: string = randomUUID()): Promise<string> {
  await world.workflows.change(uuid, (workflow) => accepted(workflow, messageUuid))
  return messageUuid
}

/** What sending the first message makes of a workflow. */
export function accepted(before: Workflow, messageUuid: string): WorkflowChange<undefined> {
  const attempt = transition(before, { type: 'attempt', at: CREATED_AT })
  const conclusion = { type: 'accepted', at: CREATED_AT, index: 0, attempt: 1, messageUuid } as const
  const { workflow, facts } = transition(attempt.workflow, conclusion)
  const dated = [...attempt.facts, ...facts].map((fact) => ({ at: CREATED_AT, fact }))
  return unchanged(workflow, { facts: dated, result: undefined })
}

/** The status of a message, by default one that only its own uuid names. */
export function aReport(report: Partial<StatusReport> = {}): StatusReport {
  return { type: 'status', messageUuid: randomUUID(), status: 'delivered', ...report }
}

/** A webhook; each is another one. */
export function aReceipt(report: Report | undefined, receivedAt = CREATED_AT): NewReceipt {
  const body = JSON.stringify({ nonce: randomUUID() })
  const dedupeKey = createHash('sha256').update(body).digest('hex')
  return { dedupeKey, body, token: 'token', receivedAt, ...(report ? { report } : {}) }
}

/** A notification; each has another id and key. */
export function aNotification(notification: Partial<NewNotification> = {}): NewNotification {
  return {
    id: randomUUID(),
    key: randomUUID(),
    teamId: 'T1',
    conversationId: 'C1',
    requesterId: 'U1',
    messages: MESSAGES,
    ...notification,
  }
}

/** Claims due notifications where none waits for a budget; returns their ids. */
export async function claimDueNotifications({ database }: StoreWorld, now: number, limit: number): Promise<string[]> {
  const rateOf = (name: string) => ({ name, perSecond: 1, burst: 1 })
  return (await claimNotifications(database, rateOf, now, limit)).map(({ id }) => id)
}

/** What the loop would find on a row. */
export async function dueOf({ database }: StoreWorld, table: 'workflows' | 'notifications', id: string) {
  const column = table === 'workflows' ? 'uuid' : 'id'
  const query = database.kysely.selectFrom(table).select(['due_at', 'lease_until']).where(column, '=', id)
  return query.executeTakeFirstOrThrow()
}

/** How many rows a table has. */
export async function countRows({ database }: StoreWorld, table: keyof Tables): Promise<number> {
  return (await database.kysely.selectFrom(table).selectAll().execute()).length
}
