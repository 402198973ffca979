import { expect, test } from 'vitest'
import { transition } from '../../src/failover/transition.ts'
import {
  accepted,
  attempt,
  cancel,
  postponed,
  receipt,
  refused,
  sent,
  skip,
  tick,
  unanswered,
  uuidOf,
} from './events.ts'
import { at, attemptsOf, aWorkflow, factsOf, messenger, run, sentIndices, sms } from './workflows.ts'

const READ_THEN_SMS = aWorkflow([messenger('read', 600), sms()])

test('rule 5: a receipt after the final report is recorded as late and changes no decision', () => {
  const ended = run(READ_THEN_SMS, [...sent(0, 0), tick(600), ...sent(600, 1), receipt(610, 1, 'delivered')])
  const story = run(ended.workflow, [receipt(700, 0, 'read'), receipt(701, 1, 'rejected'), tick(9999), attempt(9999)])
  expect(story.facts.map((fact) => fact.type)).toEqual(['receipt', 'receipt'])
  expect(factsOf(story, 'receipt').map((fact) => fact.late)).toEqual([true, true])
  expect(story.workflow.state.outcome).toEqual(ended.workflow.state.outcome)
})

test('rule 5: there is one final report, however many receipts meet the condition', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(5, 0, 'read'), receipt(6, 0, 'read'), receipt(7, 0, 'read')])
  expect(factsOf(story, 'ended')).toHaveLength(1)
})

test('rule 5: a cancel or a skip after the final report does nothing', () => {
  const ended = run(READ_THEN_SMS, [...sent(0, 0), receipt(5, 0, 'read')])
  expect(run(ended.workflow, [cancel(6), skip(6, 0)]).facts).toEqual([])
})

test('rule 5: an answer that comes after the final report is not recorded as one more send', () => {
  const ended = run(READ_THEN_SMS, [attempt(0), cancel(1), tick(30), tick(90)])
  expect(ended.workflow.state.outcome).toMatchObject({ status: 'cancelled', handedOver: 'maybe' })
  for (const answer of [accepted(95, 0), refused(95, 0), postponed(95, 0, 1, 99), unanswered(95, 0)]) {
    const story = run(ended.workflow, [answer])
    expect(story.facts).toEqual([])
    expect(story.workflow.state.outcome).toEqual(ended.workflow.state.outcome)
  }
})

test('rule 5: a receipt that knows only the uuid of an answer after the final report is recorded', () => {
  const ended = run(READ_THEN_SMS, [attempt(0), cancel(1), tick(30), tick(90), accepted(95, 0)])
  const { attempt: _attempt, ...byUuid } = receipt(99, 0, 'read')
  expect(run(ended.workflow, [byUuid]).facts).toMatchObject([{ type: 'receipt', attempt: 1, late: true }])
})

test('rule 6: a failure after delivered is recorded and not believed', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(5, 0, 'delivered'), receipt(6, 0, 'rejected')])
  expect(factsOf(story, 'receipt').map((fact) => fact.change)).toEqual(['advanced', 'not believed'])
  expect(story.workflow.state.current).toBe(0)
})

test('rule 6: a delivered after a failure is a late condition', () => {
  const workflow = aWorkflow([messenger('delivered'), sms()])
  const story = run(workflow, [...sent(0, 0), receipt(5, 0, 'rejected'), ...sent(6, 1), receipt(7, 0, 'delivered')])
  expect(factsOf(story, 'receipt').map((fact) => fact.change)).toEqual(['advanced', 'corrected'])
  expect(story.workflow.state.outcome).toMatchObject({ status: 'completed', index: 0, late: true })
})

test('rule 6: a submitted after delivered is outdated', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(5, 0, 'delivered'), receipt(6, 0, 'submitted')])
  expect(attemptsOf(story.workflow, 0)[0]?.status).toBe('delivered')
})

test('rule 6: a message has failed only when each of its attempts has', () => {
  const twice = [attempt(0), unanswered(10, 0), ...sent(70, 0, 2)]
  const one = run(READ_THEN_SMS, [...twice, receipt(80, 0, 'rejected', { attempt: 2 })])
  expect(one.workflow.state.current).toBe(0)
  const both = run(one.workflow, [receipt(81, 0, 'undeliverable', { attempt: 1 })])
  expect(both.workflow.state.current).toBe(1)
})

