/** The channels of the Messages API v1, by their names on its wire. */
export type WireChannel = 'sms' | 'mms' | 'rcs' | 'messenger' | 'viber_service' | 'whatsapp'

/** What the Messages API says about a message. Source: Messages API 1.20.0, messageStatusBase.status. */
export type WireStatus = 'submitted' | 'delivered' | 'read' | 'rejected' | 'undeliverable'

/** A message as it lies on the phone of its recipient. The objects are live: they change as statuses come. */
export interface PhoneMessage {
  readonly messageUuid: string
  readonly clientRef: string | undefined
  readonly channel: WireChannel
  readonly to: string
  readonly from: string
  /** The text of a text message, the caption of a medium, else undefined. */
  readonly text: string | undefined
  /** The accepted request body, as it came. */
  readonly content: Readonly<Record<string, unknown>>
  /** `accepted` until the first status. */
  readonly status: WireStatus | 'accepted' | 'revoked'
  /** Every status in the order in which it happened, at in business ms. */
  readonly statuses: readonly { readonly status: WireStatus; readonly at: number }[]
  /** Business ms at which the API accepted it. */
  readonly receivedAt: number
}

/** One recipient on one channel: a number with SMS and Viber is two phones. */
export interface Phone {
  readonly address: string
  readonly channel: WireChannel
  readonly messages: readonly PhoneMessage[]
}

/** A phone with what its person did. */
export interface PersonalPhone extends Phone {
  /** What the person wrote. */
  readonly replies: readonly InboundMessage[]
  /** The person wants nothing more there. */
  readonly isBlocking: boolean
  /** The senders that the person has told STOP. */
  readonly optedOutOf: readonly string[]
}

/** A text that a person wrote. */
export interface InboundMessage {
  readonly messageUuid: string
  /** The sender that it answers. */
  readonly to: string
  readonly text: string
  /** Business ms. */
  readonly at: number
}
