import type { Submitter } from '../engine/ports.ts'
import { CHANNELS } from '../failover/channel.ts'
import { parseClientRef } from '../failover/client-ref.ts'
import type { RecordedFact } from '../failover/fact.ts'
import { isReportable, type ReportableFact } from '../failover/reportable.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { type CallbackError, receiptError, refusalError } from './callback-error.ts'
import { messageUuidOf, type SentMessage, sentMessages } from './callback-messages.ts'
import { UUID_KEYS } from './paths.ts'

/** A workflow as its callbacks tell it. */
export interface ReportedWorkflow {
  uuid: string
  api: Submitter['api']
  messages: readonly WorkflowMessage[]
  facts: readonly RecordedFact[]
}

/**
 * The body of the callback for one fact: always the same, since it is made of that fact and those before it alone. The
 * specifications' misspelt channel `viber_sevice_msg` is not copied: clients get the word that they sent.
 * @returns undefined where there is nothing to tell (any more): no such fact, or what it told was redacted.
 */
export function callbackBody(workflow: ReportedWorkflow, seq: number): Record<string, unknown> | undefined {
  const facts = workflow.facts.filter((recorded) => recorded.seq <= seq)
  const last = facts.at(-1)
  if (last?.seq !== seq || !isReportable(last.fact)) return undefined
  const timestamp = new Date(last.providerAt ?? last.at).toISOString()
  const known = { ...workflow, facts, timestamp }
  return last.fact.type === 'ended' ? finalReport(known, last.fact) : messageStatus(known, last.fact)
}

type KnownWorkflow = ReportedWorkflow & { timestamp: string }

/** Source: Messages API 0.4.0 (v0.1) and Dispatch API 0.3.3, MessageStatus. */
function messageStatus(
  { uuid, api, messages, facts, timestamp }: KnownWorkflow,
  fact: Exclude<ReportableFact, { type: 'ended' }>,
): Record<string, unknown> | undefined {
  const message = messages[fact.index]
  if (!message || isRedacted(message)) return undefined
  const { channel: type, clientRef } = message
  const row = CHANNELS[type]
  const error = errorOf(fact)
  return {
    message_uuid: messageUuidOf(uuid, facts, fact),
    to: { type, [row.to]: message.to },
    from: { type, [row.from]: message.from },
    timestamp,
    status: fact.type === 'refused' ? 'rejected' : fact.status,
    ...(error ? { error } : {}),
    ...(fact.type === 'receipt' && fact.usage ? { usage: fact.usage } : {}),
    ...(isClientsOwn(clientRef) ? { client_ref: clientRef } : {}),
    _links: { workflow: { [UUID_KEYS[api]]: uuid, href: `/workflows/${uuid}` } },
  }
}

/** One that reads like ours is not put back: in a signed body it would pass for a receipt of another workflow. */
function isClientsOwn(clientRef: string | undefined): clientRef is string {
  return clientRef !== undefined && parseClientRef(clientRef) === undefined
}

function errorOf(fact: Exclude<ReportableFact, { type: 'ended' }>): CallbackError | undefined {
  if (fact.type === 'refused') return refusalError(fact.failure)
  return fact.failure && receiptError(fact.failure)
}

/** Source: Dispatch API 0.3.3, finalReport, which knows no `cancelled`, and one currency. */
function finalReport(
  { uuid, api, messages, facts, timestamp }: KnownWorkflow,
  { status, usage = [] }: Extract<ReportableFact, { type: 'ended' }>,
): Record<string, unknown> | undefined {
  if (messages.every(isRedacted)) return undefined
  const [total, another] = usage
  return {
    [UUID_KEYS[api]]: uuid,
    template: 'failover',
    status: status === 'completed' ? 'completed' : 'error',
    timestamp,
    // A sum of different currencies is none; what each message cost is said below.
    ...(total && !another ? { usage: { price: total.price, currency: total.currency } } : {}),
    _links: { messages: sentMessages(uuid, facts).map((sent) => messageLink(sent, messages)) },
  }
}

function messageLink({ index, messageUuid, status, usage }: SentMessage, messages: readonly WorkflowMessage[]) {
  return {
    message_uuid: messageUuid,
    href: `/messages/${messageUuid}`,
    channel: messages[index]?.channel,
    ...(usage ? { usage } : {}),
    ...(status ? { status } : {}),
  }
}

function isRedacted({ to }: WorkflowMessage): boolean {
  return to === ''
}
