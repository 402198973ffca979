import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { evidenceJson, exportEvidence } from '../../src/evidence/export.ts'
import type { RecordedEvidence } from '../../src/evidence/recorded.ts'
import { verifyEvidence } from '../../src/evidence/verify.ts'
import { createEvidenceStore } from '../../src/store/evidence.ts'
import { redactWorkflow } from '../../src/store/redact-workflow.ts'
import { apply, aSignedReceipt, PERSONAL, SIGNATURE_SECRET, tellStory } from '../evidence/story.ts'
import { at } from '../failover/workflows.ts'
import { aNotification, createStoreWorld, createWorkflow, MESSAGES, type StoreWorld, sendFirst } from './world.ts'

/** What every database must do so that a workflow's story can be proved. */
export function describeEvidence(world: () => StoreWorld): void {
  const read = async (uuid: string): Promise<RecordedEvidence> => {
    const recorded = await createEvidenceStore(world().database).read(uuid)
    if (!recorded) throw new Error(`there is no workflow ${uuid}`)
    return recorded
  }
  const findings = async (uuid: string, level: 'ok' | 'failed' | 'not checked') => {
    const text = evidenceJson(exportEvidence(await read(uuid), { exportedAt: at(100) }))
    const all = verifyEvidence(text, { signatureSecrets: [SIGNATURE_SECRET] })
    return all.filter((finding) => finding.level === level).map(({ where, what }) => `${where}: ${what}`)
  }

  test('a story comes back whole, with its receipts, and is proved by its chain', async () => {
    const uuid = await tellStory(world())
    const recorded = await read(uuid)
    expect(recorded.messages).toEqual(MESSAGES)
    expect(recorded.events.map(({ type }) => type)).toEqual([
      'created',
      'attempt',
      'accepted',
      'receipt',
      'failover',
      'attempt',
      'cancel requested',
      'accepted',
      'ended',
      'receipt',
    ])
    expect(recorded.receipts).toHaveLength(2)
    expect(await findings(uuid, 'failed')).toEqual([])
    expect(await findings(uuid, 'not checked')).toEqual([
      'head: it is not signed: whoever can write the file can have made all of it',
    ])
    expect(await findings(uuid, 'ok')).toContain('receipt 2: it is signed with the signature secret')
  })

  test('an event that records a receipt names it, with both clocks, and no other event does', async () => {
    const { events, receipts } = await read(await tellStory(world()))
    const named = events.filter(({ receiptKey }) => receiptKey !== null)
    expect(named.map(({ type, at: our, providerAt }) => [type, our, providerAt])).toEqual([
      ['receipt', at(3), at(2)],
      ['receipt', at(9), null],
    ])
    expect(named.map(({ receiptKey }) => receiptKey)).toEqual(receipts.map(({ raw }) => raw?.key))
  })

  test('a workflow that is not there has no evidence', async () => {
    expect(await createEvidenceStore(world().database).read(randomUUID())).toBeUndefined()
  })

  test('evidence has nothing of another workflow', async () => {
    const [uuid] = [await tellStory(world()), await tellStory(world())]
    const recorded = await read(uuid)
    expect(recorded.events).toHaveLength(10)
    expect(recorded.receipts).toHaveLength(2)
  })

  test('the mark of a sandbox is bound to the chain', async () => {
    const uuid = await tellStory(createStoreWorld(world().database, { sandbox: true }))
    expect((await read(uuid)).sandbox).toBe(true)
    expect(await findings(uuid, 'failed')).toEqual([])
    await world().database.kysely.updateTable('workflows').set({ sandbox: 0 }).execute()
    expect(await findings(uuid, 'failed')).toContain('event 1: its link is not that of it and of what was before it')
  })

  test('changes at the same time leave one unbroken chain', async () => {
    const uuid = await createWorkflow(world())
    const clicks = Array.from({ length: 30 }, (_, i) =>
      world().workflows.change(uuid, (workflow) => ({
        workflow,
        facts: [{ at: at(0), fact: { type: 'skip requested', by: `U${i}`, index: 0 } }],
        read: [],
        unmatched: [],
        result: undefined,
      })),
    )
    await Promise.all(clicks)
    expect((await read(uuid)).events.map(({ seq }) => seq)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1))
    expect(await findings(uuid, 'failed')).toEqual([])
  })

  test('events of before there was a chain are told from those that it proves', async () => {
    const uuid = await createWorkflow(world())
    const nothing = { salt: null, digest: null, link: null, receipt_key: null }
    await world().database.kysely.updateTable('events').set(nothing).execute()
    await world().database.kysely.updateTable('workflows').set({ plan_salt: null, plan_digest: null }).execute()
    await sendFirst(world(), uuid)
    expect(await findings(uuid, 'failed')).toEqual([])
    expect(await findings(uuid, 'not checked')).toEqual([
      'plan: its addresses and texts were saved before there was a chain',
      'event 1: it was saved before there was a chain: nothing proves it',
      'events: the final report: the workflow had not ended',
      'head: it is not signed: whoever can write the file can have made all of it',
    ])
    expect(await findings(uuid, 'ok')).toContain('events: 2 events, each linked to the one before')
  })

  describeRedaction(world, { read, findings })
}

