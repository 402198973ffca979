import type { KeyObject } from 'node:crypto'
import { hashOf, signatureKey, verifyWebhook } from '../signing/webhook-signature.ts'
import { saltedDigest } from './chain.ts'
import type { EvidenceExport } from './export-schema.ts'
import { type Finding, failed, notChecked, ok } from './finding.ts'
import { receiptsHash } from './head.ts'

type Receipt = EvidenceExport['receipts'][number]

/** Checks the receipts: their hashes, the provider's signatures, and that each event's receipt is there. */
export function checkReceipts(evidence: EvidenceExport, signatureSecrets: readonly string[]): Finding[] {
  const { receipts, head } = evidence
  const keys = signatureSecrets.filter((secret) => secret !== '').map(signatureKey)
  const findings = [
    ...receipts.flatMap((receipt, i) => checkReceipt(receipt, `receipt ${i + 1}`)),
    ...checkBindings(evidence),
    ...(receiptsHash(receipts) === head.receipts ? [] : [failed('head', 'its list of receipts is another')]),
  ]
  if (!findings.some(({ level }) => level === 'failed')) {
    findings.unshift(ok('receipts', `${receipts.length} receipts, each the one that its hash says`))
  }
  return [...findings, ...checkSignatures(evidence, keys)]
}

function checkReceipt({ digest, personal }: Receipt, where: string): Finding[] {
  if (personal === null) return [notChecked(where, 'it was redacted')]
  const { salt, ...raw } = personal
  if (hashOf(Buffer.from(raw.body)) !== raw.key) return [failed(where, 'its body is not that of its hash')]
  if (digest === null || saltedDigest(salt, raw) !== digest) return [failed(where, 'it is not that of its digest')]
  return []
}

/** An event may name a redacted receipt: then it can't be said which one of them it is. */
function checkBindings({ events, receipts }: EvidenceExport): Finding[] {
  const byKey = new Map(receipts.map((receipt) => [receipt.personal?.key, receipt]))
  const hasRedacted = receipts.some(({ personal }) => personal === null)
  return events.flatMap(({ seq, at, type, personal }) => {
    const where = `event ${seq}`
    const key = personal?.receipt ?? null
    if (type === 'receipt' && personal && key === null) return [failed(where, 'it names no receipt')]
    if (key === null) return []
    const receipt = byKey.get(key)
    if (receipt)
      return receipt.receivedAt === at ? [] : [failed(where, 'its time is not when its receipt was received')]
    return [hasRedacted ? notChecked(where, 'its receipt was redacted') : failed(where, 'its receipt is missing')]
  })
}

function checkSignatures({ receipts, sandbox }: EvidenceExport, keys: readonly KeyObject[]): Finding[] {
  const raws = receipts.flatMap((receipt, i) => (receipt.personal ? [{ receipt, where: `receipt ${i + 1}` }] : []))
  if (raws.length === 0) return []
  if (keys.length === 0) {
    return [notChecked('receipts', "the provider's signatures: this needs the signature secret")]
  }
  return raws.map(({ receipt: { personal, receivedAt }, where }) => {
    const { body, token } = personal ?? { body: '', token: '' }
    const verdict = verifyWebhook(Buffer.from(body), token, keys, receivedAt)
    // The clock of a sandbox is moved, that of its signatures is not.
    const isOldInSandbox = sandbox === true && (verdict === 'too old' || verdict === 'from the future')
    if (verdict === 'good' || isOldInSandbox) return ok(where, 'it is signed with the signature secret')
    return failed(where, `the provider's signature on it is not good: ${verdict}`)
  })
}
