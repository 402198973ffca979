import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startObserving } from '../../src/failover/observe.ts'
import { claimWorkflows } from '../../src/store/claims.ts'
import { appendFacts } from '../../src/store/events.ts'
import { createReceiptStore } from '../../src/store/receipts.ts'
import { at, aWorkflow, CREATED_AT } from '../failover/workflows.ts'
import { endedOrBlocked, hold, lockWorkflow } from './blocking.ts'
import { createPostgresBackend } from './postgres-backend.ts'
import {
  aNotification,
  aReceipt,
  aReport,
  claimDueNotifications,
  countRows,
  createStoreWorld,
  createWorkflow,
  dueOf,
  MESSAGES,
  type StoreWorld,
  sendFirst,
} from './world.ts'

const backend = createPostgresBackend()
let world: StoreWorld
let other: StoreWorld

beforeEach(async () => {
  world = createStoreWorld(await backend.fresh())
  other = createStoreWorld(backend.other())
})
afterAll(() => backend.close())

const dueAtOf = async (uuid: string) => (await dueOf(world, 'workflows', uuid)).due_at

/** Two uuids, the first of which sorts first. */
function twoUuids(): [string, string] {
  const [first = '', second = ''] = [randomUUID(), randomUUID()].sort()
  return [first, second]
}

async function createAs(uuid: string): Promise<void> {
  await world.workflows.create({ uuid, workflow: aWorkflow(MESSAGES), facts: [] })
  await sendFirst(world, uuid)
}

test('a receipt that comes while its due workflow is being changed makes it due again afterwards', async () => {
  const uuid = await createWorkflow(world)
  await world.database.kysely
    .updateTable('workflows')
    .set({ due_at: at(0), send_at: null })
    .execute()
  const change = await hold(other.database, (connection) => lockWorkflow(connection, uuid))
  const saving = world.receipts.save([aReceipt(aReport({ workflowUuid: uuid }), at(5))])
  await endedOrBlocked(world.database, saving)
  await change.run((connection) =>
    connection
      .updateTable('workflows')
      .set({ due_at: at(600) })
      .execute(),
  )
  await change.commit()
  await saving
  expect(await dueAtOf(uuid)).toBe(at(5))
})

test('a receipt that comes while the answer to its send is being saved makes the workflow due', async () => {
  const uuid = await createWorkflow(world)
  const id = await world.notifications.save(aNotification())
  await world.notifications.change(id, { workflowUuid: uuid })
  const card = await hold(other.database, (connection) =>
    connection.selectFrom('notifications').select('id').where('id', '=', id).forUpdate().execute(),
  )
  const messageUuid = randomUUID()
  const changing = sendFirst(world, uuid, messageUuid)
  await endedOrBlocked(world.database, changing)
  const saving = other.receipts.save([aReceipt(aReport({ messageUuid }), at(5))])
  await endedOrBlocked(world.database, saving, { waiting: 2 })
  await card.commit()
  await Promise.all([changing, saving])
  expect(await dueAtOf(uuid)).toBeLessThanOrEqual(at(5))
})

test('a receipt of an observed workflow that comes while that is being created makes it due', async () => {
  const [uuid, busy] = twoUuids()
  await createAs(busy)
  const change = await hold(other.database, (connection) => lockWorkflow(connection, busy))
  const receipts = [uuid, busy].map((workflowUuid) => aReceipt(aReport({ workflowUuid }), at(5)))
  const saving = world.receipts.save(receipts)
  await endedOrBlocked(world.database, saving)
  await other.observed.create(uuid, startObserving(MESSAGES, CREATED_AT), [])
  await other.observed.change(uuid, (observed, unread) => {
    expect(unread).toEqual([])
    return { observed, facts: [], read: [], unmatched: [] }
  })
  await change.commit()
  await saving
  expect(await dueAtOf(uuid)).toBe(at(5))
})

