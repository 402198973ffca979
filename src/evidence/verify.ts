import type { KeyObject } from 'node:crypto'
import { type EvidenceExport, exportSchema } from './export-schema.ts'
import { type Finding, failed, notChecked, ok } from './finding.ts'
import { checkChain, checkPlan } from './verify-chain.ts'
import { checkHead } from './verify-head.ts'
import { checkReceipts } from './verify-receipts.ts'
import { checkStory } from './verify-story.ts'

/** What a verifier may know besides the export. */
export interface VerifyOptions {
  /** The signature secrets of the provider's account; without them its signatures on the receipts are not checked. */
  signatureSecrets?: readonly string[]
  /** The operator's public key; without it the head is checked by the key that the export itself carries. */
  publicKey?: KeyObject
}

/** The problems with the form of an export that are listed. */
const FORM_PROBLEMS_MAX = 10

/** Checks an export without anything but its text and the options. Pure; throws for no text at all. */
export function verifyEvidence(text: string, options: VerifyOptions = {}): Finding[] {
  try {
    const read = readExport(text)
    return Array.isArray(read) ? read : [...checkText(text, read), ...checkExport(read, options)]
  } catch (error) {
    // JSON that is nested too deeply to be hashed: the call stack ends.
    if (error instanceof RangeError) return [failed('file', 'it is nested too deeply to be an export')]
    throw error
  }
}

function readExport(text: string): EvidenceExport | Finding[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return [failed('file', 'it is not JSON')]
  }
  const read = exportSchema.safeParse(json)
  if (read.success) return read.data
  return read.error.issues
    .slice(0, FORM_PROBLEMS_MAX)
    .map(({ path, message }) => failed(path.join('.') || 'file', `it has not the form of an export: ${message}`))
}

/** Two parsers must not read two things: a name that occurs twice, or a text in an unusual form, is refused. */
function checkText(text: string, evidence: EvidenceExport): Finding[] {
  const squeezed = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
  const isPlain = squeezed === JSON.stringify(JSON.parse(text))
  return [
    isPlain ? ok('file', 'it has the form of an export') : failed('file', 'it is not written as an export is'),
    evidence.sandbox
      ? ok('file', 'it is marked: made in a sandbox, and nothing in it is a real delivery')
      : ok('file', 'it is not marked as made in a sandbox'),
  ]
}

function checkExport(evidence: EvidenceExport, options: VerifyOptions): Finding[] {
  const findings = [
    ...checkPlan(evidence),
    ...checkChain(evidence),
    ...checkReceipts(evidence, options.signatureSecrets ?? []),
    ...checkStory(evidence),
    ...checkHead(evidence, options.publicKey),
  ]
  return evidence.events.length > 0 ? findings : [...findings, notChecked('events', 'there are none')]
}
