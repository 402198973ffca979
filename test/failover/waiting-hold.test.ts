import { expect, test } from 'vitest'
import type { WorkflowEvent } from '../../src/failover/event.ts'
import { attempt, postponed, sent, tick } from './events.ts'
import { at, aWorkflow, factsOf, messenger, run, sendsAt, sms } from './workflows.ts'

test('rule 9: a message that waits while nothing can be sent by anybody says so once, and the time counts in no expiry', () => {
  const hold = (seconds: number, retrySeconds: number): WorkflowEvent => {
    return { type: 'hold', at: at(seconds), reason: 'credentials', retryAt: at(retrySeconds) }
  }
  const waiting = run(aWorkflow([messenger('read', 60), sms()]), [hold(1, 61), hold(61, 121), tick(120)])
  expect(factsOf(waiting, 'held')).toEqual([
    { type: 'held', index: 0, attempt: 0, reason: 'credentials', retryAt: at(61) },
  ])
  expect(sendsAt(waiting.workflow, 120)).toBe(false)
  const { workflow, facts } = run(waiting.workflow, [attempt(121), postponed(122, 0, 1, 130), tick(180)])
  expect(facts.some(({ type }) => type === 'failover')).toBe(false)
  expect(run(workflow, [tick(181)]).facts).toMatchObject([{ type: 'failover', reason: 'not accepted' }])
})

test('rule 9: a message that was sent does not wait for a hold', () => {
  const sentOut = run(aWorkflow([messenger('read', 60), sms()]), sent(0, 0))
  const hold: WorkflowEvent = { type: 'hold', at: at(2), reason: 'credit', retryAt: at(62) }
  expect(run(sentOut.workflow, [hold])).toMatchObject({ facts: [], workflow: sentOut.workflow })
})
