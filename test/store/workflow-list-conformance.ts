import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { startObserving } from '../../src/failover/observe.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { fillChannels } from '../../src/store/add-workflow-list.ts'
import { at, aWorkflow, CREATED_AT, sms, viber } from '../failover/workflows.ts'
import { createStoreWorld, MESSAGES, type StoreWorld, unchanged } from './world.ts'

/** What every database must do with the list of workflows. */
export function describeWorkflowList(world: () => StoreWorld): void {
  /** A workflow that is created so many seconds after the first ones. */
  async function create(
    seconds = 0,
    { messages = MESSAGES, client }: { messages?: WorkflowMessage[]; client?: string } = {},
  ) {
    world().clock.at = at(seconds)
    const submitter = client === undefined ? {} : { submitter: { client, api: 'workflows' as const } }
    return world().workflows.create({ uuid: randomUUID(), workflow: aWorkflow(messages), facts: [], ...submitter })
  }

  const uuidsOf = async (query: Parameters<StoreWorld['workflows']['list']>[0]) =>
    (await world().workflows.list(query)).map(({ uuid }) => uuid)

  test('workflows come newest first, with what there is to show of them', async () => {
    const first = await create(0)
    const second = await create(1)
    const shown = { status: 'running', messages: MESSAGES }
    expect(await world().workflows.list({ limit: 10 })).toEqual([
      { uuid: second, createdAt: at(1), ...shown },
      { uuid: first, createdAt: CREATED_AT, ...shown },
    ])
  })

  test('each page follows the one before, without a gap or a repetition, also among equal times', async () => {
    const all = []
    for (const seconds of [0, 1, 1, 1, 1, 2]) all.push(await create(seconds))
    const seen: string[] = []
    let after: { createdAt: number; uuid: string } | undefined
    for (let page = 0; page < 3; page += 1) {
      const rows = await world().workflows.list({ limit: 2, ...(after ? { after } : {}) })
      expect(rows).toHaveLength(2)
      seen.push(...rows.map(({ uuid }) => uuid))
      after = rows.at(-1)
    }
    expect([...seen].sort()).toEqual([...all].sort())
    expect(await uuidsOf({ limit: 2, ...(after ? { after } : {}) })).toEqual([])
  })

  test('a client’s list has its own workflows alone', async () => {
    const mine = await create(0, { client: 'shop' })
    await create(1, { client: 'clinic' })
    await create(2)
    expect(await uuidsOf({ client: 'shop', limit: 10 })).toEqual([mine])
    expect(await uuidsOf({ limit: 10 })).toHaveLength(3)
  })

  test('a status picks those that have it', async () => {
    const ended = await create(0)
    const running = await create(1)
    const outcome = { status: 'cancelled', at: at(1), reason: 'cancelled' } as const
    await world().workflows.change(ended, (workflow) =>
      unchanged({ ...workflow, state: { ...workflow.state, outcome } }, { result: undefined }),
    )
    expect(await uuidsOf({ status: 'cancelled', limit: 10 })).toEqual([ended])
    expect(await uuidsOf({ status: 'running', limit: 10 })).toEqual([running])
    expect(await uuidsOf({ status: 'error', limit: 10 })).toEqual([])
  })

  test('a channel picks those that have a message on it, whatever stands in their messages', async () => {
    const both = await create(0, { messages: [viber('read'), sms()] })
    const custom = { channel: 'sms', nested: [{ channel: 'sms' }] }
    const nul = { type: 'text' as const, text: '"channel":"sms" \u0000 \ud83d' }
    await create(1, {
      messages: [
        { ...viber('read'), content: nul },
        { ...viber(), content: { type: 'custom', custom } },
      ],
    })
    expect(await uuidsOf({ channel: 'sms', limit: 10 })).toEqual([both])
    expect(await uuidsOf({ channel: 'viber_service_msg', limit: 10 })).toHaveLength(2)
    expect(await uuidsOf({ channel: 'mms', limit: 10 })).toEqual([])
  })

  test('a row that has no channels yet gets those of its messages', async () => {
    const uuid = await create()
    const { kysely } = world().database
    await kysely.updateTable('workflows').set({ channels: null }).execute()
    expect(await uuidsOf({ channel: 'sms', limit: 10 })).toEqual([])
    await fillChannels(kysely)
    expect(await uuidsOf({ channel: 'sms', limit: 10 })).toEqual([uuid])
  })

  test('what a hosted API runs is not listed', async () => {
    await world().observed.create(randomUUID(), startObserving(MESSAGES, CREATED_AT), [])
    expect(await uuidsOf({ limit: 10 })).toEqual([])
  })

  test('what was made in a sandbox is marked', async () => {
    const sandbox = createStoreWorld(world().database, { sandbox: true })
    const uuid = await sandbox.workflows.create({ uuid: randomUUID(), workflow: aWorkflow(MESSAGES), facts: [] })
    expect((await sandbox.workflows.list({ limit: 1 }))[0]?.sandbox).toBe(true)
    expect((await sandbox.workflows.read(uuid))?.sandbox).toBe(true)
  })
}
