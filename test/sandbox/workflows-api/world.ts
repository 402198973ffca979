import { startFakeWorkflowsApi } from '../../../src/sandbox/workflows-api/fake-workflows-api.ts'
import { account, application, send, startReceiver } from '../messages-api/api-client.ts'

/** The fake, a webhook receiver and a clock that only the test moves; all of one test. */
export async function startWorld(webhookAnswers: number[] = []) {
  const clock = { at: Date.UTC(2030, 0, 1) }
  const receiver = await startReceiver(webhookAnswers)
  const api = await startFakeWorkflowsApi({
    now: () => clock.at,
    application,
    account,
    statusWebhookUrl: receiver.url,
  })
  return {
    api,
    receiver,
    clock,
    create: (body: unknown = workflowBody(), path = '/v0.1/dispatch', headers: Record<string, string> = {}) =>
      send(`${api.url}${path}`, body, headers),
    /** Creates the documented workflow on `path` and returns its id. */
    async created(path = '/v0.1/dispatch'): Promise<string> {
      const { answer } = await send(`${api.url}${path}`, workflowBody())
      return String(Object.values(answer)[0])
    },
    async stop() {
      await api.stop()
      await receiver.stop()
    },
  }
}

export type World = Awaited<ReturnType<typeof startWorld>>

/** A message to Messenger that fails over to an SMS; `first` and `last` replace properties of each. */
export function workflowBody(first: Record<string, unknown> = {}, last: Record<string, unknown> = {}) {
  return {
    template: 'failover',
    workflow: [
      {
        from: { type: 'messenger', id: 'page' },
        to: { type: 'messenger', id: 'psid' },
        message: { content: { type: 'text', text: 'Hello' } },
        failover: { expiry_time: 600, condition_status: 'read' },
        ...first,
      },
      {
        from: { type: 'sms', number: 'Clinic' },
        to: { type: 'sms', number: '447700900000' },
        message: { content: { type: 'text', text: 'Hello' } },
        ...last,
      },
    ],
  }
}
