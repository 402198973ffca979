import type { WorkflowMessage } from '../failover/workflow.ts'

/** Something split in what tells the story and what is about a person. */
export interface Split {
  open: Record<string, unknown>
  personal: Record<string, unknown>
}

/**
 * The fields of a fact that can lead to a person: who clicked, the provider's words (they may repeat what it was sent),
 * and the id under which the provider knows the recipient.
 */
const PERSONAL_FIELDS: ReadonlySet<string> = new Set(['by', 'failure', 'messageUuid'])

/** The fields of a message that stay: on which channel it goes, and when the next one is sent. */
const OPEN_FIELDS: ReadonlySet<string> = new Set(['channel', 'failover'])

/** Splits a fact without its type. */
export function splitFact(data: Readonly<Record<string, unknown>>): Split {
  return split(data, (field) => !PERSONAL_FIELDS.has(field))
}

/** Splits a message: addresses, content, options and the client's reference are personal. */
export function splitMessage(message: WorkflowMessage): Split {
  return split({ ...message }, (field) => OPEN_FIELDS.has(field))
}

/** A message of which only its shape is left. */
export function redactMessage({ channel, failover }: WorkflowMessage): WorkflowMessage {
  const redacted: WorkflowMessage = { channel, from: '', to: '', content: { type: 'text', text: '' } }
  return failover ? { ...redacted, failover } : redacted
}

/** A workflow's state, or a failure within it, without what can lead to a person; its shape stays what it was. */
export function redactState(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactState)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([field]) => field === 'by' || !PERSONAL_FIELDS.has(field))
  return Object.fromEntries(kept.map(([field, item]) => [field, field === 'by' ? REDACTED : redactState(item)]))
}

/** Stands where somebody's name or the provider's words were. */
export const REDACTED = 'redacted'

/** What a redacted fact needs so that it can still be read like any other. */
export const REDACTED_FIELDS: Readonly<Record<string, Record<string, unknown>>> = {
  refused: { failure: { title: REDACTED } },
  'cancel requested': { by: REDACTED },
  'skip requested': { by: REDACTED },
}

function split(fields: Readonly<Record<string, unknown>>, isOpen: (field: string) => boolean): Split {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return {
    open: Object.fromEntries(entries.filter(([field]) => isOpen(field))),
    personal: Object.fromEntries(entries.filter(([field]) => !isOpen(field))),
  }
}
