import { randomUUID } from 'node:crypto'
import { type Observe, observeNothing, tellingHeaders } from '../exchange.ts'
import type { Journal } from './journal.ts'
import { createJsonPoster } from './post-json.ts'
import type { WebhookAnswer, WebhookDistortion, WebhookRecord } from './webhook.ts'
import { type Signer, signedRequest } from './webhook-signature.ts'

/** A webhook to send. */
export interface OutgoingWebhook {
  url: string
  body: unknown
  /** Webhooks of one key make their first attempts one after the other; later attempts go as they are due. */
  queueKey: string
  /** What it says, for the transcript. */
  label: string
  /** Claim of the signature; undefined for what an account, not an application, is told. */
  applicationId: string | undefined
  distortion?: WebhookDistortion | undefined
}

/** Sends signed webhooks as the vendor does: at least once, each on its own schedule, in no promised order. */
export interface WebhookSender {
  records(): readonly WebhookRecord[]
  /** Resolves after the first attempt, or at once while webhooks are held. */
  send(webhook: OutgoingWebhook): Promise<WebhookRecord>
  hold(): void
  held(): boolean
  release(order: 'as sent' | 'reversed'): Promise<void>
  duplicateNext(count: number): void
  /** Makes every attempt that is due; says whether there was any. */
  runDue(): Promise<boolean>
  stop(): void
}

/** Ms between attempts: 5 s, doubled up to 15 minutes. Source: vendor's support article on webhook retries. */
const FIRST_RETRY_MS = 5000
const LONGEST_RETRY_MS = 15 * 60 * 1000
/** Ms after which a webhook is discarded. Source: the same article, 24 hours. */
const RETRY_FOR_MS = 24 * 60 * 60 * 1000

type Outgoing = OutgoingWebhook & {
  record: {
    webhookId: string
    url: string
    body: string
    answers: WebhookAnswer[]
    nextAttemptAt?: number | undefined
    state: WebhookRecord['state']
  }
  createdAt: number
}

/** Creates a sender on the business clock `now` (ms). */
export function createWebhookSender(options: {
  now: () => number
  journal: Journal
  signer: Signer
  observe?: Observe | undefined
}): WebhookSender {
  const { now, journal, signer, observe = observeNothing } = options
  const poster = createJsonPoster()
  const records: WebhookRecord[] = []
  const waiting = new Set<Outgoing>()
  const lastOfQueue = new Map<string, Promise<void>>()
  let pile: Outgoing[] | undefined
  let duplicates = 0

  async function attempt(outgoing: Outgoing): Promise<void> {
    const { record } = outgoing
    waiting.delete(outgoing)
    record.state = 'sending'
    record.nextAttemptAt = undefined
    const isGood = outgoing.distortion?.isFirstAttemptOnly && record.answers.length > 0
    const distortion = isGood ? {} : (outgoing.distortion ?? {})
    const request = signedRequest(signer, record.body, outgoing.applicationId, distortion)
    const ended = observe({
      from: 'messages api',
      to: 'backstop',
      name: outgoing.label,
      method: 'POST',
      url: record.url,
      headers: tellingHeaders(request.headers),
      body: request.body,
    })
    const { status, body } = await poster.post(record.url, request.body, request.headers)
    ended({ status, body, verdict: describeSignature(distortion) })
    record.answers.push({ status, at: now() })
    const nextAttemptAt = now() + Math.min(FIRST_RETRY_MS * 2 ** (record.answers.length - 1), LONGEST_RETRY_MS)
    record.state = stateAfter(status, nextAttemptAt - outgoing.createdAt)
    if (record.state === 'waiting') {
      record.nextAttemptAt = nextAttemptAt
      waiting.add(outgoing)
    }
    journal.note(`webhook ${outgoing.label} → ${status}${record.state === 'answered' ? '' : ` (${record.state})`}`)
  }

  /** First attempts of one queue follow each other. */
  function enqueue(outgoing: Outgoing): Promise<void> {
    const turn = (lastOfQueue.get(outgoing.queueKey) ?? Promise.resolve()).then(() => attempt(outgoing))
    lastOfQueue.set(outgoing.queueKey, turn)
    return turn.finally(() => {
      if (lastOfQueue.get(outgoing.queueKey) === turn) lastOfQueue.delete(outgoing.queueKey)
    })
  }

  function create(webhook: OutgoingWebhook): Outgoing {
    const record: Outgoing['record'] = {
      webhookId: randomUUID(),
      url: webhook.url,
      body: JSON.stringify(webhook.body),
      answers: [],
      state: pile ? 'held' : 'sending',
    }
    records.push(record)
    return { ...webhook, record, createdAt: now() }
  }

  return {
    records: () => records,
    async send(webhook) {
      const copies = duplicates > 0 ? [create(webhook), create(webhook)] : [create(webhook)]
      duplicates = Math.max(0, duplicates - 1)
      if (pile) {
        pile.push(...copies)
        journal.note(`webhook ${webhook.label} held`)
      } else {
        await Promise.all(copies.map(enqueue))
      }
      const [first] = copies
      if (!first) throw new Error('A webhook has at least one copy.')
      return first.record
    },
    hold() {
      pile ??= []
      journal.note('webhooks are held')
    },
    held: () => pile !== undefined,
    async release(order) {
      const held = pile ?? []
      pile = undefined
      journal.note(`webhooks are released, ${order}`)
      for (const outgoing of order === 'reversed' ? held.reverse() : held) await attempt(outgoing)
    },
    duplicateNext(count) {
      duplicates = count
    },
    async runDue() {
      if (pile) return false
      const due = [...waiting].filter((outgoing) => (outgoing.record.nextAttemptAt ?? 0) <= now())
      await Promise.all(due.map(attempt))
      return due.length > 0
    },
    stop: () => poster.close(),
  }
}

function describeSignature({ unsigned, forged, tamperedBody }: WebhookDistortion): string {
  if (unsigned) return 'not signed'
  if (forged) return 'signed with a wrong secret'
  return tamperedBody ? 'changed after it was signed' : 'signed'
}

/** Source: the same article: 429 and 5xx are repeated; other 4xx are not, and so lost. No connection counts as 5xx. */
function stateAfter(status: WebhookAnswer['status'], nextAttemptAgeMs: number): WebhookRecord['state'] {
  const repeated = typeof status === 'string' || status === 429 || status >= 500
  if (!repeated) return status >= 200 && status <= 205 ? 'answered' : 'dropped'
  return nextAttemptAgeMs > RETRY_FOR_MS ? 'given up' : 'waiting'
}
