import type { InboundMessage, PersonalPhone, PhoneMessage, WireChannel, WireStatus } from './phone.ts'
import type { ValidMessage } from './validate-message.ts'

/** A message with what only the provider knows; the same object that readers see as PhoneMessage. */
export interface StoredMessage extends PhoneMessage {
  status: PhoneMessage['status']
  statuses: { status: WireStatus; at: number }[]
  readonly request: ValidMessage
  /** How the send was authenticated; it decides where receipts go when the message does not say. */
  readonly authentication: 'jwt' | 'basic'
}

/** A phone as it changes; readers see it as PersonalPhone. */
export interface StoredPhone {
  readonly address: string
  readonly channel: WireChannel
  readonly messages: StoredMessage[]
  readonly replies: InboundMessage[]
  isBlocking: boolean
  readonly optedOutOf: Set<string>
}

/** The phones of all recipients. */
export interface PhoneBook {
  add(messageUuid: string, request: ValidMessage, authentication: 'jwt' | 'basic', receivedAt: number): StoredMessage
  find(messageUuid: string): StoredMessage | undefined
  /** @throws Error when the message was never accepted. */
  get(messageUuid: string): StoredMessage
  all(): readonly StoredMessage[]
  phones(): readonly PersonalPhone[]
  findPhone(address: string, channel: WireChannel): StoredPhone | undefined
  /** The phone, which comes up if need be. */
  phone(address: string, channel: WireChannel): StoredPhone
  /** The channel over which a person wrote this message; undefined where nobody did. */
  channelOfReply(messageUuid: string): WireChannel | undefined
}

/** Creates a world without phones; one comes up with the first message to it or from it. */
export function createPhoneBook(): PhoneBook {
  const messages: StoredMessage[] = []
  const byUuid = new Map<string, StoredMessage>()
  const phones = new Map<string, StoredPhone>()
  const findPhone = (address: string, channel: WireChannel) => phones.get(`${channel} ${address}`)

  function phone(address: string, channel: WireChannel): StoredPhone {
    const known = findPhone(address, channel)
    if (known) return known
    const made = { address, channel, messages: [], replies: [], isBlocking: false, optedOutOf: new Set<string>() }
    phones.set(`${channel} ${address}`, made)
    return made
  }

  return {
    add(messageUuid, request, authentication, receivedAt) {
      const { channel, to, from, text, clientRef, content } = request
      const message: StoredMessage = {
        messageUuid,
        clientRef,
        channel,
        to,
        from,
        text,
        content,
        status: 'accepted',
        statuses: [],
        receivedAt,
        request,
        authentication,
      }
      messages.push(message)
      byUuid.set(messageUuid, message)
      phone(to, channel).messages.push(message)
      return message
    },
    find: (messageUuid) => byUuid.get(messageUuid),
    get(messageUuid) {
      const message = byUuid.get(messageUuid)
      if (!message) throw new Error(`No message ${messageUuid} was accepted.`)
      return message
    },
    all: () => messages,
    phones: () => [...phones.values()].map((one) => ({ ...one, optedOutOf: [...one.optedOutOf] })),
    findPhone,
    phone,
    channelOfReply: (messageUuid) =>
      [...phones.values()].find(({ replies }) => replies.some((one) => one.messageUuid === messageUuid))?.channel,
  }
}
