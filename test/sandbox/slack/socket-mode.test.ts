import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { isObject, type JsonObject, parseJson } from '../../../src/sandbox/slack/json.ts'
import { APP_TOKEN, fakeSlackWithClock } from './bolt-app.ts'
import { call } from './call.ts'

let slack: FakeSlack
beforeEach(async () => {
  ;({ slack } = await fakeSlackWithClock({ ackTimeoutMs: 50 }))
})
afterEach(() => slack.stop())

/** Opens a connection and keeps what comes in. */
async function connect(url?: string) {
  const target = url ?? String((await call(slack, 'apps.connections.open', {}, APP_TOKEN)).answer.url)
  const socket = new WebSocket(target)
  const received: JsonObject[] = []
  socket.on('message', (data) => {
    const message = parseJson(String(data))
    if (isObject(message)) received.push(message)
    if (isObject(message) && typeof message.envelope_id === 'string')
      socket.send(JSON.stringify({ envelope_id: message.envelope_id, payload: { text: 'got it' } }))
  })
  const closed = once(socket, 'close')
  await Promise.race([once(socket, 'message'), closed])
  return { url: target, received, closed }
}

const command = { userId: 'U0ADA', conversationId: 'C0INCIDENTS', text: '/notify Ben' }

test('says hello with the number of connections, and takes a ticket once', async () => {
  const first = await connect()
  expect(first.received[0]).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: slack.appId },
  })
  const second = await connect(first.url)
  await second.closed
  expect(second.received).toEqual([])
  expect(slack.socketCount()).toBe(1)
})

test('hands each envelope to exactly one connection', async () => {
  const connections = [await connect(), await connect()]
  const envelopes = () =>
    connections.map(({ received }) => received.filter((message) => message.type === 'slash_commands').length)
  await slack.typeCommand(command)
  expect(envelopes().toSorted()).toEqual([0, 1])
  await slack.typeCommand(command)
  expect(envelopes()).toEqual([1, 1])
  expect(slack.messages('C0INCIDENTS').map((one) => one.text)).toEqual(['got it', 'got it'])
})

test('refuses the eleventh connection', async () => {
  for (let i = 0; i < 10; i++) await connect()
  const eleventh = await connect()
  await eleventh.closed
  expect(eleventh.received).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }])
  expect(slack.socketCount()).toBe(10)
})

test('asks connections to reconnect', async () => {
  const { received } = await connect()
  slack.disconnectSockets('refresh_requested')
  await slack.typeCommand(command)
  expect(received[1]).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' })
})

test('fails a command at once where nobody is connected', async () => {
  expect((await slack.typeCommand(command)).notice).toBe('/notify failed with the error "dispatch_failed"')
})
