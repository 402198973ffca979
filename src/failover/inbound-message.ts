import type { Channel } from './channel.ts'

/** What somebody wrote to one of our addresses. */
export interface InboundMessage {
  channel: Channel
  /** Who wrote: a number, or on Messenger the id under which the page knows the person (PSID). */
  from: string
  /** To which of our addresses. */
  to: string
  /** Our clock. */
  receivedAt: number
  /** The provider's clock. */
  providerAt?: number
  /** The wire's word: `text`, `image`, `unsupported` and so on. */
  contentType: string
  /** The words in it, where it has any: a text, a caption, what is on a button. */
  text?: string
  /** What the person is called, on channels that tell it. */
  name?: string
}

/** An inbound message as its webhook tells it. */
export interface InboundReport extends Omit<InboundMessage, 'receivedAt'> {
  type: 'inbound'
  messageUuid: string
}
