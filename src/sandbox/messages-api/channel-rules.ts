import type { AddressKind, ValueRule } from '../vonage/value-check.ts'
import type { WireChannel } from './phone.ts'

/** What the Messages API demands of one channel. */
export interface ChannelRule {
  to: AddressKind
  from: AddressKind
  /** Payload by message type; it sits in the property of the same name. */
  payloads: Readonly<Record<string, ValueRule>>
  /** Properties beside those of every channel. */
  options: Readonly<Record<string, ValueRule>>
  /** Whether its phones report `read`. */
  reads: boolean
  /** When the account pays. Source: vendor's status callback guide. */
  charged: 'submitted' | 'delivered'
  /** EUR, as a decimal string; undefined where statuses carry no usage. */
  price: string | undefined
  /** Its name in Messages API v0.1 webhooks. */
  nameInV01: string
}

const text = (maxLength: number): ValueRule => ({ is: 'text', maxLength })
const media = (of: Readonly<Record<string, ValueRule>> = {}): ValueRule => ({
  is: 'object',
  of: { url: { is: 'url', required: true }, ...of },
})
const caption: ValueRule = { is: 'text', maxLength: 3000 }
const name: ValueRule = { is: 'text' }
const anyObject: ValueRule = { is: 'object' }

/** Source: Messages API OpenAPI 1.20.0; the shapes of media and templates from 1.4.0. */
export const CHANNEL_RULES: Readonly<Record<WireChannel, ChannelRule>> = {
  sms: {
    to: 'number',
    from: 'number or name',
    payloads: { text: text(3200) },
    options: {
      ttl: { is: 'integer', min: 20, max: 604_800 },
      sms: {
        is: 'object',
        of: {
          encoding_type: { is: 'one of', values: ['text', 'unicode', 'auto'] },
          content_id: { is: 'text' },
          entity_id: { is: 'text' },
          pool_id: { is: 'text' },
        },
      },
      trusted_recipient: { is: 'boolean' },
      trusted_sender: { is: 'boolean' },
    },
    reads: false,
    charged: 'submitted',
    price: '0.0333',
    nameInV01: 'sms',
  },
  mms: {
    to: 'number',
    from: 'number',
    payloads: {
      text: text(1000),
      image: media({ caption }),
      vcard: media({ caption }),
      audio: media({ caption }),
      video: media({ caption }),
      file: media({ caption }),
    },
    options: { ttl: { is: 'integer', min: 300, max: 259_200 }, mms: anyObject },
    reads: false,
    charged: 'submitted',
    price: '0.0450',
    nameInV01: 'mms',
  },
  rcs: {
    to: 'number',
    from: 'id',
    payloads: { text: text(3072), image: media(), video: media(), file: media(), custom: anyObject },
    options: { ttl: { is: 'integer', min: 20, max: 259_200 }, rcs: anyObject },
    reads: true,
    charged: 'delivered',
    price: undefined,
    nameInV01: 'rcs',
  },
  messenger: {
    to: 'id',
    from: 'id',
    payloads: { text: text(640), image: media(), audio: media(), video: media(), file: media() },
    options: {
      messenger: {
        is: 'object',
        of: { category: { is: 'one of', values: ['response', 'update', 'message_tag'] }, tag: { is: 'text' } },
      },
    },
    reads: true,
    charged: 'delivered',
    price: '0.0010',
    nameInV01: 'messenger',
  },
  viber_service: {
    to: 'number',
    from: 'id',
    payloads: {
      text: text(1000),
      image: media({ caption: { is: 'text' } }),
      video: media({ caption: { is: 'text' }, thumb_url: { is: 'url', required: true } }),
      file: media({ name: { is: 'text', maxLength: 25 } }),
    },
    options: {
      viber_service: {
        is: 'object',
        of: {
          category: { is: 'one of', values: ['transaction', 'promotion'] },
          ttl: { is: 'integer', min: 30, max: 259_200 },
          type: { is: 'text' },
          duration: { is: 'text' },
          file_size: { is: 'text' },
          action: {
            is: 'object',
            of: { url: { is: 'url', required: true }, text: { is: 'text', maxLength: 30, required: true } },
          },
        },
      },
    },
    reads: true,
    charged: 'delivered',
    price: '0.0240',
    nameInV01: 'viber_service_msg',
  },
  whatsapp: {
    to: 'number',
    from: 'number',
    payloads: {
      text: text(4096),
      image: media({ caption }),
      audio: media(),
      video: media({ caption }),
      file: media({ caption, name }),
      template: {
        is: 'object',
        of: { name: { is: 'text', required: true }, parameters: { is: 'list of texts' } },
      },
      sticker: anyObject,
      reaction: anyObject,
      custom: anyObject,
    },
    options: {
      whatsapp: {
        is: 'object',
        of: { policy: { is: 'one of', values: ['deterministic'] }, locale: { is: 'text' } },
      },
      context: { is: 'object', of: { message_uuid: { is: 'text', required: true } } },
    },
    reads: true,
    charged: 'delivered',
    price: '0.0540',
    nameInV01: 'whatsapp',
  },
}

/** The rule of a channel by its wire name; undefined for what the API does not support. */
export function channelRule(channel: unknown): ChannelRule | undefined {
  return isWireChannel(channel) ? CHANNEL_RULES[channel] : undefined
}

/** Whether `channel` is a name of the table. */
export function isWireChannel(channel: unknown): channel is WireChannel {
  return typeof channel === 'string' && Object.hasOwn(CHANNEL_RULES, channel)
}
