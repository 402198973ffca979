import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireChannel } from '../../../src/sandbox/messages-api/phone.ts'
import { property, schemaOf } from '../../specification/patch.ts'
import { isFound, named, patched, validator } from '../../specification/specification.ts'
import { send } from './api-client.ts'
import { startWorld, type World } from './world.ts'

const NAME = 'messages-v1-1.4.0.json'
const found = isFound(NAME)

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const CASES: [WireChannel, string, string, string][] = [
  ['sms', 'messageStatusSMS', '447700900000', 'Clinic'],
  ['mms', 'messageStatusMMS', '14155550100', '14155550101'],
  ['whatsapp', 'messageStatusWhatsApp', '447700900000', '447700900001'],
  ['messenger', 'messageStatusMessenger', 'psid', 'page'],
  ['viber_service', 'messageStatusViber', '447700900000', '16273'],
]

test.runIf(found).each(CASES)('statuses of %s fit %s', async (channel, schema, to, from) => {
  const validate = validatorOf(schema)
  const body = {
    channel,
    message_type: 'text',
    to,
    from,
    text: 'Hello',
    client_ref: 'r',
    webhook_url: world.receiver.url,
  }
  const messageUuid = String((await send(world.endpoint, body)).answer.message_uuid)
  await world.api.until(() => world.receiver.received.some((webhook) => webhook.body.message_uuid === messageUuid))
  await world.api.send(messageUuid, 'rejected')
  await world.api.deliver(messageUuid)
  if (channel !== 'sms' && channel !== 'mms') await world.api.read(messageUuid)
  const bodies = world.receiver.received
    .map((webhook) => webhook.body)
    .filter((one) => one.message_uuid === messageUuid)
  expect(bodies.length).toBeGreaterThanOrEqual(3)
  for (const one of bodies) expect(validate(one), JSON.stringify(validate.errors)).toBe(true)
})

test.runIf(found).each([
  ['ErrorChannel', { channel: 'fax' }],
  ['ErrorMessageType', { message_type: 'fax' }],
  ['ErrorRecipient', { to: '+44' }],
  ['ErrorSender', { from: undefined }],
  ['ErrorClientReference', { client_ref: 'r'.repeat(101) }],
  ['ErrorMessageParams', { text: '' }],
])('the 422 for a bad request fits %s and has its title', async (schema, changes) => {
  const validate = validatorOf(schema)
  const { answer } = await world.sms(changes)
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true)
  expect(answer.title).toBe(titleOf(schema))
})

function titleOf(schema: string): unknown {
  return property(schemaOf(patched(NAME), schema), 'title').example
}

function validatorOf(schema: string) {
  return validator(patched(NAME), named(schema))
}
