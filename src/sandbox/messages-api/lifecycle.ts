import type { Journal } from '../vonage/journal.ts'
import type { WebhookDistortion, WebhookRecord } from '../vonage/webhook.ts'
import type { WebhookSender } from '../vonage/webhook-sender.ts'
import type { Behaviour, Timing } from './behaviour.ts'
import { CHANNEL_RULES } from './channel-rules.ts'
import type { DueList } from './due-list.ts'
import { statusError } from './error-codes.ts'
import type { WireStatus } from './phone.ts'
import type { StoredMessage } from './phone-book.ts'
import type { SendReceipt } from './receipt-faults.ts'
import { statusBody } from './status-body.ts'

/** What the lifecycle of messages needs around it. */
export interface LifecycleParts {
  now: () => number
  journal: Journal
  behaviourOf: (message: StoredMessage) => Behaviour
  due: DueList
  webhooks: WebhookSender
  sendReceipt: SendReceipt
  applicationId: string
  applicationWebhookUrl: string | undefined
  accountWebhookUrl: string | undefined
}

/** Moves messages through their statuses; each move resolves when its webhook got its first answer. */
export interface Lifecycle {
  /** Plans the timed part of its behaviour; an extra rejection comes from a fault. */
  accepted(message: StoredMessage, rejectCode?: string): void
  /** Performs what its behaviour does at once. */
  atOnce(message: StoredMessage, rejectCode?: string): Promise<void>
  submitted(message: StoredMessage): Promise<void>
  deliver(message: StoredMessage): Promise<void>
  read(message: StoredMessage): Promise<void>
  reject(message: StoredMessage, code: string): Promise<void>
  undeliverable(message: StoredMessage): Promise<void>
  /** Tells a status without its being so. @throws Error where the message has no webhook to go to. */
  tell(
    message: StoredMessage,
    status: WireStatus,
    options: { errorCode?: string | undefined; distortion?: WebhookDistortion },
  ): Promise<WebhookRecord>
}

/** Creates the lifecycle. Source of its rules: vendor's status callback guide, statuses by channel. */
export function createLifecycle(parts: LifecycleParts): Lifecycle {
  const { now, journal, behaviourOf, due, webhooks } = parts

  function urlOf({ request, authentication }: StoredMessage): string | undefined {
    return request.webhookUrl ?? (authentication === 'jwt' ? parts.applicationWebhookUrl : parts.accountWebhookUrl)
  }

  function outgoing(message: StoredMessage, url: string, status: WireStatus, errorCode: string | undefined) {
    const error = errorCode === undefined ? undefined : statusError(errorCode)
    return {
      url,
      body: statusBody(message, { status, at: now(), error }),
      queueKey: message.messageUuid,
      label: `${describe(message)} ${status}${errorCode === undefined ? '' : ` ${errorCode}`}`,
      applicationId: message.authentication === 'jwt' ? parts.applicationId : undefined,
    }
  }

  async function move(message: StoredMessage, status: WireStatus, errorCode?: string): Promise<void> {
    message.status = status
    message.statuses.push({ status, at: now() })
    journal.note(`${describe(message)} is ${status}${errorCode === undefined ? '' : ` (${errorCode})`}`)
    const url = urlOf(message)
    if (url === undefined) journal.note(`${describe(message)} has no webhook to tell ${status} to`)
    else await parts.sendReceipt(outgoing(message, url, status, errorCode))
  }

  async function submitted(message: StoredMessage): Promise<void> {
    refuseIfNever(message, behaviourOf(message).submitted)
    if (message.status === 'accepted') await move(message, 'submitted')
  }

  async function deliver(message: StoredMessage): Promise<void> {
    if (isOnPhone(message)) return
    refuseIfNever(message, behaviourOf(message).deliver)
    refuseIfOver(message)
    await move(message, 'delivered')
  }

  async function read(message: StoredMessage): Promise<void> {
    if (!CHANNEL_RULES[message.channel].reads) throw new Error(`${describe(message)}: ${message.channel} has no read.`)
    if (message.status === 'read') return
    refuseIfNever(message, behaviourOf(message).read)
    const delivered = deliver(message)
    if (isOnPhone(message)) await Promise.all([delivered, move(message, 'read')])
    else await delivered
  }

  async function fail(message: StoredMessage, status: 'rejected' | 'undeliverable', code: string): Promise<void> {
    statusError(code)
    if (isOnPhone(message)) throw new Error(`${describe(message)} is ${message.status} and can't fail any more.`)
    refuseIfOver(message)
    await move(message, status, code)
  }

  const reject = (message: StoredMessage, code: string) => fail(message, 'rejected', code)

  /** What the behaviour does by itself, in the order in which a provider would. */
  function steps(message: StoredMessage, rejectCode: string | undefined) {
    const behaviour: Behaviour = behaviourOf(message)
    const { ttlSeconds } = message.request
    const rejection = rejectCode === undefined ? behaviour.reject : { code: rejectCode }
    const list: { timing: Timing; run: () => Promise<void> }[] = [
      { timing: behaviour.submitted, run: () => submitted(message) },
    ]
    if (rejection) {
      const timing: Timing = rejection.afterMs === undefined ? 'at once' : { afterMs: rejection.afterMs }
      list.push({ timing, run: () => reject(message, rejection.code) })
    }
    list.push({ timing: behaviour.deliver, run: () => deliver(message) })
    if (CHANNEL_RULES[message.channel].reads) list.push({ timing: behaviour.read, run: () => read(message) })
    if (ttlSeconds !== undefined) {
      list.push({ timing: { afterMs: ttlSeconds * 1000 }, run: () => reject(message, '1360') })
    }
    return list
  }

  /** By itself nothing happens to a message that is over, or that a person's hand has overtaken. */
  const byItself = (message: StoredMessage, run: () => Promise<void>) =>
    run().catch((error: unknown) => {
      if (message.status === 'accepted' || message.status === 'submitted') journal.note(String(error))
    })

  return {
    accepted(message, rejectCode) {
      for (const { timing, run } of steps(message, rejectCode)) {
        if (typeof timing === 'object') due.add(message.receivedAt + timing.afterMs, () => byItself(message, run))
      }
    },
    async atOnce(message, rejectCode) {
      for (const { timing, run } of steps(message, rejectCode)) {
        if (timing === 'at once') await byItself(message, run)
      }
    },
    submitted,
    deliver,
    read,
    reject,
    undeliverable: (message) => fail(message, 'undeliverable', '1260'),
    async tell(message, status, { errorCode, distortion }) {
      const url = urlOf(message)
      if (url === undefined) throw new Error(`${describe(message)} has no webhook_url, and there is no default.`)
      const code = errorCode ?? (status === 'rejected' ? '1300' : status === 'undeliverable' ? '1260' : undefined)
      return webhooks.send({ ...outgoing(message, url, status, code), distortion })
    },
  }
}

/** A message in a transcript: its channel, its recipient's end and our reference, else its id. */
export function describe(message: StoredMessage): string {
  return `${message.channel} to …${message.to.slice(-4)} [${message.clientRef ?? message.messageUuid}]`
}

function isOnPhone({ status }: StoredMessage): boolean {
  return status === 'delivered' || status === 'read'
}

function refuseIfNever(message: StoredMessage, timing: Timing): void {
  if (timing === 'never') throw new Error(`${describe(message)} never gets that far: its behaviour says so.`)
}

function refuseIfOver(message: StoredMessage): void {
  if (message.status === 'rejected' || message.status === 'undeliverable' || message.status === 'revoked') {
    throw new Error(`${describe(message)} is ${message.status} already.`)
  }
}
