/**
 * How a workflow's events are chained. What is *personal* in an event is bound by a salted digest, all else openly: so
 * the personal part and its salt can be removed later (*redaction*), nobody can guess them from the digest, and the
 * chain still proves the rest. A *link* is the hash of an event and of the link before it; the first one follows the
 * *genesis*, the hash of the workflow's uuid, its mark, and its plan.
 */
import { createHash, randomBytes } from 'node:crypto'

/** The version of everything that is hashed here; part of the genesis and of a signed head. */
export const EVIDENCE_FORMAT = 'backstop-evidence/1'

/** Bytes of chance that keep a digest from being guessed. */
const SALT_BYTES = 16

/** What of an event stays open when it is redacted. */
export interface OpenEvent {
  seq: number
  /** Our clock. */
  at: number
  /** The provider's clock. */
  providerAt: number | null
  type: string
  data: Record<string, unknown>
  /** Salted, of the personal part. */
  digest: string
}

/** What the first link follows. */
export interface Genesis {
  workflowUuid: string
  sandbox: boolean
  /** What of the plan stays open, message by message. */
  plan: readonly unknown[]
  /** Salted, of the plan's personal part; null for a workflow that was saved before there was a chain. */
  planDigest: string | null
}

/** JSON of which there is only one form: keys in order, no white space. Source: RFC 8785. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

/** SHA-256 of the canonical JSON, in lower-case hexadecimal. */
export function hashCanonical(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

/** A salt; each is used once. */
export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('hex')
}

/** The digest of something personal, from which it can't be guessed without the salt. */
export function saltedDigest(salt: string, content: unknown): string {
  return hashCanonical({ salt, content })
}

/** The digest of an event's personal part: the personal data and the hash of the receipt that it records. */
export function eventDigest(salt: string, data: Record<string, unknown>, receipt: string | null): string {
  return saltedDigest(salt, { data, receipt })
}

/** What the first event of a workflow is linked to. */
export function genesisLink({ workflowUuid, sandbox, plan, planDigest }: Genesis): string {
  return hashCanonical({
    format: EVIDENCE_FORMAT,
    workflowUuid,
    ...(sandbox ? { mark: 'SANDBOX' } : {}),
    plan,
    planDigest,
  })
}

/** The link of an event that follows another. */
export function nextLink(previous: string, { seq, at, providerAt, type, data, digest }: OpenEvent): string {
  return hashCanonical({ previous, seq, at, providerAt, type, data, digest })
}
