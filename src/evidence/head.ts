import { hashCanonical } from './chain.ts'
import type { EvidenceExport } from './export-schema.ts'

/** The hash of the list of receipts; stays the same when they are redacted in an export. */
export function receiptsHash(receipts: EvidenceExport['receipts']): string {
  return hashCanonical(receipts.map(({ personal: _personal, ...open }) => open))
}

/** The bytes that the signature of a head is of. */
export function signedBytes(
  evidence: Omit<EvidenceExport, 'head'>,
  head: Omit<EvidenceExport['head'], 'signature'>,
): Buffer {
  const { lastSeq, link, receipts, unchained, exportedAt } = head
  const { format, workflowUuid, sandbox } = evidence
  const signed = { format, workflowUuid, sandbox, lastSeq, link, receipts, unchained, exportedAt }
  return Buffer.from(hashCanonical(signed))
}
