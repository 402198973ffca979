import { expect, test } from 'vitest'
import { LONGEST_HOLD_MS } from '../../src/failover/workflow.ts'
import { absence, accepted, attempt, held, postponed, receipt, refused, sent, tick, unanswered } from './events.ts'
import {
  at,
  attemptsOf,
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
} from './workflows.ts'

const READ_THEN_SMS = aWorkflow([messenger('read', 600), sms()])
const HOLD_SECONDS = LONGEST_HOLD_MS / 1000

test('rule 8: a maybe-sent message is not sent again directly, and once after the grace', () => {
  const maybe = run(READ_THEN_SMS, [attempt(0), unanswered(10, 0)])
  expect(factsOf(maybe, 'unanswered')).toEqual([{ type: 'unanswered', index: 0, attempt: 1, deadlineAt: at(600) }])
  expect([sendsAt(maybe.workflow, 69), sendsAt(maybe.workflow, 70), dueSeconds(maybe.workflow)]).toEqual([
    false,
    true,
    70,
  ])
  const again = run(maybe.workflow, [attempt(70), unanswered(80, 0, 2)])
  expect(factsOf(again, 'attempt')).toEqual([{ type: 'attempt', index: 0, attempt: 2, again: true }])
  expect(run(again.workflow, [attempt(200), attempt(500)]).facts).toEqual([])
})

test('rule 8: a send whose lease has run out is maybe sent', () => {
  const dead = run(READ_THEN_SMS, [attempt(0)])
  expect(dueSeconds(dead.workflow)).toBe(LIMITS.sendLeaseMs / 1000)
  const story = run(dead.workflow, [tick(29), tick(30)])
  expect(factsOf(story, 'unanswered')).toHaveLength(1)
  expect(sendsAt(story.workflow, 89)).toBe(false)
  expect(sendsAt(story.workflow, 90)).toBe(true)
})

test('rule 8: an answer that comes after the lease has run out still counts', () => {
  const lost = [attempt(0), tick(30)]
  const late = run(READ_THEN_SMS, [...lost, accepted(31, 0)])
  expect(attemptsOf(late.workflow, 0)).toMatchObject([{ outcome: 'accepted', acceptedAt: at(31) }])
  const denied = run(READ_THEN_SMS, [...lost, refused(31, 0)])
  expect(denied.workflow.state.current).toBe(1)
})

test('rule 8: a receipt adopts a maybe-sent message, which is not sent again', () => {
  const story = run(READ_THEN_SMS, [attempt(0), unanswered(10, 0), receipt(20, 0, 'submitted'), attempt(70)])
  expect(sentIndices(story)).toEqual([0])
  expect(dueSeconds(story.workflow)).toBe(600)
})

test('rule 8: a receipt of a status that is not known adopts it too, before or after the request has ended', () => {
  const { messageUuid: _uuid, ...bare } = receipt(5, 0, 'seen')
  const before = run(READ_THEN_SMS, [attempt(0), bare, unanswered(10, 0), attempt(70)])
  expect(sentIndices(before)).toEqual([0])
  const after = run(READ_THEN_SMS, [attempt(0), unanswered(4, 0), bare, attempt(70)])
  expect(sentIndices(after)).toEqual([0])
})

test('rule 8: a message proved by a receipt during its request was accepted, whatever the answer', () => {
  for (const end of [unanswered(10, 0), refused(10, 0), postponed(10, 0, 1, 20), held(10, 0, 1, 20)]) {
    const story = run(READ_THEN_SMS, [attempt(0), receipt(5, 0, 'submitted'), end, attempt(70)])
    expect(factsOf(story, 'accepted')).toMatchObject([{ byReceipt: true, deadlineAt: at(600) }])
    expect(sentIndices(story)).toEqual([0])
  }
})

