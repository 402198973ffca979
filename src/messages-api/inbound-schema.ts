import { z } from 'zod'
import type { InboundReport } from '../failover/inbound-message.ts'
import { addressField, extra, readChannel, readTimestamp, textField } from './webhook-fields.ts'

/** What tells an inbound message from a status, which has all else in common with it. */
const noStatus = { status: z.undefined().optional() }

/**
 * Source: Messages API 1.20.0, inbound messages. Only SMS may come without its type; what it carries is in the property
 * of the type's name.
 */
const inboundV1 = z.looseObject({
  ...noStatus,
  message_uuid: z.string().min(1),
  channel: z.string(),
  to: textField,
  from: textField,
  timestamp: z.string(),
  message_type: extra(z.string().min(1)),
  text: extra(z.string()),
  profile: extra(z.looseObject({ name: z.string() })),
})

/** Source: Messages API 0.4.0 (v0.1), inbound-message. */
const inboundV01 = z.looseObject({
  ...noStatus,
  message_uuid: z.string().min(1),
  to: addressField,
  from: addressField,
  timestamp: z.string(),
  message: z.looseObject({ content: z.looseObject({ type: z.string().min(1) }) }),
})

/** What of an image, a button, a reply and the like is words. Source: Messages API 1.20.0, inbound messages. */
const contentPart = z.looseObject({
  text: extra(z.string()),
  title: extra(z.string()),
  caption: extra(z.string()),
  name: extra(z.string()),
  emoji: extra(z.string()),
})

/** Reads an inbound webhook of either version; undefined where it is none. */
export function readInbound(body: unknown): InboundReport | undefined {
  const v1 = inboundV1.safeParse(body)
  if (v1.success && (v1.data.message_type !== undefined || v1.data.text !== undefined)) {
    const { channel, to, from, message_type: contentType = 'text', profile } = v1.data
    const name = profile ? { name: profile.name } : {}
    return report(v1.data, { channel, to, from, contentType, content: v1.data, ...name })
  }
  const v01 = inboundV01.safeParse(body)
  if (!v01.success) return undefined
  const { to, from, message } = v01.data
  const { content } = message
  return report(v01.data, {
    channel: from.type,
    to: to.number ?? to.id,
    from: from.number ?? from.id,
    contentType: content.type,
    content,
  })
}

interface Said {
  channel: string
  to: string | undefined
  from: string | undefined
  contentType: string
  /** Where the content is, under its type. */
  content: Record<string, unknown>
  name?: string
}

function report(common: { message_uuid: string; timestamp: string }, said: Said): InboundReport | undefined {
  const { to, from, contentType, content, name } = said
  const channel = readChannel(said.channel)
  if (!channel || to === undefined || from === undefined || !isStorable(from)) return undefined
  const providerAt = readTimestamp(common.timestamp)
  const text = wordsOf(Object.hasOwn(content, contentType) ? content[contentType] : undefined)
  return {
    type: 'inbound',
    messageUuid: common.message_uuid,
    channel,
    from,
    to,
    contentType,
    ...(providerAt === undefined ? {} : { providerAt }),
    ...(text === undefined ? {} : { text }),
    ...(name === undefined ? {} : { name }),
  }
}

/** PostgreSQL has no text with a NUL in it, and people are looked up by their addresses. */
function isStorable(address: string): boolean {
  return !address.includes('\u0000')
}

function wordsOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content
  const part = contentPart.safeParse(content)
  if (!part.success) return undefined
  const { text, title, caption, name, emoji } = part.data
  return text ?? title ?? caption ?? name ?? emoji
}
