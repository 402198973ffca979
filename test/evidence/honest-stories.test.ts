import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DatedFact } from '../../src/engine/ports.ts'
import { evidenceCsv } from '../../src/evidence/csv.ts'
import { evidenceJson, exportEvidence, redactExport } from '../../src/evidence/export.ts'
import { verifyEvidence } from '../../src/evidence/verify.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createEvidenceStore } from '../../src/store/evidence.ts'
import { createWorld, freshWorkflow, type Move, moves } from '../failover/histories.ts'
import { createStoreWorld } from '../store/world.ts'
import { present } from './signed-story.ts'
import { aSignedReceipt, SIGNATURE_SECRET } from './story.ts'

let database: Database
beforeAll(async () => {
  database = await openDatabase(':memory:')
})
afterAll(() => database.close())

test('whatever happens to a workflow, its honest export is proved, redacted or not', async () => {
  await fc.assert(
    fc.asyncProperty(freshWorkflow, moves, async (workflow, history) => {
      const exported = exportEvidence(await record(workflow, history), { exportedAt: 0 })
      for (const evidence of [exported, redactExport(exported)]) {
        const findings = verifyEvidence(evidenceJson(evidence), { signatureSecrets: [SIGNATURE_SECRET] })
        expect(findings.filter(({ level }) => level === 'failed')).toEqual([])
        expect(evidenceCsv(evidence).split('\r\n')).toHaveLength(evidence.events.length + 2)
      }
    }),
    { numRuns: 150 },
  )
})

/** Plays a history and keeps it as the engine would, each receipt with the webhook that it came from. */
async function record(workflow: Parameters<typeof createWorld>[0], history: readonly Move[]) {
  const played = createWorld(workflow)
  for (const move of history) played.play(move)
  const store = createStoreWorld(database)
  const uuid = await store.workflows.create({ uuid: randomUUID(), workflow, facts: [] })
  const facts: DatedFact[] = []
  for (const { at, seq, fact } of played.recorded) {
    if (fact.type !== 'receipt') facts.push({ at, fact })
    else {
      const receipt = aSignedReceipt({ messageUuid: `${uuid}-${seq}`, workflowUuid: uuid, status: fact.status }, at)
      await store.receipts.save([receipt])
      facts.push({ at, fact, receiptKey: receipt.dedupeKey })
    }
  }
  await store.workflows.change(uuid, (_, receipts) => {
    const read = receipts.map(({ id }) => id)
    return { workflow: played.workflow, facts, read, unmatched: [], result: undefined }
  })
  return present(await createEvidenceStore(database).read(uuid))
}
