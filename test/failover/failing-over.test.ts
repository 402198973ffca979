import { expect, test } from 'vitest'
import { accepted, attempt, postponed, receipt, refused, sent, skip, tick, unanswered } from './events.ts'
import {
  at,
  aWorkflow,
  dueSeconds,
  factsOf,
  LIMITS,
  messageState,
  messenger,
  run,
  sendsAt,
  sentIndices,
  sms,
  viber,
} from './workflows.ts'

const READ_THEN_SMS = aWorkflow([messenger('read', 600), sms()])

test('rule 1: the first message is sent at once', () => {
  expect(sendsAt(READ_THEN_SMS, 0)).toBe(true)
  expect(dueSeconds(READ_THEN_SMS)).toBe(0)
  expect(run(READ_THEN_SMS, [attempt(0)]).facts).toEqual([{ type: 'attempt', index: 0, attempt: 1 }])
})

test('rule 1: a message that the API refuses is followed by the next one at once', () => {
  const story = run(READ_THEN_SMS, [attempt(0), refused(1, 0), tick(1)])
  expect(factsOf(story, 'failover')).toEqual([{ type: 'failover', index: 0, next: 1, reason: 'refused' }])
  expect(sendsAt(story.workflow, 1)).toBe(true)
})

test.each(['rejected', 'undeliverable'])(
  'rule 1: a message that is %s is followed by the next one at once',
  (status) => {
    const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(5, 0, status), tick(5)])
    expect(factsOf(story, 'failover')).toEqual([{ type: 'failover', index: 0, next: 1, reason: 'failed' }])
    expect(sendsAt(story.workflow, 5)).toBe(true)
  },
)

test('rule 1: a message that is delivered but not read in time is followed by the next one', () => {
  const before = run(READ_THEN_SMS, [...sent(0, 0), receipt(5, 0, 'delivered'), tick(599)])
  expect(before.workflow.state.current).toBe(0)
  expect(dueSeconds(before.workflow)).toBe(600)
  const after = run(before.workflow, [tick(600)])
  expect(after.facts).toEqual([{ type: 'failover', index: 0, next: 1, reason: 'expired' }])
})

test('rule 1: the time counts from when the API accepted the message', () => {
  const story = run(READ_THEN_SMS, [attempt(0), accepted(20, 0)])
  expect(factsOf(story, 'accepted')[0]?.deadlineAt).toBe(at(620))
  expect(dueSeconds(story.workflow)).toBe(620)
})

test('rule 1: a receipt that is received in the millisecond of the deadline is in time', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(600, 0, 'read'), tick(600)])
  expect(story.workflow.state.outcome).toEqual({ status: 'completed', at: at(600), reason: 'condition met', index: 0 })
})

test('rule 1: a receipt that is received a second after the deadline is late, though no tick came between', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(601, 0, 'submitted')])
  expect(factsOf(story, 'failover')).toEqual([{ type: 'failover', index: 0, next: 1, reason: 'expired' }])
  expect(factsOf(story, 'receipt')[0]?.late).toBe(true)
})

test('rule 1: a message that is waited for is not followed by another', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(1, 0, 'submitted'), attempt(300), tick(599)])
  expect(sentIndices(story)).toEqual([0])
})

test('rule 1: a message that is skipped is followed by the next one at once', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), skip(10, 0)])
  expect(factsOf(story, 'failover')).toEqual([{ type: 'failover', index: 0, next: 1, reason: 'skipped' }])
  expect(sendsAt(story.workflow, 10)).toBe(true)
})

test('rule 1: the messages go out in their order', () => {
  const workflow = aWorkflow([messenger('read', 60), viber('read', 60), sms()])
  const story = run(workflow, [...sent(0, 0), tick(60), ...sent(60, 1), tick(120), ...sent(120, 2)])
  expect(sentIndices(story)).toEqual([0, 1, 2])
})

test('rule 2: delivered does not meet read', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(5, 0, 'delivered')])
  expect(story.workflow.state.outcome).toBeUndefined()
})

test('rule 2: read meets delivered', () => {
  const story = run(aWorkflow([messenger('delivered'), sms()]), [...sent(0, 0), receipt(5, 0, 'read')])
  expect(story.workflow.state.outcome?.status).toBe('completed')
})

