import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { ping } from '../../src/store/database.ts'
import { migrateToLatest } from '../../src/store/migrations.ts'
import { aWorkflow, CREATED_AT } from '../failover/workflows.ts'
import { wrote } from './inbound-conformance.ts'
import {
  aNotification,
  aReceipt,
  aReport,
  countRows,
  createStoreWorld,
  createWorkflow,
  MESSAGES,
  type StoreWorld,
} from './world.ts'

const MARKED_TABLES = ['workflows', 'receipts', 'inbound_messages', 'events', 'notifications'] as const

/** Text that a careless layer would change. */
const TEXTS = {
  quotes: `it's "here"; drop table workflows; -- $1 ? :a @b %s \${x}`,
  backslashes: 'C:\\new\\table \\u0041 \\0',
  emoji: '👩‍👩‍👧‍👦 🇺🇦 ☂️',
  scripts: 'Zażółć gęślą jaźń, Ελληνικά, Українська, 日本語, עברית',
  'white space': ' \t\r\n\u00a0\u2028 ',
  combining: 'e\u0301 is not \u00e9',
  nothing: '',
}

/** What comes back of what was saved. */
export function describeColumns(world: () => StoreWorld): void {
  for (const [name, text] of Object.entries(TEXTS)) {
    test(`text comes back as it was saved: ${name}`, async () => {
      const messages = MESSAGES.map((message) => ({ ...message, content: { type: 'text' as const, text } }))
      const uuid = randomUUID()
      const facts = [{ at: CREATED_AT, fact: { type: 'cancel requested', by: text } as const }]
      await world().workflows.create({ uuid, key: text, workflow: aWorkflow(messages), facts })
      const story = await world().workflows.read(uuid)
      expect(story?.workflow.messages).toEqual(messages)
      expect(story?.facts[0]?.fact).toEqual(facts[0]?.fact)
      await world().receipts.save([{ ...aReceipt(aReport({ status: text })), body: text, token: text }])
      const row = await world().database.kysely.selectFrom('receipts').selectAll().executeTakeFirstOrThrow()
      expect(row).toMatchObject({ body: text, token: text })
    })
  }

  test('a NUL and half of a surrogate pair in a message come back as they were saved', async () => {
    const content = { type: 'text' as const, text: 'a\u0000b \ud83d' }
    const notification = aNotification({ messages: MESSAGES.map((message) => ({ ...message, content })) })
    await world().notifications.save(notification)
    expect((await world().notifications.read(notification.id))?.notification.messages[0]?.content).toEqual(content)
  })

  test('custom content comes back with all of its JSON', async () => {
    const custom = { nested: [{ a: null, b: [1.5, -0.1, 1e21, true] }], 'odd key "\\': 'x', big: 2 ** 53 - 1 }
    const [message] = MESSAGES
    if (!message) throw new Error('there is no message')
    const notification = aNotification({ messages: [{ ...message, content: { type: 'custom', custom } }] })
    await world().notifications.save(notification)
    const story = await world().notifications.read(notification.id)
    expect(story?.notification.messages[0]?.content).toEqual({ type: 'custom', custom })
  })

  test('instants and ids come back as numbers', async () => {
    const uuid = await createWorkflow(world())
    await world().receipts.save([aReceipt(aReport({ workflowUuid: uuid }))])
    const workflow = await world().database.kysely.selectFrom('workflows').selectAll().executeTakeFirstOrThrow()
    expect([workflow.due_at, workflow.created_at]).toEqual([CREATED_AT, CREATED_AT])
    const receipt = await world().database.kysely.selectFrom('receipts').selectAll().executeTakeFirstOrThrow()
    expect([typeof receipt.id, typeof receipt.received_at, typeof receipt.tries]).toEqual([
      'number',
      'number',
      'number',
    ])
    const { count } = await world()
      .database.kysely.selectFrom('workflows')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
  })

  for (const sandbox of [false, true]) {
    test(`rows are ${sandbox ? '' : 'not '}marked as a sandbox’s ${sandbox ? 'in' : 'outside'} one`, async () => {
      const marked = createStoreWorld(world().database, { sandbox })
      const uuid = await createWorkflow(marked)
      await marked.receipts.save([aReceipt(aReport({ workflowUuid: uuid }))])
      await marked.inbound.save([wrote('ada', 0)])
      const id = await marked.notifications.save(aNotification())
      for (const table of MARKED_TABLES) {
        const rows = await world().database.kysely.selectFrom(table).select('sandbox').execute()
        expect({ table, rows }).toEqual({ table, rows: [{ sandbox: sandbox ? 1 : 0 }] })
      }
      expect((await marked.notifications.read(id))?.notification.sandbox).toBe(sandbox)
    })
  }

  test('every table with a mark is marked', async () => {
    const tables = await world().database.kysely.introspection.getTables()
    const marked = tables.filter(({ columns }) => columns.some(({ name }) => name === 'sandbox'))
    expect(marked.map(({ name }) => name).sort()).toEqual([...MARKED_TABLES].sort())
  })

  test('bringing the tables up to date again changes nothing', async () => {
    await createWorkflow(world())
    await migrateToLatest(world().database.kysely)
    expect(await countRows(world(), 'workflows')).toBe(1)
  })

  test('an open database answers', async () => {
    await ping(world().database)
    expect((await sql<{ one: number }>`select 1 as one`.execute(world().database.kysely)).rows).toEqual([{ one: 1 }])
  })
}
