import { CHANNEL_RULES } from './channel-rules.ts'
import type { InboundMessage, WireChannel } from './phone.ts'

/** A text from a person, as it goes to the inbound webhook. */
export interface Inbound extends InboundMessage {
  channel: WireChannel
  /** The person. */
  from: string
}

/** Which version of its webhooks an application has chosen. */
export type WebhookVersion = 'v1' | 'v0.1'

/** The webhook body of a text message from a person. */
export function inboundBody(inbound: Inbound, version: WebhookVersion): unknown {
  return version === 'v1' ? inboundBodyV1(inbound) : inboundBodyV01(inbound)
}

/** Source: Messages API 1.20.0, inbound messages by channel. */
function inboundBodyV1({ channel, messageUuid, from, to, at, text }: Inbound) {
  return {
    channel,
    message_uuid: messageUuid,
    to,
    from,
    timestamp: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    message_type: 'text',
    text,
    ...(channel === 'sms' && {
      sms: { num_messages: '1', keyword: firstWord(text) },
      usage: { currency: 'EUR', price: '0.0057' },
      origin: { network_code: '12345' },
    }),
    ...(channel === 'whatsapp' && { context_status: 'none', profile: { name: 'A person of the sandbox' } }),
  }
}

/** Source: Messages API v0.1 (0.4.0), InboundMessage. */
function inboundBodyV01({ channel, messageUuid, from, to, at, text }: Inbound) {
  const rule = CHANNEL_RULES[channel]
  // A person's address and a sender's are of the same kinds in which messages go the other way.
  const address = (value: string, kind: string) => ({
    type: rule.nameInV01,
    ...(kind === 'id' ? { id: value } : { number: value }),
  })
  return {
    message_uuid: messageUuid,
    to: address(to, rule.from),
    from: address(from, rule.to),
    timestamp: new Date(at).toISOString(),
    message: { content: { type: 'text', text }, ...(channel === 'sms' && { sms: { num_messages: '1' } }) },
    ...(channel === 'sms' && { usage: { currency: 'EUR', price: '0.0057' } }),
  }
}

/** In capitals. Source: Messages API 1.20.0, inbound SMS, keyword. */
function firstWord(text: string): string {
  return (text.trim().split(/\s+/)[0] ?? '').toUpperCase()
}
