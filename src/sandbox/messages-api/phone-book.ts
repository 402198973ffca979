import type { PhoneMessage, WireChannel, WireStatus } from './phone.ts'
import type { ValidMessage } from './validate-message.ts'

/** A message with what only the provider knows; the same object that readers see as PhoneMessage. */
export interface StoredMessage extends PhoneMessage {
  status: PhoneMessage['status']
  statuses: { status: WireStatus; at: number }[]
  readonly request: ValidMessage
  /** How the send was authenticated; it decides where receipts go when the message does not say. */
  readonly authentication: 'jwt' | 'basic'
}

/** The phones of all recipients. */
export interface PhoneBook {
  add(messageUuid: string, request: ValidMessage, authentication: 'jwt' | 'basic', receivedAt: number): StoredMessage
  find(messageUuid: string): StoredMessage | undefined
  /** @throws Error when the message was never accepted. */
  get(messageUuid: string): StoredMessage
  all(): readonly StoredMessage[]
  phones(): readonly { address: string; channel: WireChannel; messages: readonly StoredMessage[] }[]
}

/** Creates a world without phones; one comes up with its first message. */
export function createPhoneBook(): PhoneBook {
  const messages: StoredMessage[] = []
  const byUuid = new Map<string, StoredMessage>()
  const phones = new Map<string, { address: string; channel: WireChannel; messages: StoredMessage[] }>()

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
      const key = `${channel} ${to}`
      const phone = phones.get(key) ?? { address: to, channel, messages: [] }
      phones.set(key, phone)
      phone.messages.push(message)
      return message
    },
    find: (messageUuid) => byUuid.get(messageUuid),
    get(messageUuid) {
      const message = byUuid.get(messageUuid)
      if (!message) throw new Error(`No message ${messageUuid} was accepted.`)
      return message
    },
    all: () => messages,
    phones: () => [...phones.values()],
  }
}
