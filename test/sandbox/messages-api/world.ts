import {
  type FakeMessagesApiOptions,
  startFakeMessagesApi,
} from '../../../src/sandbox/messages-api/fake-messages-api.ts'
import type { PhoneMessage } from '../../../src/sandbox/messages-api/phone.ts'
import { account, application, send, startReceiver } from './api-client.ts'

/** The fake, a webhook receiver and a clock that only the test moves; all of one test. */
export async function startWorld(options: Partial<FakeMessagesApiOptions> = {}, webhookAnswers: number[] = []) {
  const clock = { at: Date.UTC(2030, 0, 1) }
  const receiver = await startReceiver(webhookAnswers)
  const api = await startFakeMessagesApi({ now: () => clock.at, application, account, ...options })
  const endpoint = `${api.url}/v1/messages`
  return {
    api,
    receiver,
    endpoint,
    clock,
    /** Posts an SMS with `changes`; a property that is undefined is left out. */
    sms: (changes: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
      send(endpoint, { ...smsBody, webhook_url: receiver.url, ...changes }, headers),
    viber: (changes: Record<string, unknown> = {}) =>
      send(endpoint, { ...viberBody, webhook_url: receiver.url, ...changes }),
    /** The only accepted message. */
    onlyMessage(): PhoneMessage {
      const [message, ...rest] = api.messages()
      if (!message || rest.length > 0) throw new Error(`${api.messages().length} messages were accepted.`)
      return message
    },
    statuses: () => receiver.received.map((webhook) => webhook.body.status),
    async stop() {
      await api.stop()
      await receiver.stop()
    },
  }
}

export type World = Awaited<ReturnType<typeof startWorld>>

export const smsBody = { channel: 'sms', message_type: 'text', to: '447700900000', from: 'Clinic', text: 'Hello' }
export const viberBody = {
  channel: 'viber_service',
  message_type: 'text',
  to: '447700900000',
  from: '16273',
  text: 'Hello',
}
