import { type Json, type JsonObject, parseJson } from './json.ts'
import { signatureHeaders } from './signing.ts'

/** What a signed request carries and in which form. */
export interface HttpDelivery {
  envelope: 'slash_commands' | 'interactive' | 'events_api'
  payload: JsonObject
}

/** The app's answer: its ack's payload, or why it is none. */
export type HttpAnswer = { ack: Json } | { failure: string }

/** Posts a delivery to the app as Slack does: commands and interactions as forms, events as JSON, all signed. */
export async function postToApp(
  appUrl: string,
  signingSecret: string,
  delivery: HttpDelivery,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const isEvent = delivery.envelope === 'events_api'
  const body = isEvent ? JSON.stringify(delivery.payload) : formBody(delivery)
  try {
    const response = await fetch(`${appUrl.replace(/\/$/, '')}/slack/events`, {
      method: 'POST',
      headers: {
        // Exactly these: Bolt compares the content type without parameters.
        'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signatureHeaders(signingSecret, body),
      },
      body,
      signal,
    })
    const text = await response.text()
    if (!response.ok) return { failure: `HTTP ${response.status}` }
    return { ack: ackOf(text, response.headers.get('content-type') ?? '') }
  } catch (error) {
    return { failure: error instanceof Error ? `${error.message}: ${String(error.cause ?? '')}` : String(error) }
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
