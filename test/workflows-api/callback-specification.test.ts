import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isReportable } from '../../src/failover/reportable.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { callbackBody } from '../../src/workflows-api/callback-body.ts'
import { createWorld, freshWorkflow, type Move, moves } from '../failover/histories.ts'
import { aMessage, aWorkflow } from '../failover/workflows.ts'
import { schemaOf } from '../specification/patch.ts'
import { close, isFound, named, patched, validator } from '../specification/specification.ts'
import { anyMessages } from '../specification/workflows.ts'

const SPECIFICATIONS = [
  ['workflows-beta-2018-10.yml', 'workflows'],
  ['dispatch-0.3.3.yml', 'dispatch'],
] as const

function validators(name: (typeof SPECIFICATIONS)[number][0]) {
  const specification = patched(name)
  for (const schema of ['ToProperty', 'FromProperty', 'MessageStatus', 'finalReport']) {
    close(schemaOf(specification, schema))
  }
  return {
    status: validator(specification, named('MessageStatus')),
    report: validator(specification, named('finalReport')),
  }
}

/** A workflow of any messages, of which nothing has been sent yet. */
const anyWorkflow = fc.oneof(
  freshWorkflow,
  anyMessages.map((messages) => aWorkflow(messages)),
)

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
    fc.property(anyWorkflow, moves, (workflow, played) => {
      const callbacks = callbacksOf(workflow, played, 'dispatch')
      for (const { body, bodyThen } of callbacks) expect(bodyThen).toEqual(body)
      expect(callbacks.filter(({ isFinal }) => isFinal).length).toBeLessThanOrEqual(1)
    }),
  )
})

for (const [name, api] of SPECIFICATIONS) {
  if (!isFound(name)) continue

  describe(`as ${name} has them`, () => {
    const { status, report } = validators(name)
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
        fc.property(anyWorkflow, moves, (workflow, played) => {
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
