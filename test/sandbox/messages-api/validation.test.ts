import { afterAll, beforeAll, expect, test } from 'vitest'
import { send } from './api-client.ts'
import { smsBody, startWorld, viberBody, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ requestsPerSecond: Number.POSITIVE_INFINITY, allowedFrom: { messenger: ['page'] } })
})
afterAll(() => world.stop())

const messengerBody = { channel: 'messenger', message_type: 'text', to: 'psid', from: 'page', text: 'Hello' }
const whatsappBody = { channel: 'whatsapp', message_type: 'text', to: '447700900000', from: '447700900001', text: 'Hi' }
const url = 'https://example.com/a.jpg'

test.each([
  ['an SMS of 3200 characters', { ...smsBody, text: 'x'.repeat(3200) }],
  ['a Viber message of 1000 characters outside the BMP', { ...viberBody, text: '😀'.repeat(1000) }],
  ['a Messenger message of 640 characters', { ...messengerBody, text: 'x'.repeat(640) }],
  ['a WhatsApp message of 4096 characters', { ...whatsappBody, text: 'x'.repeat(4096) }],
  ['an MMS image', { channel: 'mms', message_type: 'image', to: '14155550100', from: '14155550101', image: { url } }],
  ['a Viber image', { ...viberBody, message_type: 'image', text: undefined, image: { url } }],
  ['a message tag with its tag', { ...messengerBody, messenger: { category: 'message_tag', tag: 'ACCOUNT_UPDATE' } }],
  [
    'a WhatsApp template with a locale',
    {
      ...whatsappBody,
      message_type: 'template',
      text: undefined,
      template: { name: 'ns:verify', parameters: ['1234'] },
      whatsapp: { policy: 'deterministic', locale: 'en-GB' },
    },
  ],
  ['a ttl and a client_ref of 100 characters', { ...smsBody, ttl: 604_800, client_ref: 'r'.repeat(100) }],
])('accepts %s', async (_name, body) => {
  const { status, answer } = await send(world.endpoint, body)
  expect(answer).toEqual({ message_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(status).toBe(202)
})

test.each([
  ['no JSON', '{"channel":', 'invalid-json', undefined],
  ['an unknown channel', { ...smsBody, channel: 'viber_service_msg' }, '1100', undefined],
  ['a type that the channel lacks', { ...smsBody, message_type: 'image', image: { url } }, '1140', undefined],
  ['a recipient with a plus', { ...smsBody, to: '+447700900000' }, '110', undefined],
  ['a recipient with 00', { ...smsBody, to: '00447700900000' }, '110', undefined],
  ['a recipient of 6 digits', { ...smsBody, to: '123456' }, '110', undefined],
  ['a recipient of 16 digits', { ...smsBody, to: '1234567890123456' }, '110', undefined],
  ['a recipient that is a JSON number', { ...smsBody, to: 447700900000 }, '110', undefined],
  ['an id of 51 characters', { ...messengerBody, to: 'x'.repeat(51) }, '110', undefined],
  ['no sender', { ...smsBody, from: undefined }, '1120', undefined],
  ['a name as sender of WhatsApp', { ...whatsappBody, from: 'Clinic' }, '1120', undefined],
  ['a sender that is not ours', { ...messengerBody, from: 'other page' }, '1120', undefined],
  ['a client_ref of 101 characters', { ...smsBody, client_ref: 'r'.repeat(101) }, '1060', undefined],
  ['an SMS of 3201 characters', { ...smsBody, text: 'x'.repeat(3201) }, '1150', 'text'],
  ['no text', { ...smsBody, text: undefined }, '1150', 'text'],
  ['an empty text', { ...smsBody, text: '' }, '1150', 'text'],
  ['a Messenger message of 641 characters', { ...messengerBody, text: 'x'.repeat(641) }, '1150', 'text'],
  ['a Viber message of 1001 characters', { ...viberBody, text: 'x'.repeat(1001) }, '1150', 'text'],
  ['an image without url', { ...viberBody, message_type: 'image', text: undefined, image: {} }, '1150', 'image.url'],
  ['an unknown property', { ...smsBody, message: {} }, '1150', 'message'],
  ['a ttl of 19 s', { ...smsBody, ttl: 19 }, '1150', 'ttl'],
  ['a ttl on Messenger', { ...messengerBody, ttl: 600 }, '1150', 'ttl'],
  ['a webhook_url that is none', { ...smsBody, webhook_url: 'status' }, '1150', 'webhook_url'],
  ['a webhook_version v2', { ...smsBody, webhook_version: 'v2' }, '1150', 'webhook_version'],
  ['a failover array', { ...smsBody, failover: [viberBody] }, '1150', 'failover'],
  ['an unknown category', { ...messengerBody, messenger: { category: 'promo' } }, '1110', 'messenger.category'],
  ['a message tag without tag', { ...messengerBody, messenger: { category: 'message_tag' } }, '1110', 'messenger.tag'],
  ['a Viber ttl of 29 s', { ...viberBody, viber_service: { ttl: 29 } }, '1110', 'viber_service.ttl'],
  [
    'a template without locale',
    { ...whatsappBody, message_type: 'template', text: undefined, template: { name: 'ns:verify' } },
    '1110',
    'whatsapp.locale',
  ],
])('refuses %s with 422', async (_name, body, anchor, parameter) => {
  const { status, answer, headers } = await send(world.endpoint, body)
  expect(status).toBe(422)
  expect(headers.get('content-type')).toBe('application/json')
  expect(answer).toMatchObject({ title: expect.any(String), detail: expect.any(String), instance: expect.any(String) })
  expect(String(answer.type).split('#')[1]).toBe(anchor)
  if (parameter !== undefined) {
    expect(answer.invalid_parameters).toContainEqual({ name: parameter, reason: expect.any(String) })
  }
})

test('says which categories there are, in the words of the specification', async () => {
  const { answer } = await send(world.endpoint, { ...messengerBody, messenger: { category: 'promo' } })
  expect(answer.invalid_parameters).toEqual([
    { name: 'messenger.category', reason: 'Must be one of `response`, `update` or `message_tag`.' },
  ])
})

test('answers 404 to another path, 405 to another verb and 415 to another content type', async () => {
  expect((await send(`${world.api.url}/v0.1/messages`, smsBody)).status).toBe(404)
  expect((await send(world.endpoint, smsBody, {}, 'PUT')).status).toBe(405)
  expect((await send(world.endpoint, smsBody, { 'Content-Type': 'text/plain' })).status).toBe(415)
})
