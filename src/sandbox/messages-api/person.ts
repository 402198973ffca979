import { randomUUID } from 'node:crypto'
import type { Journal } from '../vonage/journal.ts'
import type { WebhookSender } from '../vonage/webhook-sender.ts'
import type { Behaviour } from './behaviour.ts'
import { inboundBody, type WebhookVersion } from './inbound-body.ts'
import type { WireChannel } from './phone.ts'
import type { PhoneBook, StoredMessage } from './phone-book.ts'

/** What a person writes, and to whom: the sender of the latest message on that phone unless said. */
export interface Reply {
  address: string
  channel: WireChannel
  text: string
  to?: string
}

/** What people do with their phones besides getting messages. */
export interface People {
  /**
   * Writes back; resolves after the first attempt of its webhook. STOP over SMS opts out of that sender, START in again.
   * @throws Error where nobody has written yet and `to` is not given
   */
  reply(reply: Reply): Promise<void>
  /** Blocks every sender on that phone, or no more: what comes then is handed over and never arrives. */
  block(phone: { address: string; channel: WireChannel; on: boolean }): void
  /** What becomes of a message for what its recipient did; it goes before any other behaviour. */
  behaviourTo(message: StoredMessage): Partial<Behaviour>
}

/** Words that opt out and in. Source: vendor's SMS compliance articles; the carriers' lists differ in length. */
const OPT_OUT = /^\s*(stop|stopall|unsubscribe|cancel|end|quit)\s*[.!]?\s*$/i
const OPT_IN = /^\s*(start|unstop|yes)\s*[.!]?\s*$/i

/** The code of a message to somebody who has opted out. Source: vendor's error table, 1240. */
const OPTED_OUT_CODE = '1240'

/** People who have done nothing yet. */
export function createPeople(parts: {
  now: () => number
  journal: Journal
  book: PhoneBook
  webhooks: WebhookSender
  applicationId: string
  /** Where the application is told of inbound messages; it isn't where undefined. */
  inboundUrl: string | undefined
  webhookVersion: WebhookVersion
}): People {
  const { now, journal, book, webhooks } = parts

  function noteWill(phone: { optedOutOf: Set<string> }, { channel, text }: Reply, to: string): void {
    if (channel !== 'sms') return
    if (OPT_OUT.test(text)) phone.optedOutOf.add(to)
    if (OPT_IN.test(text)) phone.optedOutOf.delete(to)
  }

  return {
    async reply(reply) {
      const { address, channel, text } = reply
      const to = reply.to ?? book.findPhone(address, channel)?.messages.at(-1)?.from
      if (to === undefined) throw new Error('Nobody has written there yet; say to whom the person writes.')
      const phone = book.phone(address, channel)
      const inbound = { messageUuid: randomUUID(), to, text, at: now() }
      phone.replies.push(inbound)
      noteWill(phone, reply, to)
      const label = `reply over ${channel} from …${address.slice(-4)}`
      if (parts.inboundUrl === undefined) return journal.note(`${label} has no webhook to go to`)
      journal.note(label)
      await webhooks.send({
        url: parts.inboundUrl,
        body: inboundBody({ ...inbound, channel, from: address }, parts.webhookVersion),
        queueKey: inbound.messageUuid,
        label,
        applicationId: parts.applicationId,
      })
    },
    block({ address, channel, on }) {
      book.phone(address, channel).isBlocking = on
      journal.note(`…${address.slice(-4)} ${on ? 'blocks' : 'no longer blocks'} what comes over ${channel}`)
    },
    behaviourTo({ to, from, channel }) {
      const phone = book.findPhone(to, channel)
      if (phone?.optedOutOf.has(from)) return { submitted: 'never', reject: { code: OPTED_OUT_CODE } }
      // Our reading: no vendor tells a sender that it is blocked.
      return phone?.isBlocking ? { deliver: 'never', read: 'never' } : {}
    },
  }
}
