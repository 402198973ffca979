import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAGIC_RECIPIENTS } from '../../../src/sandbox/messages-api/magic-recipients.ts'
import { send } from './api-client.ts'
import { startWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld({ magicRecipients: MAGIC_RECIPIENTS })
})
afterEach(() => world.stop())

const errors = () => world.receiver.received.map(({ body }) => body.error).filter((error) => error !== undefined)

test.each([
  ['447700900901', 0, ['submitted', 'delivered']],
  ['447700900902', 86_400, ['submitted']],
  ['447700900905', 19, ['submitted']],
  ['447700900905', 20, ['submitted', 'delivered']],
  ['447700900906', 20, ['submitted', 'delivered', 'read']],
  ['447700900909', 86_400, []],
])('Viber to %s tells after %i s: %j', async (to, afterSeconds, statuses) => {
  await world.viber({ to })
  await world.api.runDue()
  world.clock.at += afterSeconds * 1000
  await world.api.runDue()
  await world.api.until(() => world.statuses().length === statuses.length)
  expect(world.statuses()).toEqual(statuses)
})

test.each([
  ['447700900903', 0, '1300'],
  ['447700900904', 60, '1360'],
  ['447700900907', 0, '1240'],
])('an SMS to %s is rejected after %i s with %s', async (to, afterSeconds, title) => {
  await world.sms({ to })
  world.clock.at += afterSeconds * 1000
  await world.api.runDue()
  await world.api.until(() => world.statuses().includes('rejected'))
  expect(errors()).toMatchObject([{ title }])
})

test('a Messenger message is read by itself', async () => {
  const to = '9000000000000001'
  const body = { channel: 'messenger', message_type: 'text', to, from: '1', text: 'x', webhook_url: world.receiver.url }
  await send(world.endpoint, body)
  world.clock.at += 20_000
  await world.api.runDue()
  await world.api.until(() => world.statuses().includes('read'))
})

test('a behaviour that is set by hand wins', async () => {
  world.api.setBehaviour('447700900903', { deliver: 'at once' })
  await world.sms({ to: '447700900903' })
  await world.api.until(() => world.statuses().includes('delivered'))
  expect(errors()).toEqual([])
})

test('each address is listed once with what it does', () => {
  const addresses = MAGIC_RECIPIENTS.map(({ address }) => address)
  expect(new Set(addresses).size).toBe(addresses.length)
})
