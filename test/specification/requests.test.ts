import type { ValidateFunction } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Channel } from '../../src/failover/channel.ts'
import { validate } from '../../src/failover/validation.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { sendBody } from '../../src/messages-api/send-schema.ts'
import { writeStep } from '../../src/workflows-api/schema.ts'
import { CAPTIONED, EVERY_MESSAGE } from '../messages-api/messages.ts'
import { requestsOn, type Specification } from './patch.ts'
import { close, isFound, named, patched, validator } from './specification.ts'
import { anyMessages } from './workflows.ts'

const REFERENCES = {
  clientRef: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab:0:1',
  webhookUrl: 'https://backstop.example.com/webhooks/status',
}

/** What the Messages API 1.4.0 calls the messages of a channel; it has no RCS. */
const TITLES: Readonly<Record<Exclude<Channel, 'rcs'>, string>> = {
  messenger: 'Messenger',
  viber_service_msg: 'Viber',
  whatsapp: 'WhatsApp',
  sms: 'SMS',
  mms: 'MMS',
}

/** What came with version 1.20.0, of which there is no complete copy to compare with. */
function isNewer({ channel, content }: WorkflowMessage): boolean {
  return channel === 'rcs' || (channel === 'mms' && (content.type === 'text' || content.type === 'file'))
}

/** What is wrong with a body, beside the body. */
function wrong(check: ValidateFunction | undefined, body: unknown): unknown[] {
  return check?.(body) ? [] : [{ body, errors: check?.errors }]
}

test('every generated workflow is one that is let in', () => {
  fc.assert(
    fc.property(anyMessages, (messages) => {
      expect(validate(messages)).toEqual([])
    }),
  )
})

describe.runIf(isFound('messages-v1-1.4.0.json'))('what is sent for a message', () => {
  const checks = () => {
    const specification = patched('messages-v1-1.4.0.json')
    return new Map(Object.entries(TITLES).map(([channel, title]) => [channel, checkOn(specification, title)]))
  }
  const checkOn = (specification: Specification, title: string) =>
    validator(specification, { oneOf: requestsOn(specification, title), unevaluatedProperties: false })

  test('fits the Messages API 1.4.0, whatever the workflow, with no property that is not described', () => {
    const byChannel = checks()
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const sent = messages.filter((message) => !isNewer(message))
        expect(sent.flatMap((one) => wrong(byChannel.get(one.channel), sendBody(one, REFERENCES)))).toEqual([])
      }),
    )
  })

  test('fits it on each channel with each content and option', () => {
    const byChannel = checks()
    const old = [...EVERY_MESSAGE, ...CAPTIONED].filter(([, message]) => !isNewer(message))
    expect(old.flatMap(([, one]) => wrong(byChannel.get(one.channel), sendBody(one, REFERENCES)))).toEqual([])
  })

  test('would be found out with another type, a number that is too long, or a property of no specification', () => {
    const check = checks().get('sms')
    const sms: WorkflowMessage = {
      channel: 'sms',
      from: 'Clinic',
      to: '447700900000',
      content: { type: 'text', text: 'x' },
    }
    const body = sendBody(sms, REFERENCES)
    expect(wrong(check, body)).toEqual([])
    for (const change of [{ message_type: 'fax' }, { to: '4'.repeat(16) }, { surprise: true }]) {
      expect(check?.({ ...body, ...change })).toBe(false)
    }
  })
})

describe.runIf(isFound('dispatch-0.3.3.yml'))('what is asked of a hosted API', () => {
  const check = () => {
    const specification = patched('dispatch-0.3.3.yml')
    for (const schema of Object.values(specification.components.schemas)) close(schema)
    return validator(specification, named('createWorkflow'))
  }

  test('fits the Dispatch API 0.3.3, whatever the workflow, with no property that is not described', () => {
    const whole = check()
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const body = { template: 'failover', workflow: messages.map(writeStep) }
        expect(wrong(whole, body)).toEqual([])
      }),
    )
  })

  test('would be found out with another template, or an expiry that is too short', () => {
    const whole = check()
    const [from, to, message] = [
      { type: 'sms', number: 'Clinic' },
      { type: 'sms', number: '447700900000' },
      { content: { type: 'text', text: 'x' } },
    ]
    const step = (expiry: number) => ({
      from,
      to,
      message,
      failover: { expiry_time: expiry, condition_status: 'delivered' },
    })
    expect(whole({ template: 'failover', workflow: [step(15), { from, to, message }] })).toBe(true)
    expect(whole({ template: 'failover', workflow: [step(14), { from, to, message }] })).toBe(false)
    expect(whole({ template: 'parallel', workflow: [step(15), { from, to, message }] })).toBe(false)
  })
})