test('rule 6: the status of a message is the best of its attempts', () => {
  const twice = [attempt(0), unanswered(10, 0), ...sent(70, 0, 2)]
  const story = run(READ_THEN_SMS, [...twice, receipt(80, 0, 'rejected', { attempt: 2 }), receipt(81, 0, 'read')])
  expect(story.workflow.state.outcome).toMatchObject({ status: 'completed', index: 0 })
})

test('rule 6: an unknown status is recorded and changes nothing', () => {
  const before = run(READ_THEN_SMS, [...sent(0, 0), receipt(4, 0, 'delivered')]).workflow
  const story = run(before, [receipt(5, 0, 'seen')])
  expect(story.facts).toMatchObject([{ type: 'receipt', status: 'seen', change: 'unknown' }])
  expect(story.workflow).toEqual(before)
})

test('rule 7: a receipt for an attempt that has not begun, or for no message, is to be kept', () => {
  const before = run(READ_THEN_SMS, sent(0, 0)).workflow
  for (const early of [
    receipt(1, 0, 'read', { attempt: 0 }),
    receipt(1, 1, 'read'),
    receipt(1, 0, 'read', { attempt: 2 }),
    receipt(1, 7, 'read'),
  ]) {
    expect(transition(before, early)).toEqual({ workflow: before, facts: [], unmatched: true })
  }
})

test('rule 7: a receipt without our reference is found by the uuid, or kept', () => {
  const { attempt: _attempt, ...byUuid } = receipt(1, 0, 'read')
  expect(transition(READ_THEN_SMS, byUuid).unmatched).toBe(true)
  const story = run(READ_THEN_SMS, [...sent(0, 0), byUuid])
  expect(story.workflow.state.outcome?.status).toBe('completed')
})

test('rule 7: a receipt with neither our reference nor a uuid belongs to nothing', () => {
  const { attempt: _attempt, messageUuid: _uuid, ...nameless } = receipt(1, 0, 'read')
  const before = run(READ_THEN_SMS, [attempt(0)]).workflow
  expect(transition(before, nameless)).toEqual({ workflow: before, facts: [], unmatched: true })
})

test("rule 7: a receipt that overtakes the API's answer is applied, and the answer still counts", () => {
  const overtaken = run(READ_THEN_SMS, [attempt(0), receipt(1, 0, 'delivered'), accepted(2, 0)])
  expect(attemptsOf(overtaken.workflow, 0)).toMatchObject([
    { outcome: 'accepted', acceptedAt: at(2), messageUuid: uuidOf(0, 1), status: 'delivered' },
  ])
})

test('rule 7: a condition met before the API has answered completes once the answer is there', () => {
  const waiting = run(READ_THEN_SMS, [attempt(0), receipt(1, 0, 'read')])
  expect(waiting.workflow.state.outcome).toBeUndefined()
  const story = run(waiting.workflow, [accepted(2, 0)])
  expect(story.facts.map((fact) => fact.type)).toEqual(['accepted', 'ended'])
  expect(story.workflow.state.outcome).toEqual({ status: 'completed', at: at(2), reason: 'condition met', index: 0 })
})

test('a repeated receipt with another usage leaves the first', () => {
  const usage = { currency: 'EUR', price: '0.05' }
  const first = run(READ_THEN_SMS, [...sent(0, 0), receipt(1, 0, 'submitted', { usage })]).workflow
  const story = run(first, [receipt(2, 0, 'submitted', { usage: { currency: 'EUR', price: '0.07' } })])
  expect(story.workflow).toEqual(first)
})

test('the end tells what all messages cost', () => {
  const usage = { currency: 'EUR', price: '0.0333' }
  const story = run(READ_THEN_SMS, [
    ...sent(0, 0),
    receipt(1, 0, 'submitted', { usage }),
    tick(600),
    ...sent(600, 1),
    receipt(601, 1, 'delivered', { usage }),
  ])
  expect(factsOf(story, 'ended')[0]?.usage).toEqual([{ currency: 'EUR', price: '0.0666' }])
  expect(sentIndices(story)).toEqual([0, 1])
})

test('a failure keeps the reason that its receipt gave', () => {
  const failure = { code: '1300', title: 'Not delivered' }
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(1, 0, 'undeliverable', { failure })])
  expect(attemptsOf(story.workflow, 0)[0]?.failure).toEqual(failure)
})
