import { type Observe, tellingHeaders } from '../exchange.ts'
import { appRequest, type HttpDelivery, postToApp } from './http-delivery.ts'
import type { Journal } from './journal.ts'
import { type Json, type JsonObject, member, stringOf } from './json.ts'
import type { DeliveryStatus } from './model.ts'
import type { SocketMode } from './socket-mode.ts'
import type { Workspace } from './workspace.ts'

/** What became of a delivery. */
export interface Delivered {
  status: DeliveryStatus
  /** The ack's payload; null for an empty one or none. */
  ack: Json
  detail?: string
  /** The app has asked that an event be not repeated. */
  noRetry?: true
}

/** Hands payloads to the app and waits for its ack. */
export type Deliver = (delivery: HttpDelivery) => Promise<Delivered>

/** What a delivery needs. */
export interface DeliveryDeps {
  workspace: Workspace
  journal: Journal
  socketMode: SocketMode
  signingSecret: string
  observe: Observe
  /** Real milliseconds the app has to ack. */
  ackTimeoutMs: number
  /** Where the app listens; undefined: Socket Mode. */
  appUrl(): string | undefined
}

/** Delivers by signed HTTP or Socket Mode, gives up after `ackTimeoutMs`, and journals the outcome. */
export function createDeliver(deps: DeliveryDeps): Deliver {
  return async ({ payload, ...rest }) => {
    const delivery = { ...rest, payload: structuredClone(payload) }
    const appUrl = deps.appUrl()
    const delivered = appUrl === undefined ? await bySocket(deps, delivery) : await byHttp(deps, appUrl, delivery)
    deps.journal.add({
      kind: 'delivery',
      envelope: delivery.envelope,
      name: nameOf(delivery.payload),
      payload: delivery.payload,
      ...delivered,
    })
    return delivered
  }
}

async function byHttp(deps: DeliveryDeps, appUrl: string, delivery: HttpDelivery): Promise<Delivered> {
  const giveUp = AbortSignal.timeout(deps.ackTimeoutMs)
  const request = appRequest(appUrl, deps.signingSecret, delivery)
  const ended = deps.observe({
    from: 'slack',
    to: 'backstop',
    name: nameOf(delivery.payload),
    method: 'POST',
    url: request.url,
    headers: tellingHeaders(request.headers),
    body: request.body,
  })
  const answer = await postToApp(request, giveUp)
  ended({
    status: giveUp.aborted ? 'no ack in time' : answer.status,
    body: answer.body,
    verdict: 'signed',
  })
  if ('ack' in answer) return { status: 'acked', ack: answer.ack }
  if (giveUp.aborted) return { status: 'operation_timeout', ack: null }
  const noRetry = answer.noRetry ? ({ noRetry: true } as const) : {}
  return { status: 'dispatch_failed', ack: null, detail: answer.failure, ...noRetry }
}

function bySocket(deps: DeliveryDeps, delivery: HttpDelivery): Promise<Delivered> {
  return new Promise((resolve) => {
    const envelope = {
      envelope_id: deps.workspace.nextId('E'),
      type: delivery.envelope,
      payload: delivery.payload,
      accepts_response_payload: delivery.envelope !== 'events_api',
      ...(delivery.retry && { retry_attempt: delivery.retry.number, retry_reason: delivery.retry.reason }),
    }
    const ended = deps.observe({
      from: 'slack',
      to: 'backstop',
      name: nameOf(delivery.payload),
      method: 'envelope',
      url: 'Socket Mode',
      headers: {},
      body: JSON.stringify(envelope),
    })
    const timer = setTimeout(() => {
      ended({ status: 'no ack in time', body: '' })
      resolve({ status: 'operation_timeout', ack: null })
    }, deps.ackTimeoutMs)
    const isSent = deps.socketMode.send(envelope, (ack) => {
      clearTimeout(timer)
      ended({ status: 'ack', body: ack === null ? '' : JSON.stringify(ack) })
      resolve({ status: 'acked', ack })
    })
    if (isSent) return
    clearTimeout(timer)
    ended({ status: 'no connection', body: '' })
    resolve({ status: 'dispatch_failed', ack: null, detail: 'no Socket Mode connection' })
  })
}

function nameOf(payload: JsonObject): string {
  const event = member(payload.event, 'type')
  return stringOf(event) ?? stringOf(payload.command) ?? stringOf(payload.type) ?? 'unknown'
}
