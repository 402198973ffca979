import { expect, test } from 'vitest'
import { accepted, attempt, cancel, postponed, receipt, refused, sent, skip, tick, unanswered } from './events.ts'
import { at, aWorkflow, dueSeconds, factsOf, messenger, run, sendsAt, sentIndices, sms, viber } from './workflows.ts'

const READ_THEN_SMS = aWorkflow([messenger('read', 600), sms()])
const SENDING_SMS = run(READ_THEN_SMS, [...sent(0, 0), tick(600), attempt(600)]).workflow

test('rule 10: a cancel while nothing is being handed over ends the workflow at once', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), cancel(10), attempt(700)])
  expect(story.facts.slice(2)).toEqual([
    { type: 'cancel requested', by: 'U1' },
    { type: 'ended', status: 'cancelled', reason: 'cancelled' },
  ])
  expect(story.workflow.state.outcome).toEqual({ status: 'cancelled', at: at(10), reason: 'cancelled' })
})

test('rule 10: a cancel before the first send keeps it from going out', () => {
  expect(sentIndices(run(READ_THEN_SMS, [cancel(0), attempt(0)]))).toEqual([])
})

test('rule 10: a cancel during a send is committed at once and waits for the outcome', () => {
  const waiting = run(SENDING_SMS, [cancel(601)])
  expect(waiting.facts).toEqual([{ type: 'cancel requested', by: 'U1', during: 1 }])
  expect(sendsAt(waiting.workflow, 9999)).toBe(false)
  const story = run(waiting.workflow, [accepted(602, 1)])
  expect(factsOf(story, 'ended')).toEqual([
    { type: 'ended', status: 'cancelled', reason: 'cancelled', handedOver: 'yes' },
  ])
})

test('rule 10: the final report says that the message that was being handed over did not go out', () => {
  for (const answer of [refused(602, 1), postponed(602, 1, 1, 700)]) {
    const story = run(SENDING_SMS, [cancel(601), answer, attempt(700)])
    expect(factsOf(story, 'ended')).toMatchObject([{ status: 'cancelled', handedOver: 'no' }])
    expect(sentIndices(story)).toEqual([])
  }
})

test('rule 10: without an answer the final report waits for the grace and says maybe', () => {
  const waiting = run(SENDING_SMS, [cancel(601), unanswered(610, 1), tick(669), attempt(669)])
  expect(waiting.workflow.state.outcome).toBeUndefined()
  expect(dueSeconds(waiting.workflow)).toBe(670)
  const story = run(waiting.workflow, [tick(670), attempt(700)])
  expect(story.facts).toEqual([{ type: 'ended', status: 'cancelled', reason: 'cancelled', handedOver: 'maybe' }])
})

test('rule 10: a receipt during the grace shows that the message went out', () => {
  const story = run(SENDING_SMS, [cancel(601), unanswered(610, 1), receipt(620, 1, 'submitted')])
  expect(factsOf(story, 'ended')).toMatchObject([{ status: 'cancelled', handedOver: 'yes' }])
})

test('rule 10: a cancel during a send whose sender has died waits for the lease and the grace', () => {
  const story = run(SENDING_SMS, [cancel(601), tick(630), tick(690)])
  expect(story.facts.map((fact) => fact.type)).toEqual(['cancel requested', 'unanswered', 'ended'])
})

test('rule 10: a maybe-sent message whose repetition did not go out has maybe gone out', () => {
  const again = run(READ_THEN_SMS, [attempt(0), unanswered(10, 0), attempt(70), cancel(71)]).workflow
  for (const answer of [refused(72, 0, 2), postponed(72, 0, 2, 99)]) {
    expect(run(again, [answer]).workflow.state.outcome?.handedOver).toBe('maybe')
    expect(run(again, [receipt(71, 0, 'submitted'), answer]).workflow.state.outcome?.handedOver).toBe('yes')
  }
})

