import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { isObject, type JsonObject, parseJson } from '../../../src/sandbox/slack/json.ts'
import { BOT_TOKEN } from './bolt-app.ts'

/** Calls a method with a JSON body; `token: null` sends none. */
export async function call(slack: FakeSlack, method: string, args: JsonObject = {}, token: string | null = BOT_TOKEN) {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  })
  const parsed = parseJson(await response.text())
  const answer: JsonObject = isObject(parsed) ? parsed : {}
  return { status: response.status, answer, error: answer.error, retryAfter: response.headers.get('retry-after') }
}

/** A section block that says `x`. */
export function section(text = 'x'): JsonObject {
  return { type: 'section', text: { type: 'mrkdwn', text } }
}

/** A modal with one text input. */
export function form(overrides: JsonObject = {}): JsonObject {
  return {
    type: 'modal',
    title: plain('Form'),
    submit: plain('Send'),
    blocks: [
      { type: 'input', block_id: 'to', label: plain('To'), element: { type: 'plain_text_input', action_id: 'value' } },
    ],
    ...overrides,
  }
}

/** A plain_text object. */
export function plain(text: string): JsonObject {
  return { type: 'plain_text', text }
}
