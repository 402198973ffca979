import { expect, test } from 'vitest'
import type { WorkflowEvent } from '../../src/failover/event.ts'
import { isUnreached, type Progress, progress } from '../../src/failover/progress.ts'
import type { Outcome } from '../../src/failover/state.ts'
import { accepted, attempt, cancel, held, postponed, receipt, refused, sent, skip, tick, unanswered } from './events.ts'
import { at, aWorkflow, messenger, run, sms } from './workflows.ts'

const READ_THEN_SMS = aWorkflow([messenger('read', 600), sms()])

function shownAfter(...events: WorkflowEvent[]): Progress {
  return progress(READ_THEN_SMS.messages, run(READ_THEN_SMS, events).recorded)
}

function stagesAfter(...events: WorkflowEvent[]): string[] {
  return shownAfter(...events).messages.map(({ stage }) => stage)
}

test('before anything has happened, every message is waiting', () => {
  expect(progress(READ_THEN_SMS.messages, [])).toEqual({
    messages: [
      { index: 0, stage: 'waiting', statusAt: {} },
      { index: 1, stage: 'waiting', statusAt: {} },
    ],
    current: 0,
    usage: [],
    seq: 0,
  })
})

test.each<[string, WorkflowEvent[]]>([
  ['sending', [attempt(0)]],
  ['sent', [attempt(0), accepted(1, 0)]],
  ['postponed', [attempt(0), postponed(1, 0, 1, 9)]],
  ['on hold', [attempt(0), held(1, 0, 1, 9)]],
  ['on hold', [attempt(0), unanswered(1, 0), attempt(61), held(62, 0, 2, 122), postponed(63, 0, 1, 70)]],
  ['maybe sent', [attempt(0), unanswered(1, 0)]],
  ['refused', [attempt(0), refused(1, 0)]],
  ['sending', [attempt(0), receipt(1, 0, 'delivered')]],
  ['sent', [attempt(0), unanswered(1, 0), receipt(2, 0, 'submitted')]],
  ['sent', [attempt(0), unanswered(1, 0), receipt(2, 0, 'seen')]],
  ['sending', [attempt(0), unanswered(1, 0), attempt(61)]],
  ['maybe sent', [attempt(0), unanswered(1, 0), attempt(61), refused(62, 0, 2)]],
  ['maybe sent', [attempt(0), unanswered(1, 0), attempt(61), postponed(62, 0, 2, 99)]],
  ['maybe sent', [attempt(0), unanswered(1, 0), attempt(61), held(62, 0, 2, 99), cancel(70)]],
  ['sent', [attempt(0), unanswered(1, 0), attempt(61), receipt(62, 0, 'submitted'), refused(63, 0, 2)]],
  ['not sent', [attempt(0), postponed(1, 0, 1, 9), cancel(2)]],
  ['not sent', [attempt(0), held(1, 0, 1, 9), cancel(2)]],
  ['not sent', [cancel(0)]],
])('a message is shown as %s', (stage, events) => {
  expect(stagesAfter(...events)[0]).toBe(stage)
})

test('a message whose turn never came is not sent', () => {
  expect(stagesAfter(...sent(0, 0), receipt(1, 0, 'read'))).toEqual(['sent', 'not sent'])
})

test('each status has the time at which it was first reported', () => {
  const shown = shownAfter(
    ...sent(0, 0),
    receipt(1, 0, 'submitted'),
    receipt(2, 0, 'delivered'),
    receipt(3, 0, 'delivered'),
  )
  expect(shown.messages[0]).toMatchObject({
    status: 'delivered',
    statusAt: { submitted: at(1), delivered: at(2) },
    sentAt: at(0),
  })
})

