import { CHANNELS, type Channel } from './channel.ts'
import { latestSendMs } from './latest-send.ts'
import { type SmsEncoding, smsParts } from './sms-parts.ts'
import type { WorkflowMessage } from './workflow.ts'

/** Something that may turn out otherwise than meant, although the workflow can be started. */
export type Warning = {
  /** The message that it is about. */
  index: number
} & (
  | { type: 'text too long'; limit: number }
  | { type: 'sms parts'; parts: number; encoding: SmsEncoding; unicodeBecauseOf?: string }
  /** It may have been read, and yet the next message goes. */
  | { type: 'read is often off' }
  /** `lastHeardAt` is absent where the person has not written to us, as far as is known. */
  | { type: 'outside the window'; windowMs: number; lastHeardAt?: number }
  /** It is open now, and closed by the time the message may go. */
  | { type: 'window may close'; closesAt: number }
  | { type: 'unknown tag'; tag: string }
  /** It is dropped, and so fails, before its time is over. */
  | { type: 'ttl shorter'; ttlSeconds: number; expirySeconds: number }
  /** It may still arrive after the next message went; `ttlSeconds` is absent where none was asked for. */
  | { type: 'ttl longer'; ttlSeconds?: number; bestTtlSeconds: number }
  /** The message before it with the same channel and address. */
  | { type: 'same address'; as: number }
)

/** What is true where and when a workflow is linted. */
export interface LintCircumstances {
  now: number
  /** When the recipient of a message last wrote to us on its channel; undefined where nothing was heard. */
  lastHeardAt(message: WorkflowMessage): number | undefined
}

type Found = Warning extends infer One ? (One extends Warning ? Omit<One, 'index'> : never) : never

const HOUR_MS = 60 * 60 * 1000

/** How long somebody who wrote to us may be written to. Source: Messages API, error 1340 "Outside of the allowed window". */
const WINDOW_MS = 24 * HOUR_MS

/** How long each tag keeps the window open; for good where nothing is said. Source: Meta, Messenger Platform, message tags. */
const TAG_WINDOW_MS: Readonly<Record<string, number>> = {
  CONFIRMED_EVENT_UPDATE: Number.POSITIVE_INFINITY,
  POST_PURCHASE_UPDATE: Number.POSITIVE_INFINITY,
  ACCOUNT_UPDATE: Number.POSITIVE_INFINITY,
  HUMAN_AGENT: 7 * 24 * HOUR_MS,
}

/** The tags that Messenger knows. */
export const MESSENGER_TAGS: readonly string[] = Object.keys(TAG_WINDOW_MS)

/** The channels on which we may only answer within a window, unless a tag or a template opens it. */
const WINDOWED: ReadonlySet<Channel> = new Set<Channel>(['messenger', 'whatsapp'])

/**
 * What may turn out otherwise than meant, in the order of the messages. It says nothing of what `validate` finds wrong,
 * apart from a text that is too long, and nothing of a field that is still empty.
 */
export function lintPlan(messages: readonly WorkflowMessage[], circumstances: LintCircumstances): Warning[] {
  return messages.flatMap((message, index) => {
    const latestSendAt = circumstances.now + latestSendMs(messages, index)
    const found = [
      ...textWarnings(message),
      ...readWarnings(message),
      ...windowWarnings(message, circumstances, latestSendAt),
      ...ttlWarnings(message),
      ...repetitionWarnings(messages, index),
    ]
    return found.map((warning): Warning => ({ index, ...warning }))
  })
}

function textWarnings({ channel, content }: WorkflowMessage): Found[] {
  if (content.type !== 'text') return []
  const limit = CHANNELS[channel].textLimit
  if ([...content.text].length > limit) return [{ type: 'text too long', limit }]
  const parts = channel === 'sms' ? smsParts(content.text) : undefined
  return parts && parts.parts > 1 ? [{ type: 'sms parts', ...parts }] : []
}

/** Only where the channel reports it at all; else it is an error of the plan. */
function readWarnings({ channel, failover }: WorkflowMessage): Found[] {
  if (failover?.conditionStatus !== 'read') return []
  return CHANNELS[channel].conditionStatuses.includes('read') ? [{ type: 'read is often off' }] : []
}

function windowWarnings(message: WorkflowMessage, circumstances: LintCircumstances, latestSendAt: number): Found[] {
  const { channel, content, to, options = {} } = message
  if (!WINDOWED.has(channel) || to === '' || (channel === 'whatsapp' && content.type === 'template')) return []
  const tag = channel === 'messenger' && options.category === 'message_tag' ? options.tag : undefined
  if (tag !== undefined && !Object.hasOwn(TAG_WINDOW_MS, tag)) return [{ type: 'unknown tag', tag }]
  const windowMs = (tag === undefined ? undefined : TAG_WINDOW_MS[tag]) ?? WINDOW_MS
  if (!Number.isFinite(windowMs)) return []
  const lastHeardAt = circumstances.lastHeardAt(message)
  if (lastHeardAt === undefined) return [{ type: 'outside the window', windowMs }]
  const closesAt = lastHeardAt + windowMs
  if (closesAt <= circumstances.now) return [{ type: 'outside the window', windowMs, lastHeardAt }]
  return closesAt <= latestSendAt ? [{ type: 'window may close', closesAt }] : []
}

/** Of Viber alone: what is under way on RCS is taken back before the next message goes. */
function ttlWarnings({ channel, failover, options }: WorkflowMessage): Found[] {
  if (channel !== 'viber_service_msg' || !failover) return []
  const { expirySeconds } = failover
  const ttlSeconds = options?.ttlSeconds
  if (ttlSeconds !== undefined && ttlSeconds < expirySeconds)
    return [{ type: 'ttl shorter', ttlSeconds, expirySeconds }]
  const bestTtlSeconds = Math.max(expirySeconds, CHANNELS.viber_service_msg.ttlSeconds?.min ?? 0)
  if (ttlSeconds === undefined) return [{ type: 'ttl longer', bestTtlSeconds }]
  return ttlSeconds > bestTtlSeconds ? [{ type: 'ttl longer', ttlSeconds, bestTtlSeconds }] : []
}

function repetitionWarnings(messages: readonly WorkflowMessage[], index: number): Found[] {
  const message = messages[index]
  if (!message || message.to === '') return []
  const as = messages.findIndex(({ channel, to }) => channel === message.channel && to === message.to)
  return as < index ? [{ type: 'same address', as }] : []
}
