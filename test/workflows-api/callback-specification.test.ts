import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { isReportable } from '../../src/failover/reportable.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { callbackBody } from '../../src/workflows-api/callback-body.ts'
import { createWorld, freshWorkflow, type Move, moves } from '../failover/histories.ts'
import { aMessage, aWorkflow } from '../failover/workflows.ts'

const SPECIFICATIONS = [
  ['workflows-beta-2018-10.yml', 'workflows'],
  ['dispatch-0.3.3.yml', 'dispatch'],
] as const

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  enum?: string[]
  required?: string[]
  additionalProperties?: boolean
}

type Schemas = Record<'ToProperty' | 'FromProperty' | 'MessageStatus' | 'finalReport', Schema>

/** The channels that these specifications were written before, or forget in a place. */
const CHANNELS = ['sms', 'mms', 'messenger', 'viber_service_msg', 'whatsapp', 'rcs']

/** The one list of what the specifications have wrong, and of what is ours; all else must hold as they say. */
function patch(schemas: Schemas): void {
  const link = schemas.finalReport.properties?._links?.properties?.messages?.items?.properties
  const { to, from } = { to: schemas.ToProperty.properties, from: schemas.FromProperty.properties }
  if (!link?.channel || !to?.type || !from?.type) throw new Error('the specification is another one')
  // `viber_sevice_msg` is misspelt, the beta has no WhatsApp yet, and MMS is only in the report; RCS is ours.
  for (const type of [to.type, from.type, link.channel]) type.enum = CHANNELS
  // Our extension: what the client called the message. Source of its place: Messages API 0.4.0 (v0.1), MessageStatus.
  Object.assign(schemas.MessageStatus.properties ?? {}, { client_ref: { type: 'string' } })
  // Nothing is required here that is in the specification of Messages v0.1, "the same" as these say.
  schemas.MessageStatus.required = ['message_uuid', 'to', 'from', 'timestamp', 'status', '_links']
  schemas.finalReport.required = Object.keys(schemas.finalReport.properties ?? {}).filter((name) => name !== 'usage')
}

/** Lets no property in that is not described. */
function close(schema: Schema): void {
  if (schema.properties) schema.additionalProperties = false
  for (const property of Object.values(schema.properties ?? {})) close(property)
  if (schema.items) close(schema.items)
}

function validators(file: URL) {
  const { components } = parse(readFileSync(file, 'utf8')) as { components: { schemas: Schemas } }
  patch(components.schemas)
  for (const name of ['ToProperty', 'FromProperty', 'MessageStatus', 'finalReport'] as const) {
    close(components.schemas[name])
  }
  const of = (name: keyof Schemas) => {
    // The specifications' own formats (`ISO 8601`) and annotations are not JSON Schema's.
    const ajv = new Ajv({ strict: false, validateFormats: false })
    return ajv.compile({ components, $id: name, $ref: `#/components/schemas/${name}` })
  }
  return { status: of('MessageStatus'), report: of('finalReport') }
}

const everyChannel: WorkflowMessage[] = [
  aMessage('messenger', 'read'),
  aMessage('viber_service_msg', 'read'),
  { ...aMessage('whatsapp', 'read'), clientRef: 'order-1' },
  aMessage('mms', 'delivered'),
  aMessage('sms', 'delivered'),
  aMessage('rcs'),
]

/** All callbacks of a workflow to which this happened, with whether each is the final one. */
function callbacksOf(workflow: ReturnType<typeof aWorkflow>, played: readonly Move[], api: 'workflows' | 'dispatch') {
  const world = createWorld(workflow)
  for (const move of played) world.play(move)
  const uuid = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'
  const { messages } = workflow
  return world.recorded
    .filter(({ fact }) => isReportable(fact))
    .map(({ seq, fact }) => ({
      isFinal: fact.type === 'ended',
      body: callbackBody({ uuid, api, messages, facts: world.recorded }, seq),
      bodyThen: callbackBody({ uuid, api, messages, facts: world.recorded.slice(0, seq) }, seq),
    }))
}

/** Each message of every channel is sent, told of, and left. */
const everyMove: Move[] = everyChannel.flatMap((_, i): Move[] => [
  { type: 'send' },
  { type: 'answer', answer: i === 1 ? 'refused' : 'accepted', pick: 0, retryMs: 1000 },
  { type: 'receipt', pick: i, ahead: 0, status: 'submitted', named: 'both', agoMs: 0, usage: i !== 1 },
  { type: 'tick when due' },
])

test('whatever happens in a workflow, its callbacks stay as they were sent, and one at most is final', () => {
  fc.assert(
    fc.property(freshWorkflow, moves, (workflow, played) => {
      const callbacks = callbacksOf(workflow, played, 'dispatch')
      for (const { body, bodyThen } of callbacks) expect(bodyThen).toEqual(body)
      expect(callbacks.filter(({ isFinal }) => isFinal).length).toBeLessThanOrEqual(1)
    }),
  )
})

for (const [name, api] of SPECIFICATIONS) {
  const file = new URL(`../../../shared/reference/openapi/${name}`, import.meta.url)
  if (!existsSync(file)) {
    console.log(`Left out: comparing callbacks with ${name}, which is not beside this repository.`)
    continue
  }

  describe(`as ${name} has them`, () => {
    const { status, report } = validators(file)
    const fits = ({ isFinal, body }: ReturnType<typeof callbacksOf>[number]) => {
      const validate = isFinal ? report : status
      return validate(body) ? [] : [{ body, errors: validate.errors }]
    }

    test('are the callbacks of every channel', () => {
      const callbacks = callbacksOf(aWorkflow(everyChannel), everyMove, api)
      expect(callbacks.filter(({ isFinal }) => isFinal)).toHaveLength(1)
      expect(callbacks.length).toBeGreaterThan(everyChannel.length)
      expect(callbacks.flatMap(fits)).toEqual([])
    })

    test('are the callbacks of any workflow, whatever happens in it', () => {
      fc.assert(
        fc.property(freshWorkflow, moves, (workflow, played) => {
          const callbacks = callbacksOf(workflow, played, api)
          expect(callbacks.flatMap(fits)).toEqual([])
        }),
      )
    })

    test('a body with a property of no specification is found out', () => {
      const [first] = callbacksOf(aWorkflow(everyChannel), everyMove, api)
      expect(status({ ...first?.body, surprise: true })).toBe(false)
      expect(status({ ...first?.body, error: { code: '1300' } })).toBe(false)
    })
  })
}
