import { describe, expect, test } from 'vitest'
import type { Fact } from '../../src/failover/fact.ts'
import { callbackBody, type ReportedWorkflow } from '../../src/workflows-api/callback-body.ts'
import { aMessage, at, messenger, sms, viber } from '../failover/workflows.ts'

const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'
const FIRST = '11111111-bbbb-4ccc-8ddd-0123456789ab'
const SECOND = '22222222-bbbb-4ccc-8ddd-0123456789ab'

function reported(facts: Fact[], workflow: Partial<ReportedWorkflow> = {}): ReportedWorkflow {
  const recorded = facts.map((fact, i) => ({ seq: i + 1, at: at(i), fact }))
  return { uuid: UUID, api: 'dispatch', messages: [viber('read'), sms()], facts: recorded, ...workflow }
}

function lastBody(facts: Fact[], workflow: Partial<ReportedWorkflow> = {}) {
  return callbackBody(reported(facts, workflow), facts.length)
}

const CREATED: Fact = { type: 'created' }
const REFUSED: Fact = {
  type: 'refused',
  index: 0,
  attempt: 1,
  failure: {
    code: '1420',
    title: 'Invalid sender',
    detail: 'The sender is not yours.',
    parameters: ['from: is wrong'],
  },
}
const END: Fact = { type: 'ended', status: 'completed', reason: 'condition met', index: 0 }

function accepted(index: number, messageUuid: string): Fact {
  return { type: 'accepted', index, attempt: 1, messageUuid, deadlineAt: at(600) }
}

function receipt(status: string, more: Partial<Extract<Fact, { type: 'receipt' }>> = {}): Fact {
  return { type: 'receipt', index: 0, attempt: 1, messageUuid: FIRST, status, change: 'advanced', late: false, ...more }
}

describe('a status', () => {
  test('has the addresses as the client wrote them, the provider’s time, and a link to the workflow', () => {
    const workflow = reported([CREATED, receipt('delivered', { usage: { currency: 'EUR', price: '0.0333' } })])
    const facts = workflow.facts.map((one) => ({ ...one, providerAt: at(-30) }))
    expect(callbackBody({ ...workflow, facts }, 2)).toEqual({
      message_uuid: FIRST,
      to: { type: 'viber_service_msg', number: '447700900000' },
      from: { type: 'viber_service_msg', id: 'sender' },
      timestamp: '2023-11-14T22:12:50.000Z',
      status: 'delivered',
      usage: { currency: 'EUR', price: '0.0333' },
      _links: { workflow: { dispatch_uuid: UUID, href: `/workflows/${UUID}` } },
    })
  })

  test('calls the uuid by its old name for who used the old path', () => {
    const links = { workflow: { workflow_uuid: UUID, href: `/workflows/${UUID}` } }
    expect(lastBody([receipt('read')], { api: 'workflows' })?._links).toEqual(links)
  })

  test('carries our time where the provider gave none', () => {
    expect(lastBody([CREATED, receipt('read')])?.timestamp).toBe('2023-11-14T22:13:21.000Z')
  })

  test('puts the client’s own reference back, but none that reads like ours', () => {
    const withRef = (clientRef: string) => ({ messages: [{ ...messenger('read'), clientRef }, sms()] })
    expect(lastBody([receipt('read')], withRef('order-1'))?.client_ref).toBe('order-1')
    expect(lastBody([receipt('read')], withRef(`${UUID}:0:1`))).not.toHaveProperty('client_ref')
    expect(lastBody([receipt('read')])).not.toHaveProperty('client_ref')
  })

  test('has an error’s code as a number', () => {
    const failure = { code: '1300', title: 'Not part of the provider network' }
    expect(lastBody([receipt('rejected', { failure })])?.error).toEqual({ code: 1300, reason: failure.title })
    const unnumbered = { title: 'Something went wrong' }
    expect(lastBody([receipt('rejected', { failure: unnumbered })])?.error).toEqual({
      code: 1330,
      reason: unnumbered.title,
    })
  })

  test('is told after the end as before it', () => {
    expect(lastBody([receipt('delivered'), END, receipt('read', { late: true })])?.status).toBe('read')
  })

  test('that is not documented is not told', () => {
    expect(lastBody([receipt('seen')])).toBeUndefined()
  })

  test('of a redacted message is not told any more', () => {
    expect(lastBody([receipt('read')], { messages: [{ ...sms(), from: '', to: '' }] })).toBeUndefined()
    expect(lastBody([END], { messages: [{ ...sms(), from: '', to: '' }] })).toBeUndefined()
  })

  test('names the provider’s message even where the receipt did not', () => {
    const { messageUuid: _messageUuid, ...unnamed } = receipt('read') as Extract<Fact, { type: 'receipt' }>
    expect(lastBody([accepted(0, FIRST), unnamed])?.message_uuid).toBe(FIRST)
  })
})

