import { createHash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { account, application } from '../messages-api/api-client.ts'
import { startWorld, type World, workflowBody } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const lastBody = () => world.receiver.received.at(-1)?.body

test.each([
  ['/beta/workflows', 'workflow_uuid'],
  ['/v0.1/dispatch', 'dispatch_uuid'],
])('names a workflow of %s by its %s in statuses and reports', async (path, idName) => {
  const uuid = await world.created(path)
  await world.api.sendStatus(uuid, 0, 'delivered')
  expect(lastBody()?._links).toEqual({ workflow: { [idName]: uuid, href: `/workflows/${uuid}` } })
  await world.api.sendFinalReport(uuid, 'completed')
  expect(lastBody()?.[idName]).toBe(uuid)
})

test('sends a status in the v0.1 shape, signed over its raw body', async () => {
  const uuid = await world.created()
  await world.api.sendStatus(uuid, 0, 'rejected')
  expect(lastBody()).toEqual({
    message_uuid: world.api.workflows()[0]?.messages[0]?.messageUuid,
    to: { type: 'messenger', id: 'psid' },
    from: { type: 'messenger', id: 'page' },
    timestamp: '2030-01-01T00:00:00.000Z',
    status: 'rejected',
    error: { code: 1300, reason: 'Not part of the provider network' },
    _links: { workflow: { dispatch_uuid: uuid, href: `/workflows/${uuid}` } },
  })
  const [webhook] = world.receiver.received
  const token = webhook?.headers.authorization?.replace('Bearer ', '') ?? ''
  expect(jwt.verify(token, account.signatureSecret, { algorithms: ['HS256'] })).toMatchObject({
    payload_hash: createHash('sha256')
      .update(webhook?.raw ?? '')
      .digest('hex'),
    application_id: application.id,
    api_key: account.apiKey,
  })
})

test('reports the messages that were sent, their last statuses and the exact sum of their usage', async () => {
  const uuid = await world.created()
  await world.api.sendStatus(uuid, 0, 'delivered', { usage: { currency: 'EUR', price: '0.1' } })
  await world.api.sendStatus(uuid, 1, 'submitted', { usage: { currency: 'EUR', price: '0.0205' } })
  await world.api.sendStatus(uuid, 1, 'delivered')
  await world.api.sendFinalReport(uuid, 'completed')
  const [first, second] = world.api.workflows()[0]?.messages ?? []
  const link = (message: typeof first, channel: string, price: string) => ({
    message_uuid: message?.messageUuid,
    href: `/messages/${message?.messageUuid}`,
    channel,
    usage: { currency: 'EUR', price },
    status: 'delivered',
  })
  expect(lastBody()).toEqual({
    dispatch_uuid: uuid,
    template: 'failover',
    status: 'completed',
    timestamp: '2030-01-01T00:00:00.000Z',
    usage: { price: '0.1205', currency: 'EUR' },
    _links: { messages: [link(first, 'messenger', '0.1'), link(second, 'sms', '0.0205')] },
  })
})

test('keeps a message that was never sent out of the report', async () => {
  const uuid = await world.created()
  await world.api.sendStatus(uuid, 0, 'read')
  await world.api.sendFinalReport(uuid, 'error')
  expect(lastBody()).toMatchObject({
    status: 'error',
    usage: { price: '0' },
    _links: { messages: [{ status: 'read' }] },
  })
})

test('repeats a callback that is answered 503', async () => {
  await world.stop()
  world = await startWorld([503])
  const record = await world.api.sendFinalReport(await world.created(), 'completed')
  expect(record.state).toBe('waiting')
  world.clock.at += 5000
  await world.api.runDue()
  expect(record.answers.map(({ status }) => status)).toEqual([503, 200])
})

test('reverses callbacks that were held', async () => {
  const uuid = await world.created()
  world.api.hold()
  await world.api.sendStatus(uuid, 0, 'delivered')
  await world.api.sendFinalReport(uuid, 'completed')
  await world.api.release({ order: 'reversed' })
  expect(world.receiver.received.map(({ body }) => body.template)).toEqual(['failover', undefined])
})

test('accepts and drops, refuses, and holds the answer at a gate', async () => {
  world.api.fault({ kind: 'drop after accepting' })
  await expect(world.create()).rejects.toThrow('fetch failed')
  expect(world.api.workflows().length).toBe(1)
  for (const [kind, status] of [
    ['400', 400],
    ['429', 429],
    ['500', 500],
  ] as const) {
    world.api.fault({ kind })
    expect((await world.create()).status).toBe(status)
  }
  expect(world.api.workflows().length).toBe(1)
  const gate = world.api.gate()
  const answer = world.create(workflowBody())
  await gate.arrived
  await world.api.sendStatus(world.api.workflows()[1]?.workflowUuid ?? '', 0, 'submitted')
  expect(lastBody()?.status).toBe('submitted')
  gate.release()
  expect((await answer).status).toBe(202)
})
