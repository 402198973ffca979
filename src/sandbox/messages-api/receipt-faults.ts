import { type Observe, tellingHeaders } from '../exchange.ts'
import type { Journal } from '../vonage/journal.ts'
import type { OutgoingWebhook, WebhookSender } from '../vonage/webhook-sender.ts'
import type { DueList } from './due-list.ts'

/** What can go wrong with a receipt on its way. `afterMs` is business time. */
export type ReceiptFault =
  | { kind: 'late'; afterMs: number }
  | { kind: 'lost' | 'doubled' | 'reordered' | 'unsigned' | 'forged' }

/** Sends a receipt, or what a fault makes of it; resolves after the first attempt, where there is one now. */
export type SendReceipt = (receipt: OutgoingWebhook) => Promise<void>

/** How long a receipt waits at most for another that goes before it, in business milliseconds. */
const LONGEST_REORDER_MS = 30_000

/** Sends receipts through `webhooks`, and asks of each what goes wrong with it. */
export function createReceiptSender(parts: {
  now: () => number
  journal: Journal
  due: DueList
  webhooks: WebhookSender
  observe: Observe
  faultFor: () => ReceiptFault | undefined
}): SendReceipt {
  const { now, journal, due, webhooks } = parts
  let keptBack: OutgoingWebhook | undefined

  async function send(receipt: OutgoingWebhook): Promise<void> {
    await webhooks.send(receipt)
    await sendKeptBack()
  }

  async function sendKeptBack(): Promise<void> {
    const receipt = keptBack
    keptBack = undefined
    if (receipt) await webhooks.send(receipt)
  }

  function keepBack(receipt: OutgoingWebhook): void {
    keptBack = receipt
    due.add(now() + LONGEST_REORDER_MS, async () => {
      if (keptBack === receipt) await sendKeptBack()
    })
  }

  /** Somebody else's claim; it is not tried again when it is refused, as nobody but the vendor knows the first. */
  async function sendForged(receipt: OutgoingWebhook): Promise<void> {
    const claim = typeof receipt.body === 'object' ? { ...receipt.body, status: 'read' } : receipt.body
    await webhooks.send({
      ...receipt,
      body: claim,
      label: `${receipt.label} (forged as read)`,
      distortion: { forged: true },
    })
  }

  function lose({ url, body, label }: OutgoingWebhook): void {
    const request = { method: 'POST', url, headers: tellingHeaders({}), body: JSON.stringify(body) }
    parts.observe({ from: 'messages api', to: 'backstop', name: label, ...request })({ status: 'lost', body: '' })
  }

  return async function sendReceipt(receipt) {
    const fault = parts.faultFor()
    if (fault) journal.note(`webhook ${receipt.label}: ${fault.kind}`)
    switch (fault?.kind) {
      case 'late':
        return due.add(now() + fault.afterMs, () => send(receipt))
      case 'lost':
        return lose(receipt)
      case 'doubled':
        webhooks.duplicateNext(1)
        return send(receipt)
      case 'reordered':
        return keptBack ? send(receipt) : keepBack(receipt)
      case 'unsigned':
        return send({ ...receipt, distortion: { unsigned: true, isFirstAttemptOnly: true } })
      case 'forged':
        await sendForged(receipt)
        return send(receipt)
      default:
        return send(receipt)
    }
  }
}
