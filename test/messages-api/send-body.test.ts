import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Channel } from '../../src/failover/channel.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { sendBody } from '../../src/messages-api/send-schema.ts'
import { startFakeMessagesApi } from '../../src/sandbox/messages-api/fake-messages-api.ts'
import { account, application, basicAuthorization } from '../sandbox/messages-api/api-client.ts'
import { aMessageOn, CAPTIONED, EVERY_MESSAGE } from './messages.ts'

const file = new URL('../../../shared/reference/openapi/messages-v1-1.4.0.json', import.meta.url)
const found = existsSync(file)
if (!found) console.log('Left out: comparing with the Messages API specification, which is not beside this repository.')

const REFERENCES = {
  clientRef: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab:0:1',
  webhookUrl: 'https://backstop.example.com/webhooks/status',
}
const MESSAGES = [...EVERY_MESSAGE, ...CAPTIONED]

/** Checks a body against the specification's messages of that channel. */
function validatorOf({ channel }: WorkflowMessage) {
  const specification = JSON.parse(readFileSync(file, 'utf8'))
  const { baseMessageType } = specification.components.schemas
  // It demands of a Viber video's own object what it describes in viber_service.
  const viber = JSON.stringify(specification.paths).replace(
    '"required":["url","duration","file_size","thumb_url"]',
    '"required":["url","thumb_url"]',
  )
  specification.paths = JSON.parse(viber)
  // It demands a property `message`, which is the older version's: this one describes none.
  baseMessageType.required = baseMessageType.required.filter((name: string) => name !== 'message')
  const { schema } = specification.paths['/'].post.requestBody.content['application/json']
  const { oneOf: variants } = schema.oneOf.find((one: { title: string }) => one.title === TITLES[channel])
  const ajv = new Ajv({ strict: false, validateFormats: false })
  return ajv.compile({ components: specification.components, $id: channel, oneOf: variants })
}

/** What the specification calls the messages of a channel. */
const TITLES: Partial<Record<Channel, string>> = {
  messenger: 'Messenger',
  viber_service_msg: 'Viber',
  whatsapp: 'WhatsApp',
  sms: 'SMS',
  mms: 'MMS',
}

/** What is new in version 1.20.0, which the fake speaks. */
function isNewer({ channel, content }: WorkflowMessage): boolean {
  return channel === 'rcs' || (channel === 'mms' && (content.type === 'text' || content.type === 'file'))
}

test.runIf(found).each(MESSAGES.filter(([, message]) => !isNewer(message)))(
  '%s fits the specification',
  (_name, message) => {
    const validate = validatorOf(message)
    const body = sendBody(message, REFERENCES)
    expect(validate(body), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...body, message_type: 'fax' })).toBe(false)
  },
)

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
