import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireChannel } from '../../../src/sandbox/messages-api/phone.ts'
import { send } from './api-client.ts'
import { startWorld, type World } from './world.ts'

const file = new URL('../../../../shared/reference/openapi/messages-v1-1.4.0.json', import.meta.url)
const found = existsSync(file)
if (!found) console.log('Left out: comparing with the Messages API specification, which is not beside this repository.')

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
  const validate = schemaOf(schema)
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
  const validate = schemaOf(schema)
  const { answer } = await world.sms(changes)
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true)
  expect(answer.title).toBe(titleOf(schema))
})

/** Read anew for each use: its copies are changed. */
function specification() {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function titleOf(schema: string): unknown {
  return specification().components.schemas[schema].properties.title.example
}

function schemaOf(schema: string) {
  // The specification's own formats (`url`) and annotations are not JSON Schema's.
  const ajv = new Ajv({ strict: false, validateFormats: false })
  const copy = specification()
  const { messageStatusBase, [schema]: wanted } = copy.components.schemas
  // A channel's own `status`, `to` and `from` are meant to replace those of the base, but allOf can only narrow.
  for (const name of Object.keys(wanted.allOf?.[1].properties ?? {})) delete messageStatusBase.properties[name]
  return ajv.compile({ ...copy, $id: 'messages', $ref: `#/components/schemas/${schema}` })
}
