import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { startWorld, type World, workflowBody } from './world.ts'

const file = new URL('../../../../shared/reference/openapi/dispatch-0.3.3.yml', import.meta.url)
const found = existsSync(file)
if (!found) console.log('Left out: comparing with the Dispatch API specification, which is not beside this repository.')

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** `schema` with all but `optional` made mandatory and nothing else allowed, as it demands nearly nothing itself. */
function strictly(schema: string, optional: string[] = []) {
  const specification = parse(readFileSync(file, 'utf8'))
  const { properties } = specification.components.schemas[schema]
  // The specification's own formats (`ISO 8601`) and annotations are not JSON Schema's.
  const ajv = new Ajv({ strict: false, validateFormats: false })
  return ajv.compile({
    components: specification.components,
    $id: schema,
    $ref: `#/components/schemas/${schema}`,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    propertyNames: { enum: Object.keys(properties) },
  })
}

test.runIf(found)('accepts messages as the specification describes them', async () => {
  // The specification's oneOf of messages with and without failover can't hold, so each is compared by itself.
  const validate = strictly('sendWithFailoverMessage', ['failover'])
  const body = workflowBody()
  expect((await world.create(body)).status).toBe(202)
  for (const message of body.workflow) expect(validate(message), JSON.stringify(validate.errors)).toBe(true)
})

test.runIf(found)('answers, statuses and reports have every property of the specification and no other', async () => {
  const { answer } = await world.create()
  const uuid = String(answer.dispatch_uuid)
  await world.api.sendStatus(uuid, 0, 'delivered')
  await world.api.sendFinalReport(uuid, 'completed')
  const [status, report] = world.receiver.received
  for (const [schema, body] of [
    ['Response', answer],
    ['MessageStatus', status?.body],
    ['finalReport', report?.body],
  ] as const) {
    const validate = strictly(schema, ['error'])
    expect(validate(body), `${schema}: ${JSON.stringify(validate.errors)}`).toBe(true)
  }
})
