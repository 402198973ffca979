import type { KeyObject } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'
import type { InboundReport } from '../failover/inbound-message.ts'
import type { Report } from '../failover/report.ts'
import { answerJson, parseJson, readBody } from '../http/body.ts'
import { bearerToken, hashOf, type SignatureVerdict, verifyWebhook } from '../signing/webhook-signature.ts'

/** A webhook whose signature is good, to be kept. */
export interface SignedWebhook {
  /** Hash of the raw body: the same webhook again is the same one. */
  dedupeKey: string
  body: string
  token: string
  /** Absent where it could not be understood. */
  report?: Report | InboundReport
  receivedAt: number
}

/** What receiving a webhook works with. */
export interface WebhookDependencies {
  /** The current signature secret, and old ones while they are being rotated. */
  keys: readonly KeyObject[]
  /** What a body says, or undefined where it is not understood. */
  read: (body: unknown) => Report | InboundReport | undefined
  /** Resolves when it is safe on disk. */
  save: (webhook: SignedWebhook) => Promise<void>
  clock: Clock
  /** Protocol time in milliseconds, for the age of signatures. */
  realNow: () => number
  alerts: {
    webhookRefused(details: { verdict: SignatureVerdict }): void
    webhookNotUnderstood(details: { dedupeKey: string }): void
  }
}

/** Bytes; most webhooks have less than a thousand. */
export const WEBHOOK_BYTES_MAX = 256 * 1024

/**
 * Receives a webhook, whatever it tells: 200 means that it is saved. An unsigned one gets 503, since the vendor sends such ones in
 * case of an internal error and repeats after 5xx; no other refusal is repeated. Source: Signed webhooks.
 */
export function createWebhookReceiver({ keys, read, save, clock, realNow, alerts }: WebhookDependencies) {
  return async function receiveWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, WEBHOOK_BYTES_MAX)
    if (body === 'too large') return refuse(response, 413, `a webhook has at most ${WEBHOOK_BYTES_MAX} bytes`)
    const token = bearerToken(request.headers.authorization)
    const verdict = verifyWebhook(body, token, keys, realNow())
    if (verdict !== 'good' || token === undefined) {
      alerts.webhookRefused({ verdict })
      const [status, detail] = verdict === 'unsigned' ? [503, 'the webhook is not signed'] : [401, REFUSALS[verdict]]
      return refuse(response, status, detail)
    }
    const text = body.toString('utf8')
    const json = parseJson(text)
    if (json === undefined) return refuse(response, 400, 'the body is not JSON')
    const report = read(json)
    const dedupeKey = hashOf(body)
    if (!report) alerts.webhookNotUnderstood({ dedupeKey })
    await save({ dedupeKey, body: text, token, receivedAt: clock.now(), ...(report ? { report } : {}) })
    response.writeHead(200).end()
  }
}

const REFUSALS: Readonly<Record<SignatureVerdict, string>> = {
  good: '',
  unsigned: 'the webhook is not signed',
  forged: 'the signature is not by any signature secret of this account',
  'other body': 'the signature is of another body',
  'too old': 'the signature is too old',
  'from the future': 'the signature is from the future',
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  answerJson(response, status, { title: 'The webhook was refused', detail })
}
