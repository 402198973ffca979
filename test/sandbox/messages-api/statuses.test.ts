import { createHash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { account, application, basicAuthorization, send } from './api-client.ts'
import { startWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

test('puts an accepted message on the phone of its recipient and reports it as submitted', async () => {
  await world.sms({ client_ref: 'workflow:0:1' })
  await world.api.until(() => world.onlyMessage().status === 'submitted')
  expect(world.api.phones()).toMatchObject([
    {
      address: '447700900000',
      channel: 'sms',
      messages: [{ clientRef: 'workflow:0:1', from: 'Clinic', text: 'Hello' }],
    },
  ])
  await world.api.until(() => world.receiver.received.length === 1)
  expect(world.receiver.received[0]?.body).toEqual({
    message_uuid: world.onlyMessage().messageUuid,
    to: '447700900000',
    from: 'Clinic',
    timestamp: '2030-01-01T00:00:00Z',
    status: 'submitted',
    channel: 'sms',
    client_ref: 'workflow:0:1',
    usage: { currency: 'EUR', price: '0.0333' },
    destination: { network_code: '12345' },
    sms: { count_total: '1' },
  })
})

test('signs each webhook over its raw body, for the account and the application', async () => {
  await world.sms()
  await world.api.until(() => world.receiver.received.length === 1)
  const [webhook] = world.receiver.received
  const token = webhook?.headers.authorization?.replace('Bearer ', '') ?? ''
  const { header, payload } = jwt.verify(token, account.signatureSecret, { algorithms: ['HS256'], complete: true })
  expect(header).toEqual({ alg: 'HS256', typ: 'JWT' })
  expect(payload).toEqual({
    iat: expect.any(Number),
    jti: expect.any(String),
    iss: 'Vonage',
    payload_hash: createHash('sha256')
      .update(webhook?.raw ?? '')
      .digest('hex'),
    api_key: account.apiKey,
    application_id: application.id,
  })
})

test('speaks v0.1 where the message asks for it', async () => {
  await world.viber({ webhook_version: 'v0.1' })
  await world.api.reject(world.onlyMessage().messageUuid, { code: '1300' })
  expect(world.receiver.received.at(-1)?.body).toEqual({
    message_uuid: world.onlyMessage().messageUuid,
    to: { type: 'viber_service_msg', number: '447700900000' },
    from: { type: 'viber_service_msg', id: '16273' },
    timestamp: '2030-01-01T00:00:00.000Z',
    status: 'rejected',
    error: { code: 1300, reason: 'Not part of the provider network' },
  })
})

test('delivers before it reads', async () => {
  await world.viber()
  await world.api.read(world.onlyMessage().messageUuid)
  expect(world.statuses()).toEqual(['submitted', 'delivered', 'read'])
  expect(world.onlyMessage().statuses.map(({ status }) => status)).toEqual(['submitted', 'delivered', 'read'])
})

test('refuses a read of an SMS, a delivery after a failure and a failure after delivery', async () => {
  await world.sms()
  const first = world.onlyMessage().messageUuid
  await expect(world.api.read(first)).rejects.toThrow('has no read')
  await world.api.deliver(first)
  await expect(world.api.reject(first)).rejects.toThrow("can't fail any more")
  const second = String((await world.viber()).answer.message_uuid)
  await world.api.undeliverable(second)
  await expect(world.api.deliver(second)).rejects.toThrow('is undeliverable already')
  await expect(world.api.reject(second, { code: '9999' })).rejects.toThrow('no Messages API error 9999')
})

test('explains a rejection by the table of error codes', async () => {
  await world.viber()
  await world.api.reject(world.onlyMessage().messageUuid, { code: '1340' })
  expect(world.receiver.received.at(-1)?.body.error).toEqual({
    type: 'https://developer.vonage.com/api-errors/messages#1340',
    title: '1340',
    detail: 'Outside of the allowed window - The message is sent outside of the allowed response window.',
    instance: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
})

test('charges Viber at delivery, not before', async () => {
  await world.viber()
  await world.api.deliver(world.onlyMessage().messageUuid)
  expect(world.receiver.received.map((webhook) => webhook.body.usage)).toEqual([
    undefined,
    { currency: 'EUR', price: '0.0240' },
  ])
})

test('performs timed behaviour on business time, per address and channel', async () => {
  world.api.setBehaviour('447700900000', { deliver: { afterMs: 1000 }, read: { afterMs: 5000 } }, 'viber_service')
  await world.viber()
  await world.sms()
  const viber = world.api.messages()[0]
  world.clock.at += 999
  await world.api.runDue()
  expect(viber?.status).toBe('submitted')
  world.clock.at += 1
  await world.api.runDue()
  expect(viber?.status).toBe('delivered')
  world.clock.at += 10_000
  await world.api.runDue()
  expect(viber?.statuses.map(({ status }) => status)).toEqual(['submitted', 'delivered', 'read'])
  expect(world.api.messages()[1]?.status).toBe('submitted')
})

test('performs what is due without being asked where autoRun is on', async () => {
  await world.stop()
  world = await startWorld({ autoRun: true, behaviour: { deliver: { afterMs: 1000 } } })
  await world.viber()
  world.clock.at += 1000
  await world.api.until(() => world.onlyMessage().status === 'delivered')
})

test('never reaches a phone whose behaviour is never, not by hand either', async () => {
  world.api.setBehaviour('447700900000', { deliver: 'never' })
  await world.sms()
  await expect(world.api.deliver(world.onlyMessage().messageUuid)).rejects.toThrow('never gets that far')
})

test('rejects with the code of the behaviour', async () => {
  world.api.setBehaviour('447700900000', { reject: { code: '1300' } })
  await world.viber()
  await world.api.until(() => world.receiver.received.length === 2)
  expect(world.statuses()).toEqual(['submitted', 'rejected'])
})

test('rejects with 1360 what is not delivered within its ttl, and leaves alone what was', async () => {
  await world.sms({ ttl: 60 })
  await world.sms({ ttl: 60, client_ref: 'delivered' })
  const [late, punctual] = world.api.messages()
  await world.api.deliver(punctual?.messageUuid ?? '')
  world.clock.at += 60_000
  await world.api.runDue()
  expect(late?.status).toBe('rejected')
  expect(world.receiver.received.at(-1)?.body.error).toMatchObject({ title: '1360' })
  expect(punctual?.status).toBe('delivered')
})

test('sends receipts before the answer where the behaviour says so', async () => {
  world.api.setBehaviour('447700900000', { deliver: 'at once', statusBeforeAnswer: true })
  await world.viber()
  expect(world.statuses()).toEqual(['submitted', 'delivered'])
})

test('sends the receipts of Basic sends to the account webhook, without an application', async () => {
  await world.stop()
  const account = await startWorld()
  world = await startWorld({ accountWebhookUrl: account.receiver.url })
  await world.sms({ webhook_url: undefined }, { Authorization: basicAuthorization })
  await world.api.deliver(world.onlyMessage().messageUuid)
  expect(account.statuses()).toEqual(['submitted', 'delivered'])
  const token = account.receiver.received[0]?.headers.authorization?.replace('Bearer ', '') ?? ''
  expect(jwt.decode(token)).not.toHaveProperty('application_id')
  await account.stop()
})

test('revokes an RCS message that is not delivered yet, and nothing else', async () => {
  const rcs = { channel: 'rcs', message_type: 'text', to: '447700900000', from: 'Clinic', text: 'Hello' }
  const messageUuid = String((await send(world.endpoint, rcs)).answer.message_uuid)
  const patch = (uuid: string, body: unknown) => send(`${world.endpoint}/${uuid}`, body, {}, 'PATCH')
  expect((await patch(messageUuid, { status: 'read' })).status).toBe(422)
  expect((await patch(messageUuid, { status: 'revoked' })).status).toBe(202)
  await expect(world.api.deliver(messageUuid)).rejects.toThrow('is revoked already')
  expect((await patch('unknown', { status: 'revoked' })).status).toBe(404)
  const sms = String((await world.sms()).answer.message_uuid)
  expect((await patch(sms, { status: 'revoked' })).status).toBe(422)
})
