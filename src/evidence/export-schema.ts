import { z } from 'zod'
import { EVIDENCE_FORMAT } from './chain.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256')
const hex = z.string().regex(/^[0-9a-f]+$/, 'is not hexadecimal')
const instant = z.int().nonnegative()
const fields = z.record(z.string(), z.unknown())

/** `personal` is null where it was redacted; the digest beside it stays. `digest` is null where there never was one. */
const event = z.strictObject({
  seq: z.int().positive(),
  /** Our clock, milliseconds since 1970, like all instants here. */
  at: instant,
  /** The provider's clock. */
  providerAt: z.int().nullable(),
  type: z.string(),
  /** The decision or what happened, with its reason. */
  data: fields,
  digest: hash.nullable(),
  /** Null in an event that was saved before there was a chain. */
  link: hash.nullable(),
  /** `receipt`: the hash of the raw body of the receipt that it records. */
  personal: z.strictObject({ salt: hex, data: fields, receipt: hash.nullable() }).nullable(),
})

const receipt = z.strictObject({
  receivedAt: instant,
  kind: z.string(),
  /** What the check of its signature came to when it came; no other is kept. */
  verdict: z.literal('good'),
  digest: hash.nullable(),
  personal: z.strictObject({ salt: hex, key: hash, body: z.string(), token: z.string() }).nullable(),
})

const plan = z.strictObject({
  messages: z.array(fields),
  digest: hash.nullable(),
  personal: z.strictObject({ salt: hex.nullable(), messages: z.array(fields) }).nullable(),
})

const signature = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** SPKI in DER. */
  publicKey: hex,
  /** SHA-256 of the public key. */
  fingerprint: hash,
  value: hex,
})

const head = z.strictObject({
  lastSeq: z.int().nonnegative(),
  /** The last link of the chain; that of the genesis where there is none. */
  link: hash,
  /** The hash of the list of receipts, without their personal parts. */
  receipts: hash,
  /** The events that were saved before there was a chain. */
  unchained: z.array(z.int().positive()),
  exportedAt: instant,
  signature: z.union([signature, z.literal('unsigned')]),
})

/** An export of one workflow's evidence. */
export const exportSchema = z.strictObject({
  /** Made in a sandbox: nothing in it is a real delivery. */
  sandbox: z.literal(true).optional(),
  format: z.literal(EVIDENCE_FORMAT),
  workflowUuid: z.string(),
  plan,
  events: z.array(event),
  receipts: z.array(receipt),
  head,
})

/** An export of one workflow's evidence, as plain JSON. */
export type EvidenceExport = z.infer<typeof exportSchema>

/** An event of an export. */
export type ExportedEvent = EvidenceExport['events'][number]
