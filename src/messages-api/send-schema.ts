import type { Channel } from '../failover/channel.ts'
import type { ChannelOptions, Content, WorkflowMessage } from '../failover/workflow.ts'

/** The channels by their names in the Messages API v1. */
const WIRE_CHANNEL: Readonly<Record<Channel, string>> = {
  messenger: 'messenger',
  viber_service_msg: 'viber_service',
  whatsapp: 'whatsapp',
  sms: 'sms',
  mms: 'mms',
  rcs: 'rcs',
}

/** What comes back with a message's receipts, and where they are to go. */
export interface SendReferences {
  clientRef: string
  /** Empty where we have no address: then they go to the application's own. */
  webhookUrl: string
}

/** The body of `POST /v1/messages`. Source: Messages API 1.4.0 and 1.20.0, SendMessage. */
export function sendBody(message: WorkflowMessage, { clientRef, webhookUrl }: SendReferences): Record<string, unknown> {
  return {
    channel: WIRE_CHANNEL[message.channel],
    message_type: message.content.type,
    to: message.to,
    from: message.from,
    ...contentProperties(message.content),
    ...optionProperties(message.channel, message.options),
    client_ref: clientRef,
    ...(webhookUrl === '' ? {} : { webhook_url: webhookUrl, webhook_version: 'v1' }),
  }
}

function contentProperties(content: Content): Record<string, unknown> {
  switch (content.type) {
    case 'text':
      return { text: content.text }
    case 'template':
      return { template: { name: content.name, parameters: content.parameters } }
    case 'custom':
      return { custom: content.custom }
    default: {
      const { type, url, caption } = content
      const thumbUrl = type === 'video' ? content.thumbUrl : undefined
      return { [type]: defined({ url, caption, thumb_url: thumbUrl }) }
    }
  }
}

/** Options are in an object with the channel's name, but for the ttl of RCS, which is beside it. */
function optionProperties(channel: Channel, options: ChannelOptions | undefined): Record<string, unknown> {
  if (!options) return {}
  const { ttlSeconds: ttl, durationSeconds, fileSizeMegabytes, ...rest } = options
  const own = { ...rest, duration: durationSeconds?.toString(), file_size: fileSizeMegabytes?.toString() }
  if (channel !== 'rcs') return { [WIRE_CHANNEL[channel]]: defined({ ...own, ttl }) }
  const rcs = defined(own)
  return { ...defined({ ttl }), ...(Object.keys(rcs).length > 0 ? { rcs } : {}) }
}

function defined(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
}
