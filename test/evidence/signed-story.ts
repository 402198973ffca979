import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { evidenceJson, exportEvidence } from '../../src/evidence/export.ts'
import type { EvidenceExport } from '../../src/evidence/export-schema.ts'
import type { Finding } from '../../src/evidence/finding.ts'
import type { RecordedEvidence } from '../../src/evidence/recorded.ts'
import { type VerifyOptions, verifyEvidence } from '../../src/evidence/verify.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createEvidenceStore } from '../../src/store/evidence.ts'
import { at } from '../failover/workflows.ts'
import { createStoreWorld } from '../store/world.ts'
import { SIGNATURE_SECRET, tellStory } from './story.ts'

/** A story that was kept, exported and signed. */
export interface SignedStory {
  recorded: RecordedEvidence
  signed: EvidenceExport
  /** The export as a file. */
  text: string
  publicKey: KeyObject
  /** What a verifier who has the secret and the key, or only what is given, finds at a level. */
  found: (json: string, level: Finding['level'], options?: VerifyOptions) => string[]
}

/** Keeps the story of these tests in a database of its own, and exports it. */
export async function signStory({ sandbox = false } = {}): Promise<SignedStory> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const database = await openDatabase(':memory:')
  const uuid = await tellStory(createStoreWorld(database, { sandbox }))
  const recorded = present(await createEvidenceStore(database).read(uuid))
  await database.close()
  const signed = exportEvidence(recorded, { exportedAt: at(100), signingKey: privateKey })
  const known: VerifyOptions = { signatureSecrets: ['another', SIGNATURE_SECRET], publicKey }
  const found = (json: string, level: Finding['level'], options: VerifyOptions = known) =>
    verifyEvidence(json, options)
      .filter((finding) => finding.level === level)
      .map(({ where, what }) => `${where}: ${what}`)
  return { recorded, signed, text: evidenceJson(signed), publicKey, found }
}

/** The file of an export after a change to a copy of it. */
export function changed(original: EvidenceExport, change: (copy: EvidenceExport) => void): string {
  const copy = structuredClone(original)
  change(copy)
  return evidenceJson(copy)
}

/** What must be there. @throws Error when it is not. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('it is missing')
  return value
}