test('rule 2: a condition met in time completes the workflow, and nothing more is sent', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(5, 0, 'read'), tick(600), attempt(700)])
  expect(factsOf(story, 'ended')).toEqual([{ type: 'ended', status: 'completed', reason: 'condition met', index: 0 }])
  expect(sentIndices(story)).toEqual([0])
  expect(dueSeconds(story.workflow)).toBeUndefined()
})

test.each(['delivered', 'read'])('rule 3: the last message completes the workflow when it is %s', (status) => {
  const story = run(aWorkflow([sms()]), [...sent(0, 0), receipt(5, 0, status)])
  expect(factsOf(story, 'ended')).toEqual([{ type: 'ended', status: 'completed', reason: 'condition met', index: 0 }])
})

test('rule 3: the failure of the last message ends the workflow in error', () => {
  const failed = run(aWorkflow([sms()]), [...sent(0, 0), receipt(5, 0, 'undeliverable')])
  expect(factsOf(failed, 'ended')).toEqual([{ type: 'ended', status: 'error', reason: 'failed', index: 0 }])
  const notTaken = run(aWorkflow([sms()]), [attempt(0), refused(1, 0)])
  expect(factsOf(notTaken, 'ended')).toEqual([{ type: 'ended', status: 'error', reason: 'refused', index: 0 }])
})

test('rule 3: a last message without a receipt stays open for its time limit, then ends in error', () => {
  const open = run(aWorkflow([sms()]), [attempt(0), accepted(1, 0), tick(86_400)])
  expect(open.workflow.state.outcome).toBeUndefined()
  expect(dueSeconds(open.workflow)).toBe(1 + LIMITS.lastMessageTimeoutMs / 1000)
  const ended = run(open.workflow, [tick(86_401)])
  expect(ended.facts).toEqual([{ type: 'ended', status: 'error', reason: 'no receipt', index: 0 }])
})

test('rule 4: an earlier message whose condition is met late, while a later one waits, completes the workflow', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), tick(600), ...sent(600, 1), receipt(700, 0, 'read')])
  expect(factsOf(story, 'ended')).toEqual([
    { type: 'ended', status: 'completed', reason: 'condition met', index: 0, late: true },
  ])
})

test('rule 4: a condition met late, before the next message is sent, keeps it from being sent', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), tick(600), receipt(600, 0, 'read'), attempt(600)])
  expect(sentIndices(story)).toEqual([0])
  expect(story.workflow.state.outcome?.late).toBe(true)
})

test('rule 4: a late delivered does not complete a message whose condition is read', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), tick(600), ...sent(600, 1), receipt(700, 0, 'delivered')])
  expect(story.workflow.state.outcome).toBeUndefined()
  expect(messageState(story.workflow, 0).left).toBe('expired')
})

test('rule 4: a skipped, a refused or a maybe-sent message completes the workflow late too', () => {
  const skipped = run(READ_THEN_SMS, [...sent(0, 0), skip(1, 0), ...sent(1, 1), receipt(9, 0, 'read')])
  expect(skipped.workflow.state.outcome).toMatchObject({ status: 'completed', index: 0, late: true })
  const denied = run(READ_THEN_SMS, [attempt(0), refused(1, 0), ...sent(1, 1), receipt(9, 0, 'read')])
  expect(denied.workflow.state.outcome).toMatchObject({ status: 'completed', index: 0, late: true })
  const maybe = run(aWorkflow([messenger('read', 15), sms()]), [
    attempt(0),
    unanswered(10, 0),
    tick(15),
    ...sent(15, 1),
    receipt(20, 0, 'read'),
  ])
  expect(maybe.workflow.state.outcome).toMatchObject({ status: 'completed', index: 0, late: true })
})

test('rule 4: a postponed message that was delivered all the same is not sent again', () => {
  const story = run(READ_THEN_SMS, [attempt(0), postponed(1, 0, 1, 31), receipt(5, 0, 'read'), attempt(31)])
  expect(sentIndices(story)).toEqual([0])
  expect(story.workflow.state.outcome?.status).toBe('completed')
})

test('rule 1: of two receipts that are received in the millisecond of the deadline both are in time', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), receipt(600, 0, 'delivered'), receipt(600, 0, 'read'), tick(600)])
  expect(story.workflow.state.outcome).toEqual({ status: 'completed', at: at(600), reason: 'condition met', index: 0 })
})