interface Readers {
  read: (uuid: string) => Promise<RecordedEvidence>
  findings: (uuid: string, level: 'ok' | 'failed' | 'not checked') => Promise<string[]>
}

function describeRedaction(world: () => StoreWorld, { read, findings }: Readers): void {
  test('a redaction leaves nothing personal in any table, and a chain that is still proved', async () => {
    const uuid = await tellStory(world())
    const notification = aNotification()
    await world().notifications.save(notification)
    await world().notifications.change(notification.id, { workflowUuid: uuid })
    const links = (await read(uuid)).events.map(({ link }) => link)
    for (const personal of PERSONAL) expect(await everything(world())).toContain(personal)
    expect(await redactWorkflow(world().database, uuid)).toBe('redacted')
    for (const personal of PERSONAL) expect(await everything(world())).not.toContain(personal)
    expect((await read(uuid)).events.map(({ link }) => link)).toEqual(links)
    expect(await findings(uuid, 'failed')).toEqual([])
    const redacted = await findings(uuid, 'not checked')
    expect(redacted).toContain('plan: its addresses and texts were redacted')
    expect(redacted).toContain('event 7: its personal part was redacted; all else of it is proved by its link')
    expect(redacted).toContain('receipt 2: it was redacted')
  })

  test('what is left of a redacted story is read like any other', async () => {
    const uuid = await tellStory(world())
    const before = await world().workflows.read(uuid)
    await redactWorkflow(world().database, uuid)
    const after = await world().workflows.read(uuid)
    expect(after?.facts.map(({ fact }) => fact.type)).toEqual(before?.facts.map(({ fact }) => fact.type))
    expect(after?.facts[6]?.fact).toMatchObject({ type: 'cancel requested', by: 'redacted', during: 1 })
    expect(after?.workflow.messages.map(({ channel, failover }) => ({ channel, failover }))).toEqual(
      MESSAGES.map(({ channel, failover }) => ({ channel, failover })),
    )
    expect(after?.workflow.state.outcome).toEqual(before?.workflow.state.outcome)
  })

  test('a redaction leaves other workflows as they are, and can be repeated', async () => {
    const [uuid, other] = [await tellStory(world()), await tellStory(world())]
    const untouched = await read(other)
    await redactWorkflow(world().database, uuid)
    expect(await redactWorkflow(world().database, uuid)).toBe('redacted')
    expect(await read(other)).toEqual(untouched)
  })

  test('a workflow that runs, or that has a receipt to read, is not redacted', async () => {
    const running = await createWorkflow(world())
    expect(await redactWorkflow(world().database, running)).toBe('still running')
    const ended = await tellStory(world())
    await world().receipts.save([
      aSignedReceipt({ messageUuid: 'm', workflowUuid: ended, index: 1, attempt: 1 }, at(20)),
    ])
    expect(await redactWorkflow(world().database, ended)).toBe('still running')
    expect(await redactWorkflow(world().database, randomUUID())).toBe('not found')
    expect((await read(running)).messages).toEqual(MESSAGES)
  })

  test('a receipt that comes after a redaction is chained to what is left', async () => {
    const uuid = await tellStory(world())
    await redactWorkflow(world().database, uuid)
    const late = { messageUuid: 'm', workflowUuid: uuid, index: 1, attempt: 1, status: 'read' }
    await world().receipts.save([aSignedReceipt(late, at(20))])
    await apply(world(), uuid, { type: 'tick', at: at(21) })
    expect((await read(uuid)).events.at(-1)).toMatchObject({ seq: 11, type: 'receipt' })
    expect(await findings(uuid, 'failed')).toEqual([])
    expect(await findings(uuid, 'ok')).toContain('receipt 3: it is signed with the signature secret')
  })

  test('a webhook that is repeated after a redaction is not kept again', async () => {
    const uuid = await tellStory(world())
    const receipt = aSignedReceipt({ messageUuid: 'm', workflowUuid: uuid, index: 1, attempt: 1 }, at(12))
    await world().receipts.save([receipt])
    await apply(world(), uuid, { type: 'tick', at: at(13) })
    await redactWorkflow(world().database, uuid)
    await world().receipts.save([receipt])
    expect((await read(uuid)).receipts).toHaveLength(3)
  })
}

async function everything({ database: { kysely } }: StoreWorld): Promise<string> {
  const tables = ['workflows', 'events', 'receipts', 'message_uuids', 'notifications'] as const
  const rows = await Promise.all(tables.map((table) => kysely.selectFrom(table).selectAll().execute()))
  return JSON.stringify(rows)
}
