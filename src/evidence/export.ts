import { type KeyObject, sign } from 'node:crypto'
import { EVIDENCE_FORMAT, genesisLink, newSalt, saltedDigest } from './chain.ts'
import type { EvidenceExport, ExportedEvent } from './export-schema.ts'
import { receiptsHash, signedBytes } from './head.ts'
import { splitFact, splitMessage } from './personal.ts'
import type { RecordedEvent, RecordedEvidence, RecordedReceipt } from './recorded.ts'
import { fingerprintOf, publicKeyHex } from './signing-key.ts'

/** When an export is made, in milliseconds, and the Ed25519 key that signs its head; without one it says `unsigned`. */
export interface ExportOptions {
  exportedAt: number
  signingKey?: KeyObject | undefined
}

/** Makes the export of a workflow's evidence. */
export function exportEvidence(recorded: RecordedEvidence, { exportedAt, signingKey }: ExportOptions): EvidenceExport {
  const { workflowUuid, sandbox, events } = recorded
  const plan = exportPlan(recorded)
  const evidence = {
    ...(sandbox ? { sandbox: true as const } : {}),
    format: EVIDENCE_FORMAT,
    workflowUuid,
    plan,
    events: events.map(exportEvent),
    receipts: recorded.receipts.map(exportReceipt),
  } satisfies Omit<EvidenceExport, 'head'>
  const genesis = genesisLink({ workflowUuid, sandbox, plan: plan.messages, planDigest: plan.digest })
  const head = {
    lastSeq: events.at(-1)?.seq ?? 0,
    link: events.findLast(({ link }) => link !== null)?.link ?? genesis,
    receipts: receiptsHash(evidence.receipts),
    unchained: events.filter(({ link }) => link === null).map(({ seq }) => seq),
    exportedAt,
  }
  const signature = signingKey ? signed(signedBytes(evidence, head), signingKey) : ('unsigned' as const)
  return { ...evidence, head: { ...head, signature } }
}

/** An export as the text of a file. */
export function evidenceJson(evidence: EvidenceExport): string {
  return `${JSON.stringify(evidence, null, 2)}\n`
}

/** An export without anything that can lead to a person; it can still be verified, but for what is gone. */
export function redactExport(evidence: EvidenceExport): EvidenceExport {
  return {
    ...evidence,
    plan: { ...evidence.plan, personal: null },
    events: evidence.events.map((event) => ({ ...event, data: splitFact(event.data).open, personal: null })),
    receipts: evidence.receipts.map((receipt) => ({ ...receipt, personal: null })),
  }
}

function exportPlan({ messages, planSalt, planDigest }: RecordedEvidence): EvidenceExport['plan'] {
  const split = messages.map(splitMessage)
  const isRedacted = planDigest !== null && planSalt === null
  return {
    messages: split.map(({ open }) => open),
    digest: planDigest,
    personal: isRedacted ? null : { salt: planSalt, messages: split.map(({ personal }) => personal) },
  }
}

/** An event of before there was a chain is shown whole. */
function exportEvent({ salt, receiptKey, data, digest, link, ...event }: RecordedEvent): ExportedEvent {
  if (digest === null || link === null) return { ...event, data, digest: null, link: null, personal: null }
  const { open, personal } = splitFact(data)
  const kept = salt === null ? null : { salt, data: personal, receipt: receiptKey }
  return { ...event, data: open, digest, link, personal: kept }
}

/** Receipts are no links of the chain, since they can come at any time: the head binds what there is of them. */
function exportReceipt({ receivedAt, kind, raw }: RecordedReceipt): EvidenceExport['receipts'][number] {
  const open = { receivedAt, kind, verdict: 'good' as const }
  if (!raw) return { ...open, digest: null, personal: null }
  const salt = newSalt()
  return { ...open, digest: saltedDigest(salt, raw), personal: { salt, ...raw } }
}

function signed(bytes: Buffer, key: KeyObject): EvidenceExport['head']['signature'] {
  return {
    algorithm: 'Ed25519',
    publicKey: publicKeyHex(key),
    fingerprint: fingerprintOf(key),
    value: sign(null, bytes, key).toString('hex'),
  }
}
