import { createHash } from 'node:crypto'
import type { RecordedFact } from '../failover/fact.ts'
import { knownStatus, type MessageStatus, mergeStatus } from '../failover/message-status.ts'
import type { Usage } from '../failover/usage.ts'

/** A message as the provider has it: each attempt that came to have a uuid is one. */
export interface SentMessage {
  index: number
  messageUuid: string
  /** The best of the reported ones; absent while none is. */
  status?: MessageStatus
  usage?: Usage
}

/** All messages that have a uuid by these facts, in the order in which they got it. */
export function sentMessages(workflowUuid: string, facts: readonly RecordedFact[]): SentMessage[] {
  const sent = new Map<string, SentMessage>()
  for (const { fact } of facts) {
    if (fact.type !== 'accepted' && fact.type !== 'receipt' && fact.type !== 'refused') continue
    const messageUuid = messageUuidOf(workflowUuid, facts, fact)
    const message = sent.get(messageUuid) ?? { index: fact.index, messageUuid }
    sent.set(messageUuid, message)
    const reported = fact.type === 'refused' ? 'rejected' : knownStatus(fact.type === 'receipt' ? fact.status : '')
    if (reported) message.status = message.status ? mergeStatus(message.status, reported).status : reported
    if (fact.type === 'receipt' && fact.usage) message.usage ??= fact.usage
  }
  return [...sent.values()]
}

/**
 * The uuid of the message that an attempt was: the provider's, wherever these facts name it, or else one of ours. A
 * message that was refused has none, but a status must name one. Source: Messages API 0.4.0 (v0.1), MessageStatus.required.
 */
export function messageUuidOf(
  workflowUuid: string,
  facts: readonly RecordedFact[],
  { index, attempt, messageUuid }: { index: number; attempt: number; messageUuid?: string },
): string {
  if (messageUuid !== undefined) return messageUuid
  for (const { fact } of facts) {
    if (fact.type !== 'accepted' && fact.type !== 'receipt') continue
    if (fact.index !== index || fact.attempt !== attempt || fact.messageUuid === undefined) continue
    return fact.messageUuid
  }
  return uuidFrom(`${workflowUuid}:${index}:${attempt}`)
}

/** The same uuid for the same text. Source: RFC 9562, version 8. */
function uuidFrom(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex')
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`]
  return [...parts, hash.slice(20, 32)].join('-')
}
