import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkflowEvent } from '../../src/failover/event.ts'
import { progress } from '../../src/failover/progress.ts'
import { openRevocation, revocationUnderWay } from '../../src/failover/revocation.ts'
import type { RevocationResult } from '../../src/failover/state.ts'
import { accepted, attempt, cancel, receipt, refused, sent, skip, tick, unanswered } from './events.ts'
import { createWorld, freshWorkflow, moves } from './histories.ts'
import { aMessage, at, aWorkflow, dueSeconds, factsOf, LIMITS, run, sendsAt, sentIndices, sms } from './workflows.ts'

const RCS_THEN_SMS = aWorkflow([aMessage('rcs', 'delivered', 600), sms()])
const LEASE_SECONDS = LIMITS.sendLeaseMs / 1000

/** The RCS message went out and was given up after ten minutes. */
const LEFT: WorkflowEvent[] = [...sent(0, 0), tick(600)]

function answered(seconds: number, result: RevocationResult, number = 1): WorkflowEvent {
  return { type: 'revocation', at: at(seconds), index: 0, attempt: number, result }
}

test('an RCS message that has not arrived is taken back before the next one goes', () => {
  const left = run(RCS_THEN_SMS, LEFT)
  expect(sendsAt(left.workflow, 600)).toBe(true)
  const begun = run(left.workflow, [attempt(600)])
  expect(begun.facts).toEqual([{ type: 'revoking', index: 0, attempt: 1 }])
  expect(sendsAt(begun.workflow, 601)).toBe(false)
  const story = run(begun.workflow, [attempt(601), answered(602, 'revoked'), attempt(602)])
  expect(story.facts).toEqual([
    { type: 'revocation', index: 0, attempt: 1, result: 'revoked' },
    { type: 'attempt', index: 1, attempt: 1 },
  ])
})

test.each<RevocationResult>(['refused', 'unanswered'])(
  'one that is %s is not tried again, and holds nothing',
  (result) => {
    const story = run(RCS_THEN_SMS, [...LEFT, attempt(600), answered(615, result), attempt(615)])
    expect(factsOf(story, 'revoking')).toHaveLength(1)
    expect(sentIndices(story)).toEqual([0, 1])
  },
)

test('after a crash the next one goes when the lease has run out, and the answer still counts', () => {
  const dead = run(RCS_THEN_SMS, [...LEFT, attempt(600)])
  expect(dueSeconds(dead.workflow)).toBe(600 + LEASE_SECONDS)
  expect(run(dead.workflow, [attempt(600 + LEASE_SECONDS - 1)]).facts).toEqual([])
  const story = run(dead.workflow, [attempt(600 + LEASE_SECONDS), answered(640, 'revoked'), answered(641, 'refused')])
  expect(story.facts).toEqual([
    { type: 'revocation', index: 0, attempt: 1, result: 'unanswered' },
    { type: 'attempt', index: 1, attempt: 1 },
    { type: 'revocation', index: 0, attempt: 1, result: 'revoked' },
  ])
})

test('what was skipped is taken back, too', () => {
  const story = run(RCS_THEN_SMS, [...sent(0, 0), skip(10, 0), attempt(10)])
  expect(story.facts.at(-1)).toEqual({ type: 'revoking', index: 0, attempt: 1 })
})

describe('nothing is taken back of', () => {
  const read = aWorkflow([aMessage('rcs', 'read', 600), sms()])
  test.each<[string, typeof RCS_THEN_SMS, WorkflowEvent[]]>([
    ['a message on another channel', aWorkflow([aMessage('whatsapp', 'read', 600), sms()]), LEFT],
    ['a message that was refused', RCS_THEN_SMS, [attempt(0), refused(0, 0)]],
    ['a message that has failed', RCS_THEN_SMS, [...sent(0, 0), receipt(1, 0, 'rejected')]],
    ['a message that has arrived', read, [...sent(0, 0), receipt(1, 0, 'delivered'), tick(600)]],
    ['a message that the API gave no uuid', RCS_THEN_SMS, [attempt(0), unanswered(10, 0), tick(600)]],
  ])('%s', (_name, workflow, events) => {
    const story = run(workflow, [...events, attempt(600)])
    expect(factsOf(story, 'revoking')).toEqual([])
    expect(sentIndices(story).at(-1)).toBe(1)
  })

  test('a message that arrives before its turn to be taken back', () => {
    const story = run(read, [...LEFT, receipt(601, 0, 'delivered'), attempt(602)])
    expect(factsOf(story, 'revoking')).toEqual([])
  })

  test('a workflow that has ended', () => {
    const story = run(RCS_THEN_SMS, [...LEFT, cancel(600), attempt(600)])
    expect(factsOf(story, 'revoking')).toEqual([])
  })
})

test('each attempt that may arrive is taken back, one after the other', () => {
  const twice = [attempt(0), unanswered(10, 0), attempt(70), accepted(70, 0, 2), receipt(80, 0, 'submitted'), tick(700)]
  const story = run(RCS_THEN_SMS, [...twice, attempt(700), answered(700, 'revoked'), attempt(701)])
  expect(factsOf(story, 'revoking').map((fact) => fact.attempt)).toEqual([1, 2])
  expect(sentIndices(story)).toEqual([0, 0])
})

test('a message that arrives while it is being taken back completes the workflow, and the answer is kept', () => {
  const story = run(RCS_THEN_SMS, [...LEFT, attempt(600), receipt(601, 0, 'delivered'), answered(602, 'refused')])
  expect(story.facts.slice(-2)).toMatchObject([{ type: 'ended', status: 'completed' }, { type: 'revocation' }])
  expect(dueSeconds(story.workflow)).toBeUndefined()
})

test('what came of it is shown with the message', () => {
  const { recorded } = run(RCS_THEN_SMS, [...LEFT, attempt(600), answered(602, 'revoked')])
  expect(progress(RCS_THEN_SMS.messages, recorded).messages[0]).toMatchObject({ stage: 'sent', revocation: 'revoked' })
})

test('no message goes while an earlier one is to be taken back or is being taken back, whatever happens', () => {
  fc.assert(
    fc.property(freshWorkflow, moves, (workflow, played) => {
      const world = createWorld(workflow)
      for (const one of played) world.play(one)
      for (const { event, after, facts } of world.steps) {
        if (event.type !== 'attempt' || !facts.some(({ type }) => type === 'attempt')) continue
        expect(openRevocation(after)).toBeUndefined()
        expect(revocationUnderWay(after)).toBeUndefined()
      }
    }),
  )
})
