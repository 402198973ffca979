import type { WorkflowMessage } from '../failover/workflow.ts'

/** Everything that is kept of one workflow, as it was at one instant. */
export interface RecordedEvidence {
  workflowUuid: string
  /** Made in a sandbox: nothing here is a real delivery. */
  sandbox: boolean
  messages: WorkflowMessage[]
  /** Null where the plan was redacted. */
  planSalt: string | null
  /** Null for a workflow that was saved before there was a chain. */
  planDigest: string | null
  /** In order. */
  events: RecordedEvent[]
  /** In the order in which they came. */
  receipts: RecordedReceipt[]
}

/** An event as it is kept. `digest` and `link` are null for one that was saved before there was a chain. */
export interface RecordedEvent {
  seq: number
  at: number
  providerAt: number | null
  type: string
  /** The fact without its type; without its personal part where it was redacted. */
  data: Record<string, unknown>
  /** Null where it was redacted. */
  salt: string | null
  digest: string | null
  link: string | null
  /** The hash of the raw body of the receipt that it records. */
  receiptKey: string | null
}

/** A webhook whose signature was good when it came. */
export interface RecordedReceipt {
  receivedAt: number
  /** What the body turned out to be. */
  kind: string
  /** Undefined where it was redacted. */
  raw?: { key: string; body: string; token: string }
}

/** Where evidence is read. */
export interface EvidenceStore {
  /** One consistent view; undefined where there is no such workflow. */
  read(workflowUuid: string): Promise<RecordedEvidence | undefined>
}
