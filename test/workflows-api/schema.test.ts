import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { bodyOf, content, messengerStep, smsStep, viberStep, whatsappStep, workflowBody } from './bodies.ts'
import { INVALID_BODIES } from './invalid-bodies.ts'
import { namesIn, type RoutesWorld, startRoutes } from './route-world.ts'

let world: RoutesWorld
beforeAll(async () => {
  world = await startRoutes()
})
afterAll(async () => {
  expect(world.errors).toEqual([])
  await world.stop()
})

const text = (of: unknown) => content({ type: 'text', text: of })
const template = (of: unknown, options = {}) => content({ type: 'template', template: of }, options)

describe('400 names each parameter that is wrong', () => {
  test.each(INVALID_BODIES)('%s', async (_name, body, names) => {
    const { status, answer } = await world.post(body)
    expect(status).toBe(400)
    expect(namesIn(answer)).toEqual(names)
    expect(answer.detail).toBe(`Found errors validating ${names.length} of your submitted parameters.`)
    expect(world.created).toEqual([])
  })
})

describe('what old clients send is taken', () => {
  /** The only message of a body that is taken. */
  async function take(body: unknown): Promise<WorkflowMessage[]> {
    world.created.length = 0
    const { status, answer } = await world.post(body)
    expect(status, JSON.stringify(answer)).toBe(202)
    const [messages = []] = world.created.splice(0)
    return messages
  }

  test.each<[string, Record<string, unknown>, Partial<WorkflowMessage>]>([
    ['a number that is a number', { to: { type: 'sms', number: 447_700_900_000 } }, { to: '447700900000' }],
    ['a sender that is a number', { from: { type: 'sms', number: 447_700_900_001 } }, { from: '447700900001' }],
    ['a leading +', { to: { type: 'sms', number: '+447700900000' } }, { to: '447700900000' }],
    ['a leading 00', { to: { type: 'sms', number: '00447700900000' } }, { to: '447700900000' }],
    ['an id where a number belongs', { to: { type: 'sms', id: 447_700_900_000 } }, { to: '447700900000' }],
    ['a text that is a number', { message: text(4711) }, { content: { type: 'text', text: '4711' } }],
    ['a reference of its own', { client_ref: 'patient 4711' }, { clientRef: 'patient 4711' }],
    ['an SMS of 1000 characters', { message: text('🛗'.repeat(1000)) }, {}],
  ])('%s', async (_name, changes, message) => {
    expect(await take(bodyOf(smsStep(changes)))).toMatchObject([message])
  })

  test('a Viber recipient whose number is an id and no text', async () => {
    expect(await take(bodyOf(viberStep({ to: { type: 'viber_service_msg', id: 447_700_900_000 } })))).toMatchObject([
      { channel: 'viber_service_msg', to: '447700900000', from: '16273' },
    ])
  })

  test('Messenger ids that are numbers, and begin with zeros where they are texts', async () => {
    const to = { type: 'messenger', id: '00123' }
    const from = { type: 'messenger', id: 107_083_064_136_738 }
    const [message] = await take(bodyOf(messengerStep({ to, from, failover: undefined })))
    expect(message).toMatchObject({ to: '00123', from: '107083064136738' })
  })

  test('an expiry that is a text', async () => {
    const [message] = await take(workflowBody({ failover: { expiry_time: '600', condition_status: 'read' } }))
    expect(message?.failover).toEqual({ expirySeconds: 600, conditionStatus: 'read' })
  })

  test("a trailing null, where the callback was put into the list as in the vendor's sample", async () => {
    expect(await take(bodyOf(messengerStep(), smsStep(), null))).toHaveLength(2)
  })

  test('template parameters in the form of 2018', async () => {
    const message = template(
      { name: 'a:b', parameters: [{ default: 'Ada' }, '9:00'] },
      { whatsapp: { locale: 'en-GB' } },
    )
    const [taken] = await take(bodyOf(whatsappStep({ message })))
    expect(taken?.content).toEqual({ type: 'template', name: 'a:b', parameters: ['Ada', '9:00'] })
  })
})

describe('the options of a channel', () => {
  const options = {
    messenger: { category: 'message_tag', tag: 'ACCOUNT_UPDATE' },
    viber_service_msg: { category: 'promotion', ttl: 600 },
    whatsapp: { policy: 'deterministic', locale: 'en-GB' },
  }

  test.each([
    ['messenger', messengerStep, { category: 'message_tag', tag: 'ACCOUNT_UPDATE' }],
    ['viber_service_msg', viberStep, { category: 'promotion', ttlSeconds: 600 }],
    ['whatsapp', whatsappStep, { policy: 'deterministic', locale: 'en-GB' }],
    ['sms', smsStep, undefined],
  ] as const)('go with a message of %s, and those of the others do not', async (_channel, step, expected) => {
    const message = { ...text('x'), ...options }
    const { status } = await world.post(bodyOf(step({ message, failover: undefined })))
    expect(status).toBe(202)
    const [[taken] = []] = world.created.splice(0)
    expect(taken?.options).toEqual(expected)
  })
})
