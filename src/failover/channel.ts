import type { ConditionStatus } from './message-status.ts'

/** A messaging channel, by its wire name in the Workflows API. */
export type Channel = 'messenger' | 'viber_service_msg' | 'whatsapp' | 'sms' | 'mms' | 'rcs'

/** What a message can carry. Source: Dispatch API 0.3.3, MessageProperty.content.type. */
export type ContentType = 'text' | 'image' | 'audio' | 'video' | 'file' | 'template' | 'custom'

/** Whether an address is an identifier of the provider's or a telephone number. */
export type AddressKind = 'id' | 'number'

/** What a good sender looks like: an SMS may come from a name, too. */
export type SenderForm = 'id' | 'id without spaces' | 'number' | 'number or name'

/** What is true of one channel; every layer reads it here, so that a new channel is one row. */
export interface ChannelRow {
  /** What people call it. */
  label: string
  from: AddressKind
  to: AddressKind
  sender: SenderForm
  /** The conditions whose status the channel can report at all. Source: Workflows API overview. */
  conditionStatuses: readonly ConditionStatus[]
  /** Characters. Source: Dispatch API 0.3.3, MessageProperty.content.text. */
  textLimit: number
  /** What the Messages API v1 can carry on this channel. Source: Messages API 1.4.0 and 1.20.0, SendMessage. */
  contentTypes: readonly ContentType[]
  /** The contents of these that may have a caption. Source: Messages API 1.4.0. */
  captionedTypes: readonly ContentType[]
  /** Seconds until an undelivered message is dropped; absent where that can't be asked for. */
  ttlSeconds?: { min: number; max: number }
}

/** The channel table. Source: Dispatch API 0.3.3 (addresses, limits), Messages API 1.20.0 (RCS, which is ours to add). */
export const CHANNELS: Readonly<Record<Channel, ChannelRow>> = {
  /** A Facebook page writes to a person whose page-scoped id (PSID) it knows. */
  messenger: {
    label: 'Messenger',
    from: 'id',
    to: 'id',
    sender: 'id',
    conditionStatuses: ['delivered', 'read'],
    textLimit: 640,
    contentTypes: ['text', 'image', 'audio', 'video', 'file'],
    captionedTypes: [],
  },
  /** A Viber service id writes to a number. */
  viber_service_msg: {
    label: 'Viber',
    from: 'id',
    to: 'number',
    sender: 'id',
    conditionStatuses: ['delivered', 'read'],
    textLimit: 1000,
    contentTypes: ['text', 'image', 'video', 'file'],
    captionedTypes: ['image', 'video'],
    ttlSeconds: { min: 30, max: 86_400 },
  },
  /** A WhatsApp business number writes to a number. */
  whatsapp: {
    label: 'WhatsApp',
    from: 'number',
    to: 'number',
    sender: 'number',
    conditionStatuses: ['delivered', 'read'],
    textLimit: 4096,
    contentTypes: ['text', 'image', 'audio', 'video', 'file', 'template', 'custom'],
    captionedTypes: ['image', 'video', 'file'],
  },
  /** SMS reports no `read`. */
  sms: {
    label: 'SMS',
    from: 'number',
    to: 'number',
    sender: 'number or name',
    conditionStatuses: ['delivered'],
    textLimit: 1000,
    contentTypes: ['text'],
    captionedTypes: [],
  },
  /** MMS reports no `read`; that it may be a text or a file is new in the Messages API 1.20.0. */
  mms: {
    label: 'MMS',
    from: 'number',
    to: 'number',
    sender: 'number',
    conditionStatuses: ['delivered'],
    textLimit: 1000,
    contentTypes: ['text', 'image', 'audio', 'video', 'file'],
    captionedTypes: ['image', 'audio', 'video', 'file'],
  },
  /** RCS is not in the Dispatch API: an extension of ours, with the limits of the Messages API 1.20.0. */
  rcs: {
    label: 'RCS',
    from: 'id',
    to: 'number',
    sender: 'id without spaces',
    conditionStatuses: ['delivered', 'read'],
    textLimit: 3072,
    contentTypes: ['text', 'image', 'video', 'file', 'custom'],
    captionedTypes: [],
    ttlSeconds: { min: 20, max: 259_200 },
  },
}

/** The wire's word as a channel, or undefined. */
export function knownChannel(word: string): Channel | undefined {
  return Object.hasOwn(CHANNELS, word) ? (word as Channel) : undefined
}
