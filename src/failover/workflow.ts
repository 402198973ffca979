/**
 * The words of this folder. A *workflow* is an ordered list of *messages*; each goes out on one *channel*, from one
 * sender (*from*) to one recipient (*to*). All but the last have a *failover*: the *condition status* that the message
 * must reach within its *expiry time*, or else the next message is sent. An *attempt* is one request to the Messages
 * API for one message. A *receipt* is a status webhook. A *fact* is what happened, as it is shown and kept.
 */
import type { Channel } from './channel.ts'
import type { ConditionStatus } from './message-status.ts'
import type { WorkflowState } from './state.ts'

/** What is sent. Source: Dispatch API 0.3.3, MessageProperty.content. */
export type Content =
  | { type: 'text'; text: string }
  | { type: 'image' | 'audio' | 'file'; url: string; caption?: string }
  /** The address of a picture to show before the video plays: Viber needs one. Source: Messages API 1.20.0. */
  | { type: 'video'; url: string; caption?: string; thumbUrl?: string }
  | { type: 'template'; name: string; parameters: string[] }
  | { type: 'custom'; custom: Record<string, unknown> }

/** The options of a channel that has any. Source: Dispatch API 0.3.3, MessageProperty; Messages API 1.20.0. */
export interface ChannelOptions {
  /** Messenger: response, update or message_tag; Viber: transaction or promotion; RCS: what the message is for. */
  category?: string
  /** Messenger: needed with the category message_tag. */
  tag?: string
  /** Viber and RCS: an undelivered message is dropped after it. */
  ttlSeconds?: number
  /** Viber: the kind of message, as arranged with the vendor. */
  type?: string
  /** Viber: of a video, 1 to 600; it is needed there. */
  durationSeconds?: number
  /** Viber: of a video, 1 to 200; it is needed there. */
  fileSizeMegabytes?: number
  /** WhatsApp: deterministic. */
  policy?: string
  /** WhatsApp: BCP 47, of a template. */
  locale?: string
}

/** The rule that a message is followed by the next one. */
export interface Failover {
  /** Seconds a message has to reach conditionStatus; 15 to 86,400. Source: Dispatch API 0.3.3, expiry_time. */
  expirySeconds: number
  conditionStatus: ConditionStatus
}

/** One message of a workflow. */
export interface WorkflowMessage {
  channel: Channel
  from: string
  to: string
  content: Content
  options?: ChannelOptions
  /** The API client's own reference; never sent to the provider, who gets ours (rule 7). */
  clientRef?: string
  /** On every message but the last. */
  failover?: Failover
}

/** The time limits a workflow was started with; kept with it, so that a later setting doesn't change a running one. */
export interface TimeLimits {
  /** How long the last message may stay without a receipt (rule 3). */
  lastMessageTimeoutMs: number
  /** How long a maybe-sent message waits for a receipt before it is sent again (rule 8). */
  maybeSentGraceMs: number
  /** How long a request to the API may be under way before its sender counts as dead; longer than any HTTP limit. */
  sendLeaseMs: number
}

/** How long a workflow may wait for budget, or on hold for credentials or credit, before it ends in error (rule 9). */
export const LONGEST_HOLD_MS = 24 * 60 * 60 * 1000

/** A workflow as it is kept: what was asked for, and how far it is. */
export interface Workflow {
  messages: WorkflowMessage[]
  limits: TimeLimits
  state: WorkflowState
}

/** What the last message must reach: `delivered`, since it has no failover that could ask for more (rule 3). */
const LAST_CONDITION: ConditionStatus = 'delivered'

/** The status that completes the workflow when this message reaches it. */
export function conditionOf(message: WorkflowMessage): ConditionStatus {
  return message.failover?.conditionStatus ?? LAST_CONDITION
}

/** The text of a message, or the nearest thing to one, for people to recognise it by. */
export function summaryOf(content: Content): string {
  switch (content.type) {
    case 'text':
      return content.text
    case 'template':
      return `template ${content.name}`
    case 'custom':
      return 'custom content'
    default:
      return content.caption ?? content.url
  }
}
