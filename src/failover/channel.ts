import type { ConditionStatus } from './message-status.ts'

/** A messaging channel, by its wire name in the Workflows API. */
export type Channel = 'messenger' | 'viber_service_msg' | 'whatsapp' | 'sms' | 'mms'

/** What a message can carry. Source: Dispatch API 0.3.3, MessageProperty.content.type. */
export type ContentType = 'text' | 'image' | 'audio' | 'video' | 'file' | 'template' | 'custom'

/** Whether an address is an identifier of the provider's or a telephone number. */
export type AddressKind = 'id' | 'number'

/** What is true of one channel; every layer reads it here, so that a new channel is one row. */
export interface ChannelRow {
  /** What people call it. */
  label: string
  from: AddressKind
  to: AddressKind
  /** The conditions whose status the channel can report at all. Source: Workflows API overview. */
  conditionStatuses: readonly ConditionStatus[]
  /** Characters. Source: Dispatch API 0.3.3, MessageProperty.content.text. */
  textLimit: number
  /** What both the Dispatch API 0.3.3 and the Messages API v1 can carry on this channel. */
  contentTypes: readonly ContentType[]
}

/** The channel table. Source: Dispatch API 0.3.3 (addresses, limits, content), Messages API 1.4.0 (content). */
export const CHANNELS: Readonly<Record<Channel, ChannelRow>> = {
  /** A Facebook page writes to a person whose page-scoped id (PSID) it knows. */
  messenger: {
    label: 'Messenger',
    from: 'id',
    to: 'id',
    conditionStatuses: ['delivered', 'read'],
    textLimit: 640,
    contentTypes: ['text', 'image', 'audio', 'video', 'file'],
  },
  /** A Viber service id writes to a number. */
  viber_service_msg: {
    label: 'Viber',
    from: 'id',
    to: 'number',
    conditionStatuses: ['delivered', 'read'],
    textLimit: 1000,
    contentTypes: ['text', 'image'],
  },
  /** A WhatsApp business number writes to a number. */
  whatsapp: {
    label: 'WhatsApp',
    from: 'number',
    to: 'number',
    conditionStatuses: ['delivered', 'read'],
    textLimit: 4096,
    contentTypes: ['text', 'image', 'audio', 'video', 'file', 'template', 'custom'],
  },
  /** SMS reports no `read`. */
  sms: {
    label: 'SMS',
    from: 'number',
    to: 'number',
    conditionStatuses: ['delivered'],
    textLimit: 1000,
    contentTypes: ['text'],
  },
  /** MMS reports no `read`, and in the Dispatch API it carries images only. */
  mms: {
    label: 'MMS',
    from: 'number',
    to: 'number',
    conditionStatuses: ['delivered'],
    textLimit: 1000,
    contentTypes: ['image'],
  },
}

/** The wire's word as a channel, or undefined. */
export function knownChannel(word: string): Channel | undefined {
  return Object.hasOwn(CHANNELS, word) ? (word as Channel) : undefined
}