test('the deadline is shown until the condition is met or the workflow ends', () => {
  expect(shownAfter(attempt(0), accepted(5, 0)).messages[0]?.deadlineAt).toBe(at(605))
  expect(shownAfter(attempt(0), unanswered(5, 0)).messages[0]?.deadlineAt).toBe(at(600))
  expect(shownAfter(...sent(0, 0), receipt(1, 0, 'delivered')).messages[0]?.deadlineAt).toBe(at(600))
  expect(shownAfter(...sent(0, 0), receipt(1, 0, 'read')).messages[0]).not.toHaveProperty('deadlineAt')
  expect(shownAfter(...sent(0, 0), cancel(1)).messages[0]).not.toHaveProperty('deadlineAt')
})

test('a message that was left says why, and the next one is current', () => {
  const shown = shownAfter(...sent(0, 0), receipt(1, 0, 'rejected', { failure: { title: 'Blocked' } }), ...sent(1, 1))
  expect(shown.current).toBe(1)
  expect(shown.messages[0]).toMatchObject({ left: 'failed', status: 'rejected', failure: { title: 'Blocked' } })
  expect(shownAfter(...sent(0, 0), skip(5, 0)).messages[0]?.left).toBe('skipped')
})

test('a refused message shows what the API said', () => {
  expect(shownAfter(attempt(0), refused(1, 0)).messages[0]?.failure).toEqual({ code: '1150', title: 'Invalid params' })
})

test('a hold is shown while nothing can be sent, and no longer', () => {
  const onHold = [attempt(0), held(1, 0, 1, 9)]
  expect(shownAfter(...onHold).hold).toBe('credit')
  expect(shownAfter(...onHold, attempt(9)).hold).toBe('credit')
  expect(shownAfter(...onHold, attempt(9), held(10, 0, 2, 20, 'credentials')).hold).toBe('credentials')
  expect(shownAfter(...onHold, attempt(9), accepted(10, 0, 2))).not.toHaveProperty('hold')
  expect(shownAfter(...onHold, skip(5, 0))).not.toHaveProperty('hold')
  expect(shownAfter(...onHold, cancel(5))).not.toHaveProperty('hold')
})

test('the late answer to an attempt from before a hold does not end it', () => {
  const shown = shownAfter(attempt(0), unanswered(1, 0), attempt(61), held(62, 0, 2, 122), postponed(63, 0, 1, 70))
  expect(shown.hold).toBe('credit')
})

test('the late answer to a message that was left shows no hold', () => {
  const left = [attempt(0), tick(30), skip(31, 0)]
  expect(shownAfter(...left, held(32, 0, 1, 99))).not.toHaveProperty('hold')
})

test('an outcome is shown with its time, and with who cancelled', () => {
  expect(shownAfter(...sent(0, 0), receipt(7, 0, 'read')).outcome).toEqual({
    status: 'completed',
    at: at(7),
    reason: 'condition met',
    index: 0,
  })
  expect(shownAfter(attempt(0), cancel(1))).toMatchObject({ cancelledBy: 'U1' })
  expect(shownAfter(attempt(0), cancel(1))).not.toHaveProperty('outcome')
})

test('what the messages cost is added up, each attempt once', () => {
  const usage = { currency: 'EUR', price: '0.0333' }
  const one = [...sent(0, 0), receipt(1, 0, 'submitted', { usage }), receipt(2, 0, 'delivered', { usage })]
  expect(shownAfter(...one).usage).toEqual([usage])
  const two = [...one, tick(600), ...sent(600, 1), receipt(601, 1, 'delivered', { usage })]
  expect(shownAfter(...two).usage).toEqual([{ currency: 'EUR', price: '0.0666' }])
})

test('the number of the last fact is kept', () => {
  expect(shownAfter(...sent(0, 0)).seq).toBe(2)
})

test.each<[Outcome['status'], boolean]>([
  ['completed', false],
  ['cancelled', false],
  ['error', true],
  ['unknown', true],
])('a workflow that is %s needs somebody to act: %s', (status, unreached) => {
  expect(isUnreached({ status })).toBe(unreached)
})
