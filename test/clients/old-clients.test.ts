import { describe, expect } from 'vitest'
import { SENDERS } from '../../src/sandbox/environment.ts'
import { basic } from '../e2e/api-client.ts'
import { story } from '../e2e/story.ts'
import { NUMBER, sentUuid, untilFact, untilSent } from '../e2e/thread.ts'
import type { World } from '../e2e/world.ts'
import { create, created, nexmoOf2018, nexmoOf2020, SAMPLE, STRANGE_KEY } from './old-clients.ts'

const CLIENTS = [
  {
    name: 'nexmo 2.3.1-beta-1, nexmo.workflow',
    key: 'workflow_uuid',
    resource: (world: World, privateKey?: string) => nexmoOf2018(world, privateKey).workflow,
  },
  {
    name: 'nexmo 2.7.0-beta-1, nexmo.dispatch',
    key: 'dispatch_uuid',
    resource: (world: World, privateKey?: string) => nexmoOf2020(world, privateKey).dispatch,
  },
]

describe.each(CLIENTS)('$name', ({ key, resource }) => {
  story(
    'a program gets the uuid, its Messenger message fails over, and each callback has the uuid under that name',
    async (world) => {
      const uuid = await created(resource(world), key)
      await untilSent(world, 1)
      await untilFact(world, uuid, 'accepted')
      await world.advance(600)
      await untilSent(world, 2)
      await world.phones.deliver(sentUuid(world, 1))
      await world.callbacks.until(4)
      const callbacks = world.callbacks.received()
      const bodies = callbacks.map(({ body }) => body)
      expect(bodies.map(({ status }) => status)).toEqual(['submitted', 'submitted', 'delivered', 'completed'])
      expect(callbacks.every(({ answered }) => answered === 200)).toBe(true)
      const links = { workflow: { [key]: uuid, href: `/workflows/${uuid}` } }
      for (const body of bodies.slice(0, 3)) expect(body._links).toEqual(links)
      expect(bodies[3]).toMatchObject({ [key]: uuid, template: 'failover' })
      expect(bodies[3]).not.toHaveProperty('message_uuid')
    },
    { hasCallbacks: true },
  )

  story('the published sample, with the callback inside the list, is a workflow of its two messages', async (world) => {
    const printed: unknown[] = []
    resource(world).create('failover', [...SAMPLE, (_error: unknown, data: unknown) => printed.push(data)])
    await untilSent(world, 1)
    expect(await listed(world)).toMatchObject([{ channels: ['messenger', 'sms'] }])
    expect(printed).toEqual([])
  })

  story('a token of another key is an error with the problem in it', async (world) => {
    const { error, data } = await create(resource(world, STRANGE_KEY))
    expect(data).toBeNull()
    expect(error).toMatchObject({ statusCode: 401, body: { title: 'Invalid credentials supplied' } })
    expect(error?.headers?.['www-authenticate']).toContain('Bearer')
  })

  story('an invalid message is an error that names each parameter and the trace', async (world) => {
    const [first, last] = SAMPLE
    const spoilt = [
      { ...first, failover: { expiry_time: 5, condition_status: 'read' } },
      { ...last, failover: first?.failover },
    ]
    const { error, data } = await create(resource(world), spoilt)
    expect(data).toBeNull()
    expect(error).toMatchObject({
      statusCode: 400,
      body: {
        type: 'https://www.nexmo.com/messages/Errors#InvalidParams',
        title: "Your request parameters didn't validate.",
        detail: 'Found errors validating 2 of your submitted parameters.',
        instance: error?.headers?.['x-nexmo-trace-id'],
        invalid_parameters: [
          { name: 'workflow[0].failover.expiry_time', reason: expect.any(String) },
          { name: 'workflow[1].failover', reason: expect.any(String) },
        ],
      },
    })
  })

  story('another template than failover is refused', async (world) => {
    const { error } = await create(resource(world), SAMPLE, 'parallel')
    expect(error).toMatchObject({ statusCode: 400, body: { invalid_parameters: [{ name: 'template' }] } })
  })

  story(
    'a program that asks too often gets 429 with the time to wait, and its text as the client keeps it',
    async (world) => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => create(resource(world))))
      const refused = answers.flatMap(({ error }) => (error ? [error] : []))
      expect(refused.length).toBeGreaterThan(0)
      for (const { statusCode, headers, body } of refused) {
        expect(statusCode).toBe(429)
        expect(headers?.['retry-after']).toBe('1')
        expect(JSON.parse(String(body))).toMatchObject({ title: expect.any(String), instance: expect.any(String) })
      }
    },
    { environment: { API_REQUESTS_PER_SECOND: '1' } },
  )

  story('while nothing listens, the program’s callback is told', async (world) => {
    await world.stopApp()
    expect(await create(resource(world))).toMatchObject({ error: { code: 'ECONNREFUSED' } })
  })
})

story('an SMS to a number that a program has as digits, with an expiry in a text, goes out', async (world) => {
  const from = { type: 'sms', number: SENDERS.SMS_FROM }
  const { message } = SAMPLE[1] ?? {}
  const failover = { expiry_time: '600', condition_status: 'delivered' }
  const to = { type: 'sms', number: Number(NUMBER) }
  const { error } = await create(nexmoOf2020(world).dispatch, [
    { from, to, message, failover },
    { from, to, message },
  ])
  expect(error).toBeNull()
  await untilSent(world, 1)
  expect(world.phones.messages()[0]).toMatchObject({ to: NUMBER })
})

/** What the product says of all workflows. */
async function listed(world: World): Promise<unknown[]> {
  const response = await fetch(`${world.publicUrl}/beta/workflows`, { headers: { authorization: basic(world) } })
  expect(response.status).toBe(200)
  return ((await response.json()) as { workflows: unknown[] }).workflows
}
