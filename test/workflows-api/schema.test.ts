import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, content, messengerStep, rcsStep, smsStep, viberStep, whatsappStep } from './bodies.ts'
import { type RoutesWorld, startRoutes } from './route-world.ts'

let world: RoutesWorld
beforeAll(async () => {
  world = await startRoutes()
})
afterAll(async () => {
  expect(world.errors).toEqual([])
  await world.stop()
})

const text = (of: unknown) => content({ type: 'text', text: of })

describe('the options of a channel', () => {
  const options = {
    messenger: { category: 'message_tag', tag: 'ACCOUNT_UPDATE' },
    viber_service_msg: { category: 'promotion', ttl: 600, type: 'template' },
    whatsapp: { policy: 'deterministic', locale: 'en-GB' },
    rcs: { category: 'service-request', ttl: 20 },
  }

  test.each([
    ['messenger', messengerStep, { category: 'message_tag', tag: 'ACCOUNT_UPDATE' }],
    ['viber_service_msg', viberStep, { category: 'promotion', ttlSeconds: 600, type: 'template' }],
    ['whatsapp', whatsappStep, { policy: 'deterministic', locale: 'en-GB' }],
    ['rcs', rcsStep, { category: 'service-request', ttlSeconds: 20 }],
    ['sms', smsStep, undefined],
  ] as const)('go with a message of %s, and those of the others do not', async (_channel, step, expected) => {
    const message = { ...text('x'), ...options }
    const { status } = await world.post(bodyOf(step({ message, failover: undefined })))
    expect(status).toBe(202)
    const [[taken] = []] = world.created.splice(0)
    expect(taken?.options).toEqual(expected)
  })
})
