import { App, LogLevel } from '@slack/bolt'
import { expect, test } from 'vitest'
import { registerCardButton } from '../../src/slack/listeners/card-click.ts'

/** The order in which a click is handled and acked, whose handling ends only after the ack had the chance to come. */
async function orderOf(commits: boolean): Promise<string[]> {
  const order: string[] = []
  const receiver = { init() {}, start: async () => {}, stop: async () => {} }
  const app = new App({ receiver, authorize: async () => ({}), convoStore: false, logLevel: LogLevel.ERROR })
  const handle = async () => {
    order.push('begun')
    await new Promise((resolve) => setImmediate(resolve))
    order.push('ended')
    return undefined
  }
  registerCardButton(app, { actionId: 'button', where: 'a test', failed: String, commits, handle }, String)
  const action = { type: 'button', action_id: 'button', block_id: 'b', value: 'v' }
  await app.processEvent({
    body: {
      type: 'block_actions',
      team: { id: 'T1' },
      user: { id: 'U1' },
      channel: { id: 'C1' },
      container: { type: 'message', message_ts: '1.0' },
      trigger_id: 't',
      response_url: 'http://127.0.0.1:9/',
      actions: [action],
    },
    ack: async () => void order.push('acked'),
  })
  return order
}

test('a click that saves something is acked once it is saved', async () => {
  expect(await orderOf(true)).toEqual(['begun', 'ended', 'acked'])
})

test('a click that saves nothing is acked first, since a form may take longer than the 3 s that Slack waits', async () => {
  expect(await orderOf(false)).toEqual(['acked', 'begun', 'ended'])
})
