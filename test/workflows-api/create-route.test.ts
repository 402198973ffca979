import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isFound, named, patched, validator } from '../specification/specification.ts'
import { bodyOf, workflowBody } from './bodies.ts'
import { type RoutesWorld, startRoutes, UUID } from './route-world.ts'

const NAME = 'dispatch-0.3.3.yml'

let world: RoutesWorld
beforeEach(async () => {
  world = await startRoutes()
})
afterEach(async () => {
  expect(world.errors).toEqual([])
  await world.stop()
})

test.each([
  ['/beta/workflows', 'workflow_uuid'],
  ['/beta/workflows/', 'workflow_uuid'],
  ['/beta/workflows?', 'workflow_uuid'],
  ['/beta/workflows/?', 'workflow_uuid'],
  ['/v0.1/dispatch', 'dispatch_uuid'],
  ['/v0.1/dispatch/', 'dispatch_uuid'],
  ['/v0.1/dispatch?', 'dispatch_uuid'],
])('POST %s answers 202 with just %s', async (path, key) => {
  const { status, answer, headers } = await world.post(workflowBody(), { path })
  expect(status).toBe(202)
  expect(answer).toEqual({ [key]: UUID })
  expect(headers.get('content-type')).toBe('application/json')
})

test('what was posted is created, in our words', async () => {
  await world.post()
  expect(world.created).toEqual([
    [
      {
        channel: 'messenger',
        from: '107083064136738',
        to: '2345678901234567',
        content: { type: 'text', text: 'The lift is out of order.' },
        failover: { expirySeconds: 600, conditionStatus: 'read' },
      },
      {
        channel: 'sms',
        from: 'Clinic',
        to: '447700900000',
        content: { type: 'text', text: 'The lift is out of order.' },
      },
    ],
  ])
})

test('a body that does not validate is answered as the vendor was recorded to', async () => {
  const { status, answer, headers } = await world.post(bodyOf({}))
  expect(status).toBe(400)
  expect(headers.get('content-type')).toBe('application/problem+json')
  const { instance, invalid_parameters: invalid, ...rest } = answer
  expect(rest).toEqual({
    type: 'https://www.nexmo.com/messages/Errors#InvalidParams',
    title: "Your request parameters didn't validate.",
    detail: 'Found errors validating 3 of your submitted parameters.',
  })
  expect(instance).toMatch(/^[0-9a-f]{32}$/)
  expect(headers.get('x-nexmo-trace-id')).toBe(instance)
  expect(invalid).toEqual(
    ['from', 'to', 'message'].map((name) => ({ name: `workflow[0].${name}`, reason: expect.any(String) })),
  )
  expect(world.created).toEqual([])
})

test('each problem has an instance of its own', async () => {
  const [one, other] = [await world.post({}), await world.post({})]
  expect(one.answer.instance).not.toBe(other.answer.instance)
})

describe('is refused with a problem of its own', () => {
  test.each([
    ['a PUT', 405, 'wrong-verb', { method: 'PUT' }],
    ['a DELETE', 405, 'wrong-verb', { method: 'DELETE' }],
    ['a form', 415, 'content-type-header', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['a text', 415, 'content-type-header', { headers: { 'content-type': 'text/plain' } }],
    [
      'a name that only begins like JSON',
      415,
      'content-type-header',
      { headers: { 'content-type': 'application/jsonp' } },
    ],
  ])('%s', async (_name, status, type, options) => {
    const { answer, ...refused } = await world.post(workflowBody(), options)
    expect(refused.status).toBe(status)
    expect(answer).toMatchObject({ type: expect.stringContaining(`#${type}`), title: expect.any(String) })
    expect(refused.headers.get('x-nexmo-trace-id')).toBe(answer.instance)
    if (status === 405) expect(refused.headers.get('allow')).toBe('POST, GET')
    expect(world.created).toEqual([])
  })

  test.each([[''], ['{'], ['{"template":"failover",}'], ['template=failover']])('the body %j', async (body) => {
    const { status, answer } = await world.post(body)
    expect(status).toBe(400)
    expect(answer).toMatchObject({ type: expect.stringContaining('#invalid-json') })
  })

  test('a body of more than a megabyte', async () => {
    const { status } = await world.post(`"${'x'.repeat(1024 * 1024)}"`)
    expect(status).toBe(413)
    expect(world.created).toEqual([])
  })
})

test.each([['application/json; charset=utf-8'], ['application/ld+json'], ['Application/JSON']])(
  'JSON may be called %s',
  async (type) => {
    expect((await world.post(workflowBody(), { headers: { 'content-type': type } })).status).toBe(202)
  },
)

test('there is nothing at paths beside these', async () => {
  for (const path of ['/beta/workflows/x/y', '/beta/workflow', '/v0.1', '/v0.1/dispatch//']) {
    expect((await world.post(workflowBody(), { path })).status, path).toBe(404)
  }
})

describe.runIf(isFound(NAME))('by the specification', () => {
  const validatorOf = (name: string) => validator(patched(NAME), named(name))

  test('a 202 is a Response', async () => {
    const { answer } = await world.post(workflowBody(), { path: '/v0.1/dispatch' })
    const isResponse = validatorOf('Response')
    expect(isResponse(answer), JSON.stringify(isResponse.errors)).toBe(true)
    expect(isResponse({})).toBe(false)
  })

  test('each refusal is an Error', async () => {
    const isError = validatorOf('Error')
    const refusals = [
      await world.post(bodyOf({})),
      await world.post(workflowBody({ failover: undefined })),
      await world.post('{'),
      await world.post({}, { headers: { authorization: 'Bearer x' } }),
      await world.post({}, { method: 'PUT' }),
    ]
    for (const { answer } of refusals) expect(isError(answer), JSON.stringify(isError.errors)).toBe(true)
    expect(isError({})).toBe(false)
  })
})
