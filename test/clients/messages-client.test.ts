import { generateKeyPairSync } from 'node:crypto'
import {
  Messages,
  MessengerCategory,
  MessengerText,
  SMS,
  WhatsAppLanguageCode,
  WhatsAppTemplate,
} from '@vonage/messages'
import { expect, onTestFinished, test } from 'vitest'
import type { FakeMessagesApiOptions } from '../../src/sandbox/messages-api/fake-messages-api.ts'
import { startWorld } from '../sandbox/messages-api/world.ts'

const NUMBER = '447700900000'
const APPLICATION_ID = 'f1a2b3c4-0000-4000-8000-0123456789ab'

const [own, strange] = [newKeys(), newKeys()]

function newKeys() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

/** The fake, and the vendor's client as a program makes it, but for the address. */
async function start(options: Partial<FakeMessagesApiOptions> = {}, privateKey = own.privateKey) {
  const application = { id: APPLICATION_ID, publicKeyPem: own.publicKey }
  const { api, stop } = await startWorld({ application, ...options })
  onTestFinished(stop)
  return { api, client: new Messages({ applicationId: APPLICATION_ID, privateKey }, { apiHost: api.url }) }
}

/** The library's error, with what the API answered; it leaves the body to the program. */
async function refusalOf(sending: Promise<unknown>) {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error && 'response' in error && error.response instanceof Response)) {
    throw new Error('the client was not refused', { cause: error })
  }
  const { response, message } = error
  return { message, status: response.status, headers: response.headers, body: await response.json() }
}

test.each([
  [
    'an SMS',
    new SMS('The lift is out of order', NUMBER, 'Clinic'),
    { channel: 'sms', text: 'The lift is out of order' },
  ],
  [
    'an SMS as an object, with all that it may have',
    {
      channel: 'sms',
      messageType: 'text',
      to: NUMBER,
      from: 'Clinic',
      text: 'Hello',
      clientRef: 'night-1',
      ttl: 600,
      webhookVersion: 'v0.1' as const,
    },
    { channel: 'sms', text: 'Hello', clientRef: 'night-1' },
  ],
  [
    'a Messenger text',
    new MessengerText({
      to: '2345678901234567',
      from: '107083064136738',
      text: 'Hello',
      messenger: { category: MessengerCategory.RESPONSE },
    }),
    { channel: 'messenger', to: '2345678901234567', text: 'Hello' },
  ],
  [
    'a WhatsApp template',
    new WhatsAppTemplate({
      to: NUMBER,
      from: '447700900002',
      template: { name: 'clinic:reminder', parameters: ['Monday', '10:00'] },
      whatsapp: { policy: 'deterministic', locale: WhatsAppLanguageCode.ENGLISH_UK },
    }),
    {
      channel: 'whatsapp',
      content: {
        message_type: 'template',
        template: { name: 'clinic:reminder', parameters: ['Monday', '10:00'] },
        whatsapp: { policy: 'deterministic', locale: 'en_GB' },
      },
    },
  ],
])('a program sends %s with @vonage/messages and a token, and gets its uuid', async (_name, message, kept) => {
  const { api, client } = await start()
  const { messageUUID } = await client.send(message)
  expect(messageUUID).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(api.messages()).toMatchObject([{ messageUuid: messageUUID, ...kept }])
  expect(api.requests()[0]?.headers.authorization).toMatch(/^Bearer /)
})

test('a message that is not valid is an error of the library, with 422 and each parameter', async () => {
  const { api, client } = await start()
  const refusal = await refusalOf(client.send(new SMS('x'.repeat(3201), NUMBER, 'Clinic')))
  expect(refusal).toMatchObject({
    message: 'Request failed with status code 422',
    status: 422,
    body: { title: 'Invalid params', invalid_parameters: [{ name: 'text' }] },
  })
  expect(api.messages()).toEqual([])
})

test('a token of another key is an error of the library, with 401', async () => {
  const { api, client } = await start({}, strange.privateKey)
  const refusal = await refusalOf(client.send(new SMS('Hello', NUMBER, 'Clinic')))
  expect(refusal).toMatchObject({
    message: 'Request failed with status code 401',
    status: 401,
    body: { title: 'You did not provide correct credentials.' },
  })
  expect(api.messages()).toEqual([])
})

test('a program that sends too fast gets an error of the library, with 429 and the time to wait', async () => {
  const { api, client } = await start({ requestsPerSecond: 1 })
  await client.send(new SMS('Hello', NUMBER, 'Clinic'))
  const refusal = await refusalOf(client.send(new SMS('Hello again', NUMBER, 'Clinic')))
  expect(refusal).toMatchObject({
    message: 'Request failed with status code 429',
    status: 429,
    body: { title: 'Rate Limit Hit' },
  })
  expect(refusal.headers.get('retry-after')).toBe('1')
  expect(api.messages()).toHaveLength(1)
})
