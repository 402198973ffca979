import type { Observe } from '../exchange.ts'
import type { Fault, Gate } from '../vonage/fault.ts'
import type { UntilOptions } from '../vonage/journal.ts'
import type { WebhookDistortion, WebhookRecord } from '../vonage/webhook.ts'
import type { Behaviour, MagicRecipient } from './behaviour.ts'
import type { WebhookVersion } from './inbound-body.ts'
import type { Reply } from './person.ts'
import type { PersonalPhone, PhoneMessage, WireChannel, WireStatus } from './phone.ts'
import type { ReceiptFault } from './receipt-faults.ts'

/** What the fake stands in for, and on which clock. */
export interface FakeMessagesApiOptions {
  /** Loopback when left out. */
  host?: string
  /** Any free port when left out or 0. */
  port?: number
  /** Business ms: provider timestamps, rate windows, `afterMs`, times of webhook attempts. JWTs are on real time. */
  now: () => number
  application: { id: string; publicKeyPem: string }
  account: { apiKey: string; apiSecret: string; signatureSecret: string }
  /** Where receipts of JWT-authenticated sends without a `webhook_url` go (the application's Status URL). */
  applicationWebhookUrl?: string
  /** Where receipts of Basic-authenticated sends without a `webhook_url` go (the account's dashboard setting). */
  accountWebhookUrl?: string
  /** Where the application is told what people write (its Inbound URL); it isn't when left out. */
  applicationInboundUrl?: string
  /** In which version; v1 when left out. */
  inboundVersion?: WebhookVersion
  /** Senders by channel; a channel that is not named takes any. Others are refused with 422 Invalid sender. */
  allowedFrom?: Partial<Record<WireChannel, readonly string[]>>
  /** Requests accepted in any second of `now`; 30 when left out. Infinity switches the limit off. */
  requestsPerSecond?: number
  /** How addresses behave when nothing was set for them. */
  behaviour?: Partial<Behaviour>
  /** Recipients that behave in a known way; none unless said. */
  magicRecipients?: readonly MagicRecipient[]
  /** Runs `runDue` every 50 ms of real time; for the sandbox program, tests call `runDue`. */
  autoRun?: boolean
  /** Asked about each accepted request that meets no fault which was set; what it answers goes wrong. */
  faultFor?: (channel: string | undefined) => Fault | undefined
  /** Asked about each receipt that a message sends by itself or by hand. */
  receiptFaultFor?: () => ReceiptFault | undefined
  /** Is shown each request and webhook. */
  observe?: Observe
  /** Token of the control API; a random one when left out. */
  controlToken?: string
}

/** A request that reached POST or PATCH, with what it was answered. */
export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The raw body; empty where the connection was refused before it was read. */
  readonly body: string
  /** Business ms. */
  readonly at: number
  /** Undefined while it is open, and for good where it never got an answer. */
  readonly status?: number | undefined
}

/** The running fake. State is read through live objects; operations resolve when their webhook got its first answer. */
export interface FakeMessagesApi {
  /** For MESSAGES_API_URL: the product posts to `${url}/v1/messages`. */
  readonly url: string
  readonly port: number
  /** Goes with each `/control` request as `x-sandbox-token`. */
  readonly controlToken: string

  phones(): readonly PersonalPhone[]
  /** All accepted messages, in the order of acceptance. */
  messages(): readonly PhoneMessage[]
  webhooks(): readonly WebhookRecord[]
  requests(): readonly ReceivedRequest[]

  submitted(messageUuid: string): Promise<void>
  /** Does nothing when it was delivered already. @throws Error when it failed, or the phone is `never` reached. */
  deliver(messageUuid: string): Promise<void>
  /** Delivers first if need be. @throws Error on channels without read receipts. */
  read(messageUuid: string): Promise<void>
  /** Code 1300 when left out. @throws Error when the message was delivered or has failed, or the code is unknown. */
  reject(messageUuid: string, error?: { code: string }): Promise<void>
  undeliverable(messageUuid: string): Promise<void>
  /** Sends a status as it is told, true or not: the phone is left as it was. Resolves after the first attempt. */
  send(
    messageUuid: string,
    status: WireStatus,
    distortion?: WebhookDistortion & { errorCode?: string },
  ): Promise<WebhookRecord>

  /** A person writes; see People. */
  reply(reply: Reply): Promise<void>
  /** A person blocks all senders on a phone, or no more. */
  block(phone: { address: string; channel: WireChannel; on: boolean }): void

  setBehaviour(address: string, behaviour: Partial<Behaviour>, channel?: WireChannel): void
  /** Performs all that is due on `now`: timed statuses, expired ttls, webhook attempts. */
  runDue(): Promise<void>

  /** Webhooks pile up from now on. */
  hold(): void
  /** Sends what piled up, one after the other, and holds no more. */
  release(options?: { order?: 'as sent' | 'reversed' }): Promise<void>
  /** The next `count` webhooks are sent twice each. */
  duplicateNext(count: number): void
  /** Faults are met in the order in which they were set. */
  fault(fault: Fault): void
  /** Holds the answer to the next accepted POST. */
  gate(): Gate

  /** Event driven: looks at each change, never sleeps. */
  until(predicate: () => boolean, options?: UntilOptions): Promise<void>
  /** What happened, line by line. */
  transcript(): string
  stop(): Promise<void>
}