test('rule 8: when the time ends during the grace, the next message goes and this one is not sent again', () => {
  const workflow = aWorkflow([messenger('read', 30), sms()])
  const story = run(workflow, [attempt(0), unanswered(10, 0), tick(29)])
  expect(dueSeconds(story.workflow)).toBe(30)
  const after = run(story.workflow, [tick(30), ...sent(30, 1), attempt(70), tick(200), attempt(200)])
  expect(factsOf(after, 'failover')).toMatchObject([{ reason: 'expired' }])
  expect(sentIndices(after)).toEqual([1])
})

test('rule 8: a maybe-sent message whose repetition was refused is still waited for', () => {
  const story = run(READ_THEN_SMS, [attempt(0), unanswered(10, 0), attempt(70), refused(71, 0, 2), tick(599)])
  expect(story.workflow.state.current).toBe(0)
  expect(run(story.workflow, [tick(600)]).facts).toMatchObject([{ type: 'failover', reason: 'expired' }])
})

test('rule 8: the repetition of a maybe-sent message can itself be postponed', () => {
  const again = [attempt(0), unanswered(10, 0), attempt(70), postponed(71, 0, 2, 100)]
  const story = run(READ_THEN_SMS, again)
  expect(dueSeconds(story.workflow)).toBe(100)
  expect(factsOf(run(story.workflow, sent(100, 0, 3)), 'attempt')).toMatchObject([{ attempt: 3, again: true }])
})

test('rule 8: a send that certainly did not go out is repeated when its time has come', () => {
  const story = run(READ_THEN_SMS, [attempt(0), postponed(1, 0, 1, 31)])
  expect([sendsAt(story.workflow, 30), sendsAt(story.workflow, 31), dueSeconds(story.workflow)]).toEqual([
    false,
    true,
    31,
  ])
  expect(factsOf(run(story.workflow, [attempt(31)]), 'attempt')).toEqual([{ type: 'attempt', index: 0, attempt: 2 }])
})

test('rule 9: a message that is not accepted within its expiry time of its first attempt has failed', () => {
  const story = run(READ_THEN_SMS, [attempt(10), postponed(11, 0, 1, 400), attempt(400), postponed(401, 0, 2, 900)])
  expect(dueSeconds(story.workflow)).toBe(610)
  const after = run(story.workflow, [tick(610)])
  expect(after.facts).toEqual([{ type: 'failover', index: 0, next: 1, reason: 'not accepted' }])
})

test('rule 9: a last message that is not accepted within its time limit ends in error', () => {
  const story = run(aWorkflow([sms()]), [attempt(0), postponed(1, 0, 1, 90_000), tick(86_400)])
  expect(factsOf(story, 'ended')).toEqual([{ type: 'ended', status: 'error', reason: 'not accepted', index: 0 }])
})

test('rule 9: a message that waits for its first attempt is not counted down', () => {
  const story = run(READ_THEN_SMS, [tick(0), tick(601), ...sent(700, 0)])
  expect(dueSeconds(story.workflow)).toBe(1300)
})

test('rule 9: a message that waits for its first attempt for 24 hours ends in error', () => {
  const story = run(READ_THEN_SMS, [tick(HOLD_SECONDS - 1)])
  expect(story.workflow.state.outcome).toBeUndefined()
  expect(factsOf(run(story.workflow, [tick(HOLD_SECONDS)]), 'ended')).toEqual([
    { type: 'ended', status: 'error', reason: 'held too long', index: 0 },
  ])
})

test('rule 9: time on hold counts in no expiry', () => {
  const onHold = run(READ_THEN_SMS, [attempt(0), held(1, 0, 1, 300), attempt(300), held(301, 0, 2, 900), tick(899)])
  expect(onHold.workflow.state.current).toBe(0)
  expect(factsOf(onHold, 'held')).toHaveLength(2)
  const free = run(onHold.workflow, [attempt(900), postponed(901, 0, 3, 2000)])
  expect(messageState(free.workflow, 0)).toMatchObject({ heldMs: 900_000 })
  expect(dueSeconds(free.workflow)).toBe(1500)
})