describe('a refusal', () => {
  test('is told as rejected with the refusal’s words, and the code that means the same in a status', () => {
    expect(lastBody([CREATED, REFUSED])).toMatchObject({
      message_uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      status: 'rejected',
      error: { code: 1420, reason: 'Invalid sender: The sender is not yours. (from: is wrong)' },
    })
  })

  test.each([
    ['1120', 1420],
    ['1150', 1020],
    ['1060', 1450],
    ['1340', 1340],
    ['', 1330],
  ])('“%s” becomes %d', (code, wire) => {
    const fact: Fact = { type: 'refused', index: 0, attempt: 1, failure: { code, title: 'No' } }
    expect(lastBody([fact])?.error).toEqual({ code: wire, reason: 'No' })
  })

  test('has a message uuid of its own that the final report names, too', () => {
    const facts = [REFUSED, accepted(1, SECOND), END]
    const uuid = callbackBody(reported(facts), 1)?.message_uuid
    const other = callbackBody(reported([{ ...REFUSED, attempt: 2 } as Fact]), 1)?.message_uuid
    expect(other).not.toBe(uuid)
    expect(lastBody(facts)?._links).toMatchObject({ messages: [{ message_uuid: uuid }, { message_uuid: SECOND }] })
  })
})

describe('the final report', () => {
  test('has the total in exact decimals, and each message that has a uuid with its status and cost', () => {
    const usage = { currency: 'EUR', price: '0.0333' }
    const facts = [
      accepted(0, FIRST),
      receipt('delivered', { usage }),
      receipt('submitted', { change: 'outdated' }),
      accepted(1, SECOND),
      { ...END, usage: [{ currency: 'EUR', price: '0.1000000000000000055' }] } as Fact,
    ]
    expect(lastBody(facts)).toEqual({
      dispatch_uuid: UUID,
      template: 'failover',
      status: 'completed',
      timestamp: '2023-11-14T22:13:24.000Z',
      usage: { currency: 'EUR', price: '0.1000000000000000055' },
      _links: {
        messages: [
          { message_uuid: FIRST, href: `/messages/${FIRST}`, channel: 'viber_service_msg', usage, status: 'delivered' },
          { message_uuid: SECOND, href: `/messages/${SECOND}`, channel: 'sms' },
        ],
      },
    })
  })

  test.each([
    ['completed', 'completed'],
    ['error', 'error'],
    ['cancelled', 'error'],
  ] as const)('%s is %s on the wire', (status, wire) => {
    expect(lastBody([{ type: 'ended', status, reason: 'failed' }], { api: 'workflows' })).toMatchObject({
      workflow_uuid: UUID,
      status: wire,
    })
  })

  test('gives no total of different currencies', () => {
    const usage = ['EUR', 'USD'].map((currency) => ({ currency, price: '1' }))
    expect(lastBody([{ ...END, usage } as Fact])).not.toHaveProperty('usage')
  })

  test('never has what a status has at its top, by which clients tell them apart', () => {
    expect(Object.keys(lastBody([accepted(0, FIRST), END]) ?? {})).not.toContain('message_uuid')
  })
})

test('what comes later changes no callback', () => {
  const facts = [accepted(0, FIRST), receipt('delivered'), END]
  const later = [...facts, receipt('read', { late: true, usage: { currency: 'EUR', price: '1' } })]
  for (const seq of [2, 3]) expect(callbackBody(reported(later), seq)).toEqual(callbackBody(reported(facts), seq))
})

test('facts that clients are not told of have no callback', () => {
  const quiet: Fact[] = [CREATED, accepted(0, FIRST), { type: 'failover', index: 0, next: 1, reason: 'expired' }]
  expect(quiet.map((_, i) => callbackBody(reported(quiet), i + 1))).toEqual([undefined, undefined, undefined])
  expect(callbackBody(reported(quiet), 9)).toBeUndefined()
})

test('an id is an id and a number a number on every channel', () => {
  const bodies = [aMessage('messenger'), aMessage('whatsapp')].map((message) =>
    lastBody([receipt('read')], { messages: [message] }),
  )
  expect(bodies.map((body) => [body?.to, body?.from])).toEqual([
    [
      { type: 'messenger', id: '447700900000' },
      { type: 'messenger', id: 'sender' },
    ],
    [
      { type: 'whatsapp', number: '447700900000' },
      { type: 'whatsapp', number: 'sender' },
    ],
  ])
})
