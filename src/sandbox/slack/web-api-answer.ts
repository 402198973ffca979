import type { ServerResponse } from 'node:http'
import type { JsonObject } from './json.ts'
import type { Fault } from './model.ts'

/** What a call to the Web API is answered. */
export interface Answer {
  httpStatus: number
  body: JsonObject
  /** `Retry-After`, as it is sent. */
  retryAfter?: string
  /** Sent in place of `body`, as something between us and Slack would. */
  bodyText?: string
}

/** What a fault answers; undefined where the call's own answer is sent. */
export function faultAnswer(fault: Fault): Answer | undefined {
  const { httpStatus, error, bodyText } = fault
  if (isRateLimit(fault)) {
    const retryAfter = fault.retryAfterText ?? String(fault.retryAfterSeconds ?? 1)
    return {
      httpStatus: 429,
      body: { ok: false, error: 'ratelimited' },
      ...(retryAfter === '' ? {} : { retryAfter }),
      ...(bodyText === undefined ? {} : { bodyText }),
    }
  }
  if (bodyText !== undefined) {
    return { httpStatus: httpStatus ?? 200, body: { ok: false, error: 'body_replaced' }, bodyText }
  }
  if (httpStatus !== undefined) return { httpStatus, body: { ok: false, error: error ?? 'service_unavailable' } }
  return error === undefined ? undefined : { httpStatus: 200, body: { ok: false, error } }
}

/** Sends an answer, or as much of it as the fault lets through. */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  { scopes, bodyEnd }: { scopes: readonly string[]; bodyEnd: Fault['bodyEnd'] },
): void {
  const text = answer.bodyText ?? JSON.stringify(answer.body)
  const type = answer.bodyText === undefined ? 'application/json' : 'text/html'
  response.writeHead(answer.httpStatus, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'x-oauth-scopes': scopes.join(','),
    ...(answer.retryAfter === undefined ? {} : { 'retry-after': answer.retryAfter }),
  })
  if (bodyEnd === undefined) {
    response.end(text)
    return
  }
  response.write(text.slice(0, text.length / 2), () => {
    if (bodyEnd === 'cut') response.socket?.destroy()
  })
}

function isRateLimit({ httpStatus, error, retryAfterSeconds, retryAfterText }: Fault): boolean {
  if (httpStatus !== undefined) return httpStatus === 429
  return error === undefined && (retryAfterSeconds !== undefined || retryAfterText !== undefined)
}
