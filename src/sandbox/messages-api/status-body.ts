import { randomBytes } from 'node:crypto'
import { CHANNEL_RULES } from './channel-rules.ts'
import type { StatusError } from './error-codes.ts'
import type { PhoneMessage, WireStatus } from './phone.ts'
import type { StoredMessage } from './phone-book.ts'

/** A status to tell. */
export interface StatusNews {
  status: WireStatus
  /** Business ms. */
  at: number
  error?: StatusError | undefined
}

/** The webhook body in the version that the message asked for. */
export function statusBody(message: StoredMessage, news: StatusNews): unknown {
  return message.request.webhookVersion === 'v0.1' ? statusBodyV01(message, news) : statusBodyV1(message, news)
}

/** Seconds only, as recorded from the real API. Source: Messages API 1.20.0, messageStatusBase and its channels. */
function statusBodyV1(message: PhoneMessage, { status, at, error }: StatusNews) {
  const { channel } = message
  return {
    message_uuid: message.messageUuid,
    to: message.to,
    from: message.from,
    timestamp: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    status,
    channel,
    ...(error && {
      error: {
        type: `https://developer.vonage.com/api-errors/messages#${error.code}`,
        title: error.code,
        detail: `${error.title} - ${error.meaning}`,
        instance: randomBytes(16).toString('hex'),
      },
    }),
    ...(message.clientRef !== undefined && { client_ref: message.clientRef }),
    ...usageOf(message, status),
    ...((channel === 'sms' || channel === 'mms' || channel === 'rcs') && {
      destination: { network_code: '12345' },
    }),
    ...(channel === 'sms' && { sms: { count_total: String(smsCount(message.text ?? '')) } }),
  }
}

/** Milliseconds, an integer code, addresses as objects. Source: Messages API v0.1 (0.4.0), MessageStatus. */
function statusBodyV01(message: PhoneMessage, { status, at, error }: StatusNews) {
  const rule = CHANNEL_RULES[message.channel]
  const address = (value: string, kind: string) => ({
    type: rule.nameInV01,
    ...(kind === 'id' ? { id: value } : { number: value }),
  })
  return {
    message_uuid: message.messageUuid,
    to: address(message.to, rule.to),
    from: address(message.from, rule.from),
    timestamp: new Date(at).toISOString(),
    status,
    ...(error && { error: { code: Number(error.code), reason: error.title } }),
    ...usageOf(message, status),
    ...(message.clientRef !== undefined && { client_ref: message.clientRef }),
  }
}

/** Usage comes once the account was charged: SMS and MMS at `submitted`, the others at `delivered`. */
function usageOf({ channel, statuses }: PhoneMessage, status: WireStatus) {
  const { price, charged } = CHANNEL_RULES[channel]
  const reached = [...statuses.map((entry) => entry.status), status]
  const isCharged = charged === 'submitted' ? reached.includes('submitted') : reached.some(isOnPhone)
  return isCharged && price !== undefined ? { usage: { currency: 'EUR', price } } : {}
}

function isOnPhone(status: WireStatus): boolean {
  return status === 'delivered' || status === 'read'
}

/** Parts of an SMS: 160 or 153 septets, 70 or 67 UTF-16 units. Source: 3GPP TS 23.038; here ASCII stands for GSM-7. */
function smsCount(text: string): number {
  const isPlain = [...text].every((character) => character < '\u0080')
  const [single, part] = isPlain ? [160, 153] : [70, 67]
  return text.length <= single ? 1 : Math.ceil(text.length / part)
}
