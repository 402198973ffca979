import { createHash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterEach, expect, test } from 'vitest'
import type { FakeMessagesApiOptions } from '../../../src/sandbox/messages-api/fake-messages-api.ts'
import { account, application, send, startReceiver } from './api-client.ts'
import { startWorld, type World } from './world.ts'

let world: World
let inbox: Awaited<ReturnType<typeof startReceiver>>
afterEach(() => Promise.all([world.stop(), inbox.stop()]))

async function start(options: Partial<FakeMessagesApiOptions> = {}, answers: number[] = []) {
  inbox = await startReceiver(answers)
  world = await startWorld({ applicationInboundUrl: inbox.url, ...options })
}

const patch = (messageUuid: string, status: string) => send(`${world.endpoint}/${messageUuid}`, { status }, {}, 'PATCH')

test('a reply goes to the sender of the latest message, signed for the application', async () => {
  await start()
  await world.sms({ from: '447700900001' })
  await world.api.reply({ address: '447700900000', channel: 'sms', text: 'hello there' })
  const [reply] = inbox.received
  expect(reply?.body).toEqual({
    channel: 'sms',
    message_uuid: expect.any(String),
    to: '447700900001',
    from: '447700900000',
    timestamp: '2030-01-01T00:00:00Z',
    message_type: 'text',
    text: 'hello there',
    sms: { num_messages: '1', keyword: 'HELLO' },
    usage: { currency: 'EUR', price: '0.0057' },
    origin: { network_code: '12345' },
  })
  const token = reply?.headers.authorization?.replace('Bearer ', '') ?? ''
  expect(jwt.verify(token, account.signatureSecret, { algorithms: ['HS256'] })).toMatchObject({
    application_id: application.id,
    payload_hash: createHash('sha256')
      .update(reply?.raw ?? '')
      .digest('hex'),
  })
  expect(world.api.phones()).toMatchObject([{ replies: [{ text: 'hello there', to: '447700900001' }] }])
})

test('somebody may write first, and is a phone then', async () => {
  await start({ inboundVersion: 'v0.1' })
  await world.api.reply({ address: '1111111111111111', channel: 'messenger', text: 'Hi', to: '0000000000000000' })
  expect(inbox.received[0]?.body).toEqual({
    message_uuid: expect.any(String),
    to: { type: 'messenger', id: '0000000000000000' },
    from: { type: 'messenger', id: '1111111111111111' },
    timestamp: '2030-01-01T00:00:00.000Z',
    message: { content: { type: 'text', text: 'Hi' } },
  })
  expect(world.api.phones()).toMatchObject([{ address: '1111111111111111', channel: 'messenger', messages: [] }])
})

test('Viber in v0.1 is written to the id of a service, by a number', async () => {
  await start({ inboundVersion: 'v0.1' })
  await world.viber()
  await world.api.reply({ address: '447700900000', channel: 'viber_service', text: 'Hi' })
  expect(inbox.received[0]?.body).toMatchObject({
    to: { type: 'viber_service_msg', id: '16273' },
    from: { type: 'viber_service_msg', number: '447700900000' },
  })
})

test('a reply is repeated while it is answered 503', async () => {
  await start({}, [503])
  await world.viber()
  await world.api.reply({ address: '447700900000', channel: 'viber_service', text: 'Hi' })
  world.clock.at += 5000
  await world.api.runDue()
  expect(inbox.received).toHaveLength(2)
})

test('whoever says STOP gets nothing more from that sender over SMS, until START', async () => {
  await start()
  const sms = (from: string) => world.sms({ from })
  const errors = () => world.receiver.received.flatMap(({ body }) => (body.error ? [body] : []))
  await sms('Clinic')
  await world.api.reply({ address: '447700900000', channel: 'sms', text: ' stop.' })
  expect(world.api.phones()).toMatchObject([{ optedOutOf: ['Clinic'] }])
  await sms('Clinic')
  await world.api.until(() => errors().length === 1)
  expect(errors()).toMatchObject([{ status: 'rejected', from: 'Clinic', error: { title: '1240' } }])
  await sms('School')
  await world.api.deliver(world.api.messages().at(-1)?.messageUuid ?? '')
  await world.api.reply({ address: '447700900000', channel: 'sms', text: 'Start', to: 'Clinic' })
  await sms('Clinic')
  await world.api.deliver(world.api.messages().at(-1)?.messageUuid ?? '')
  expect(errors()).toHaveLength(1)
})

test('what is blocked is handed over, and never arrives', async () => {
  await start({ behaviour: { deliver: 'at once' } })
  const phone = { address: '447700900000', channel: 'viber_service' } as const
  world.api.block({ ...phone, on: true })
  await world.viber()
  await world.api.until(() => world.onlyMessage().status === 'submitted')
  await expect(world.api.deliver(world.onlyMessage().messageUuid)).rejects.toThrow('never')
  world.api.block({ ...phone, on: false })
  await world.api.deliver(world.onlyMessage().messageUuid)
  expect(world.onlyMessage().status).toBe('delivered')
})

test('what a person wrote over WhatsApp can be marked as read, what we wrote can not', async () => {
  await start()
  await world.viber()
  await world.api.reply({ address: '447700900000', channel: 'whatsapp', text: 'Hi', to: '447700900002' })
  await world.api.reply({ address: '447700900000', channel: 'viber_service', text: 'Hi' })
  const [whatsapp, viber] = inbox.received.map(({ body }) => String(body.message_uuid))
  expect((await patch(whatsapp ?? '', 'read')).status).toBe(202)
  expect((await patch(whatsapp ?? '', 'revoked')).status).toBe(422)
  expect((await patch(viber ?? '', 'read')).status).toBe(422)
  expect((await patch(world.api.messages()[0]?.messageUuid ?? '', 'read')).status).toBe(422)
})

test('people are played over the control API', async () => {
  await start({ controlToken: 'the-token' })
  const control = (name: string, body: object) =>
    send(`${world.api.url}/control/${name}`, body, { 'x-sandbox-token': 'the-token' })
  const phone = { address: '447700900000', channel: 'whatsapp' }
  expect((await control('reply', { ...phone, text: 'x' })).status).toBe(409)
  expect((await control('reply', { ...phone, text: 'x', to: '1' })).status).toBe(200)
  expect((await control('block', { ...phone, on: true })).status).toBe(200)
  expect((await control('block', { ...phone, channel: 'fax', on: true })).status).toBe(409)
  expect(world.api.phones()).toMatchObject([{ isBlocking: true, replies: [{ text: 'x' }] }])
})