test('a notification that is linked to a workflow while that is being changed is told of the change', async () => {
  const uuid = await createWorkflow(world)
  const id = await world.notifications.save(aNotification())
  const change = await hold(other.database, async (connection) => {
    await lockWorkflow(connection, uuid)
    const fact = { type: 'cancel requested', by: 'U1' } as const
    await appendFacts(connection, uuid, [{ at: at(1), fact }], { now: at(1), sandbox: false })
  })
  const linking = world.notifications
    .change(id, { workflowUuid: uuid })
    .then(() => world.notifications.read(id))
    .then((story) => story?.facts.map(({ fact }) => fact.type))
  await endedOrBlocked(world.database, linking)
  await change.commit()
  expect(await linking).toEqual(['created', 'cancel requested'])
})

test('replicas that save receipts of the same workflows in different orders do not block each other', async () => {
  const [first, second] = twoUuids()
  for (const uuid of [first, second]) await createAs(uuid)
  const change = await hold(other.database, (connection) => lockWorkflow(connection, first))
  const receiptsOf = (uuids: string[]) => uuids.map((workflowUuid) => aReceipt(aReport({ workflowUuid }), at(5)))
  const ordered = world.receipts.save(receiptsOf([first, second]))
  await endedOrBlocked(world.database, ordered)
  const reversed = other.receipts.save(receiptsOf([second, first]))
  await endedOrBlocked(world.database, reversed, { waiting: 2 })
  await change.commit()
  await Promise.all([ordered, reversed])
  expect(await countRows(world, 'receipts')).toBe(4)
})

test('replicas that get the same webhooks in different orders do not block each other', async () => {
  const receipts = Array.from({ length: 40 }, () => aReceipt(aReport()))
  const rounds = [receipts, receipts.toReversed(), receipts, receipts.toReversed()]
  await Promise.all(rounds.map((round, i) => (i < 2 ? world : other).receipts.save(round)))
  expect(await countRows(world, 'receipts')).toBe(40)
})

test('replicas never claim the same workflow, nor more than the rate allows together', async () => {
  for (let i = 0; i < 80; i++) await createWorkflow(world)
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      claimWorkflows((i % 2 ? world : other).database, { name: 'send', perSecond: 50, burst: 50 }, at(0), {
        limit: 5,
        sendLimit: 5,
      }),
    ),
  )
  const uuids = claims.flat().map(({ uuid }) => uuid)
  expect(uuids).toHaveLength(50)
  expect(new Set(uuids).size).toBe(50)
})

test('replicas never claim the same notification', async () => {
  for (let i = 0; i < 40; i++) await world.notifications.save(aNotification())
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, i) => claimDueNotifications(i % 2 ? world : other, at(0), 5)),
  )
  expect(new Set(claims.flat()).size).toBe(claims.flat().length)
})

test('replicas that create with the same key at the same time create one workflow', async () => {
  const uuids = await Promise.all(
    Array.from({ length: 20 }, (_, i) => createWorkflow(i % 2 ? world : other, `key ${i % 3}`)),
  )
  expect(new Set(uuids).size).toBe(3)
  expect(await countRows(world, 'workflows')).toBe(3)
})

test('no receipt is left unread in a workflow that is due for nothing, however all coincide', async () => {
  const uuids = await Promise.all(Array.from({ length: 6 }, () => createWorkflow(world)))
  const quieten = (uuid: string, replica: StoreWorld) =>
    replica.workflows.change(uuid, (workflow, unread) => {
      const outcome = { status: 'completed', at: at(1), reason: 'condition met' } as const
      const ended = { ...workflow, state: { ...workflow.state, outcome } }
      return { workflow: ended, facts: [], read: unread.map(({ id }) => id), unmatched: [], result: undefined }
    })
  const work = Array.from({ length: 60 }, (_, i) => {
    const uuid = uuids[i % uuids.length] ?? ''
    const replica = i % 4 < 2 ? world : other
    if (i % 2) return quieten(uuid, replica)
    const pair = [uuid, uuids[(i * 7) % uuids.length] ?? '']
    const store = createReceiptStore(replica.database, { sandbox: false })
    return store.save(pair.map((workflowUuid) => aReceipt(aReport({ workflowUuid }), at(2))))
  })
  await Promise.all(work)
  const forgotten = await world.database.kysely
    .selectFrom('receipts')
    .innerJoin('workflows', 'workflows.uuid', 'receipts.workflow_uuid')
    .select('workflows.uuid')
    .where('receipts.processed_at', 'is', null)
    .where('workflows.due_at', 'is', null)
    .execute()
  expect(forgotten).toEqual([])
})
