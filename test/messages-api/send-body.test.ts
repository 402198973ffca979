import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendBody } from '../../src/messages-api/send-schema.ts'
import { startFakeMessagesApi } from '../../src/sandbox/messages-api/fake-messages-api.ts'
import { account, application, basicAuthorization } from '../sandbox/messages-api/api-client.ts'
import { aMessageOn, CAPTIONED, EVERY_MESSAGE } from './messages.ts'

const REFERENCES = {
  clientRef: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab:0:1',
  webhookUrl: 'https://backstop.example.com/webhooks/status',
}
const MESSAGES = [...EVERY_MESSAGE, ...CAPTIONED]

describe('the fake Messages API', () => {
  let api: Awaited<ReturnType<typeof startFakeMessagesApi>>
  beforeAll(async () => {
    api = await startFakeMessagesApi({
      now: () => 0,
      application,
      account,
      requestsPerSecond: Number.POSITIVE_INFINITY,
    })
  })
  afterAll(() => api.stop())

  test.each(MESSAGES)('takes %s', async (_name, message) => {
    const headers = { 'content-type': 'application/json', authorization: basicAuthorization }
    const body = JSON.stringify(sendBody(message, { ...REFERENCES, webhookUrl: 'http://127.0.0.1:9/' }))
    const response = await fetch(`${api.url}/v1/messages`, { method: 'POST', headers, body })
    expect(response.status, await response.text()).toBe(202)
  })
})

test('Viber has its own name at the Messages API, and its ttl is in seconds', () => {
  const options = { category: 'promotion', ttlSeconds: 600 }
  expect(sendBody(aMessageOn('viber_service_msg', { options }), REFERENCES)).toEqual({
    channel: 'viber_service',
    message_type: 'text',
    to: '447700900000',
    from: '16273',
    text: 'The lift is out of order. 🛗',
    viber_service: { category: 'promotion', ttl: 600 },
    client_ref: REFERENCES.clientRef,
    webhook_url: REFERENCES.webhookUrl,
    webhook_version: 'v1',
  })
})

test('a Viber video has its picture with it, and its length and size as texts in the options', () => {
  const content = { type: 'video', url: 'https://example.com/a.mp4', thumbUrl: 'https://example.com/a.jpg' } as const
  const options = { durationSeconds: 20, fileSizeMegabytes: 3 }
  expect(sendBody(aMessageOn('viber_service_msg', { content, options }), REFERENCES)).toMatchObject({
    video: { url: 'https://example.com/a.mp4', thumb_url: 'https://example.com/a.jpg' },
    viber_service: { duration: '20', file_size: '3' },
  })
})

test('the ttl of RCS is beside its options, not in them', () => {
  const both = sendBody(aMessageOn('rcs', { options: { category: 'promotion', ttlSeconds: 600 } }), REFERENCES)
  expect(both).toMatchObject({ channel: 'rcs', ttl: 600, rcs: { category: 'promotion' } })
  const alone = sendBody(aMessageOn('rcs', { options: { ttlSeconds: 600 } }), REFERENCES)
  expect(alone).toMatchObject({ ttl: 600 })
  expect(alone).not.toHaveProperty('rcs')
})

test('the provider never sees the reference of an API client', () => {
  const body = sendBody(aMessageOn('sms', { clientRef: 'patient 4711' }), REFERENCES)
  expect(JSON.stringify(body)).not.toContain('4711')
})
