import { type Json, type JsonObject, parseJson } from './json.ts'
import { signatureHeaders } from './signing.ts'

/** What a signed request carries and in which form. */
export interface HttpDelivery {
  envelope: 'slash_commands' | 'interactive' | 'events_api'
  payload: JsonObject
  /** An event that was delivered before, in vain. */
  retry?: EventRetry
}

/** The how manieth repetition, and why, in Slack's words. */
export interface EventRetry {
  number: number
  reason: string
}

/** The app's answer: its ack's payload, or why it is none. */
export type HttpAnswer = ({ ack: Json } | { failure: string }) & {
  status: number | 'no answer'
  body: string
  /** The app wants no repetition. */
  noRetry?: true
}

/** A signed request to the app. */
export interface AppRequest {
  url: string
  headers: Record<string, string>
  body: string
}

/** A delivery as Slack sends it: commands and interactions as forms, events as JSON, all signed. */
export function appRequest(appUrl: string, signingSecret: string, delivery: HttpDelivery): AppRequest {
  const isEvent = delivery.envelope === 'events_api'
  const body = isEvent ? JSON.stringify(delivery.payload) : formBody(delivery)
  return {
    url: `${appUrl.replace(/\/$/, '')}/slack/events`,
    headers: {
      // Exactly these: Bolt compares the content type without parameters.
      'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signatureHeaders(signingSecret, body),
      ...(delivery.retry && {
        'x-slack-retry-num': String(delivery.retry.number),
        'x-slack-retry-reason': delivery.retry.reason,
      }),
    },
    body,
  }
}

/** Posts it; never rejects. */
export async function postToApp({ url, headers, body }: AppRequest, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal })
    const text = await response.text()
    const seen = { status: response.status, body: text }
    const noRetry = response.headers.get('x-slack-no-retry') === '1' ? ({ noRetry: true } as const) : {}
    if (!response.ok) return { failure: `HTTP ${response.status}`, ...seen, ...noRetry }
    return { ack: ackOf(text, response.headers.get('content-type') ?? ''), ...seen }
  } catch (error) {
    const failure = error instanceof Error ? `${error.message}: ${String(error.cause ?? '')}` : String(error)
    return { failure, status: 'no answer', body: '' }
  }
}

function formBody({ envelope, payload }: HttpDelivery): string {
  if (envelope === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)])
  return new URLSearchParams(fields).toString()
}

/** A text in an ack is the same as `{text}`. */
function ackOf(text: string, contentType: string): Json {
  if (text === '') return null
  if (contentType.startsWith('application/json')) return parseJson(text) ?? null
  return { text }
}