test('rule 10: a late condition during a send waits for its outcome and says whether it went out', () => {
  const waiting = run(SENDING_SMS, [receipt(601, 0, 'read')])
  expect(waiting.facts.map((fact) => fact.type)).toEqual(['receipt'])
  const story = run(waiting.workflow, [accepted(602, 1)])
  expect(story.workflow.state.outcome).toEqual({
    status: 'completed',
    at: at(602),
    reason: 'condition met',
    index: 0,
    late: true,
    handedOver: 'yes',
  })
})

test('rule 10: a late condition during a send that is postponed keeps it from going out', () => {
  const story = run(SENDING_SMS, [receipt(601, 0, 'read'), postponed(602, 1, 1, 700), attempt(700)])
  expect(factsOf(story, 'ended')).toMatchObject([{ status: 'completed', index: 0, handedOver: 'no' }])
  expect(sentIndices(story)).toEqual([])
})

test('rule 10: a cancel after a late condition is too late', () => {
  const story = run(SENDING_SMS, [receipt(601, 0, 'read'), cancel(602), accepted(603, 1)])
  expect(factsOf(story, 'cancel requested')).toEqual([])
  expect(story.workflow.state.outcome?.status).toBe('completed')
})

test('rule 10: a second cancel changes nothing', () => {
  const waiting = run(SENDING_SMS, [cancel(601)]).workflow
  expect(run(waiting, [cancel(602)]).facts).toEqual([])
})

test('rule 10: a skip during a send takes effect when its outcome is known', () => {
  const workflow = aWorkflow([messenger('read', 600), viber('read', 600), sms()])
  const waiting = run(workflow, [attempt(0), skip(1, 0)])
  expect(factsOf(waiting, 'skip requested')).toEqual([{ type: 'skip requested', by: 'U1', index: 0, during: 0 }])
  expect(sendsAt(waiting.workflow, 2)).toBe(false)
  const story = run(waiting.workflow, [accepted(2, 0)])
  expect(factsOf(story, 'failover')).toEqual([{ type: 'failover', index: 0, next: 1, reason: 'skipped' }])
  expect(sendsAt(story.workflow, 2)).toBe(true)
})

test('rule 10: a skip of another index than the current one changes nothing', () => {
  const waiting = run(READ_THEN_SMS, [...sent(0, 0), tick(600), ...sent(600, 1)]).workflow
  expect(run(waiting, [skip(601, 0)])).toMatchObject({ facts: [], workflow: waiting })
  const first = run(aWorkflow([messenger('read'), viber('read'), sms()]), sent(0, 0)).workflow
  expect(run(first, [skip(1, 1)])).toMatchObject({ facts: [], workflow: first })
})

test('rule 10: two clicks on the same skip skip one message', () => {
  const workflow = aWorkflow([messenger('read'), viber('read'), sms()])
  const story = run(workflow, [...sent(0, 0), skip(1, 0), skip(1, 0)])
  expect(story.workflow.state.current).toBe(1)
})

test('rule 10: the last message can not be skipped', () => {
  const waiting = run(aWorkflow([sms()]), sent(0, 0)).workflow
  expect(run(waiting, [skip(1, 0)])).toMatchObject({ facts: [], workflow: waiting })
})

test('rule 10: a cancel outlives a skip of the same message', () => {
  const story = run(READ_THEN_SMS, [attempt(0), skip(1, 0), cancel(2), accepted(3, 0), attempt(3)])
  expect(story.workflow.state.outcome).toMatchObject({ status: 'cancelled', handedOver: 'yes' })
  expect(sentIndices(story)).toEqual([0])
})

test('rule 10: a condition that is met after a cancel leaves it a cancel', () => {
  const story = run(SENDING_SMS, [cancel(601), receipt(602, 0, 'read'), accepted(603, 1)])
  expect(story.workflow.state.outcome).toMatchObject({ status: 'cancelled', handedOver: 'yes' })
})

test('rule 10: a second skip during the same send is not recorded', () => {
  const story = run(READ_THEN_SMS, [attempt(0), skip(1, 0), skip(2, 0)])
  expect(factsOf(story, 'skip requested')).toHaveLength(1)
})
