import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaOf } from '../../specification/patch.ts'
import { isFound, named, patched, validator } from '../../specification/specification.ts'
import { startWorld, type World, workflowBody } from './world.ts'

const NAME = 'dispatch-0.3.3.yml'
const found = isFound(NAME)

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** `schema` with all but `optional` made mandatory and nothing else allowed, as it demands nearly nothing itself. */
function strictly(schema: string, optional: string[] = []) {
  const specification = patched(NAME)
  const names = Object.keys(schemaOf(specification, schema).properties ?? {}).filter((name) => name !== 'client_ref')
  return validator(specification, {
    ...named(schema),
    required: names.filter((name) => !optional.includes(name)),
    propertyNames: { enum: names },
  })
}

test.runIf(found)('accepts messages as the specification describes them', async () => {
  const validate = strictly('createWorkflow')
  const body = workflowBody()
  expect((await world.create(body)).status).toBe(202)
  expect(validate(body), JSON.stringify(validate.errors)).toBe(true)
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