test('rule 9: 24 hours on hold end in error, though another message is left', () => {
  const story = run(READ_THEN_SMS, [attempt(5), held(6, 0, 1, 90_000)])
  expect(dueSeconds(story.workflow)).toBe(5 + HOLD_SECONDS)
  expect(run(story.workflow, [tick(5 + HOLD_SECONDS)]).facts).toEqual([
    { type: 'ended', status: 'error', reason: 'held too long', index: 0 },
  ])
})

test('rule 9: the late answer to an earlier attempt does not end the hold', () => {
  const story = run(READ_THEN_SMS, [attempt(0), tick(30), attempt(90), held(91, 0, 2, 200), postponed(95, 0, 1, 99)])
  expect(messageState(story.workflow, 0)).toMatchObject({ heldSince: at(90), heldMs: 0 })
})

test('rule 12: a deadline in a time in which nobody listened is told once, and the message fails over', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), absence(500, 700), absence(500, 700), tick(700)])
  expect(story.facts.slice(2)).toEqual([
    { type: 'not listening', from: at(500), to: at(700) },
    { type: 'failover', index: 0, next: 1, reason: 'expired' },
  ])
})

test('rule 12: a time in which nobody listened is not told where no deadline fell into it', () => {
  const waiting = run(READ_THEN_SMS, sent(0, 0)).workflow
  expect(run(waiting, [absence(100, 599)]).facts).toEqual([])
  expect(run(waiting, [absence(600, 900)]).facts).toEqual([])
  const ended = run(waiting, [receipt(1, 0, 'read')]).workflow
  expect(run(ended, [absence(500, 700)]).facts).toEqual([])
})

test('rule 12: a receipt that was received in time is applied before what is overdue fails over', () => {
  const story = run(READ_THEN_SMS, [...sent(0, 0), absence(500, 700), receipt(550, 0, 'read'), tick(700)])
  expect(story.workflow.state.outcome).toMatchObject({ status: 'completed', index: 0 })
})

test('rule 8: the second answer of a send changes nothing, and its grace runs from the first', () => {
  const story = run(READ_THEN_SMS, [attempt(0), tick(30), unanswered(35, 0)])
  expect(factsOf(story, 'unanswered')).toHaveLength(1)
  expect(dueSeconds(story.workflow)).toBe(90)
})

test('rule 8: a send under way is not repeated, though its lease is longer than the grace', () => {
  const workflow = aWorkflow([messenger('read', 600), sms()], { sendLeaseMs: 120_000 })
  expect(sentIndices(run(workflow, [attempt(0), attempt(60), attempt(119)]))).toEqual([0])
})

test('rule 8: an accepted repetition has its full time', () => {
  const story = run(READ_THEN_SMS, [attempt(0), unanswered(10, 0), attempt(70), accepted(71, 0, 2)])
  expect(dueSeconds(story.workflow)).toBe(671)
})

test('rule 8: a postponed attempt that is proved while its repetition is under way leaves that alone', () => {
  const again = [attempt(0), postponed(1, 0, 1, 31), attempt(31), receipt(32, 0, 'submitted')]
  const story = run(READ_THEN_SMS, again)
  expect(attemptsOf(story.workflow, 0)).toMatchObject([{ number: 1, outcome: 'accepted' }, { outcome: 'sending' }])
  expect(dueSeconds(story.workflow)).toBe(61)
  expect(sentIndices(run(story.workflow, [postponed(33, 0, 2, 40), attempt(40)]))).toEqual([])
})

test('postponements count in a row, until the API accepts the message', () => {
  const twice = run(READ_THEN_SMS, [attempt(0), postponed(1, 0, 1, 9), attempt(9), held(10, 0, 2, 20)])
  expect(messageState(twice.workflow, 0).postponements).toBe(2)
  const taken = run(twice.workflow, sent(20, 0, 3))
  expect(messageState(taken.workflow, 0).postponements).toBe(0)
})
