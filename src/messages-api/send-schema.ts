import type { Channel } from '../failover/channel.ts'
import type { ChannelOptions, Content, WorkflowMessage } from '../failover/workflow.ts'

/** The channels by their names in the Messages API v1. */
const WIRE_CHANNEL: Readonly<Record<Channel, string>> = {
  messenger: 'messenger',
  viber_service_msg: 'viber_service',
  whatsapp: 'whatsapp',
  sms: 'sms',
  mms: 'mms',
}

/** What comes back with a message's receipts, and where they are to go. */
export interface SendReferences {
  clientRef: string
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
    webhook_url: webhookUrl,
    webhook_version: 'v1',
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
      const caption = content.caption === undefined ? {} : { caption: content.caption }
      return { [content.type]: { url: content.url, ...caption } }
    }
  }
}

function optionProperties(channel: Channel, options: ChannelOptions | undefined): Record<string, unknown> {
  if (!options) return {}
  const { ttlSeconds, ...rest } = options
  return { [WIRE_CHANNEL[channel]]: { ...rest, ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }) } }
}
