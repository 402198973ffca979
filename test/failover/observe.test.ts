import { expect, test } from 'vitest'
import type { Fact } from '../../src/failover/fact.ts'
import { type ObservedEvent, type ObservedWorkflow, observe, startObserving } from '../../src/failover/observe.ts'
import { at, CREATED_AT, messenger, sms } from './workflows.ts'

const SMS_TO = '447700900000'
const TWICE = [messenger('read', 600), sms('delivered', 60), { ...sms('delivered', 60), to: '4915550000' }, sms()]
const DAY_SECONDS = 86_400

type StatusEvent = Extract<ObservedEvent, { type: 'status' }>

function status(messageUuid: string, word: string, more: Partial<StatusEvent> = {}): StatusEvent {
  return { type: 'status', messageUuid, channel: 'sms', to: SMS_TO, status: word, ...more }
}

function observeAll(events: ObservedEvent[]): { workflow: ObservedWorkflow; facts: Fact[] } {
  let workflow = startObserving(TWICE, CREATED_AT)
  const facts: Fact[] = []
  for (const event of events) {
    const seen = observe(workflow, event)
    workflow = seen.workflow
    facts.push(...seen.facts)
  }
  return { workflow, facts }
}

function indices(facts: Fact[]): unknown[] {
  return facts.map((fact) => (fact.type === 'receipt' ? fact.index : fact.type))
}

test('rule 11: a status belongs to a message by channel and to', () => {
  const { facts } = observeAll([
    status('a', 'delivered', { to: '4915550000' }),
    status('b', 'submitted', { channel: 'messenger' }),
    status('c', 'submitted'),
  ])
  expect(indices(facts)).toEqual([2, 0, 1])
})

test('rule 11: equal messages take the statuses in the order in which their uuids first appear', () => {
  const { facts } = observeAll([status('b', 'submitted'), status('a', 'submitted'), status('b', 'delivered')])
  expect(indices(facts)).toEqual([1, 3, 1])
})

test('rule 11: a status that belongs to no message is left unmatched', () => {
  const workflow = startObserving(TWICE, CREATED_AT)
  for (const event of [status('a', 'submitted', { to: '1' }), status('a', 'submitted', { channel: 'whatsapp' })]) {
    expect(observe(workflow, event)).toEqual({ workflow, facts: [], unmatched: true })
  }
  const { workflow: full } = observeAll([status('a', 'submitted'), status('b', 'submitted')])
  expect(observe(full, status('c', 'submitted')).unmatched).toBe(true)
})

test('rule 11: a repeated, an outdated and an unknown status are recorded and regress nothing', () => {
  const { workflow, facts } = observeAll([
    status('a', 'delivered'),
    status('a', 'delivered'),
    status('a', 'submitted'),
    status('a', 'rejected'),
    status('a', 'seen'),
  ])
  expect(facts.map((fact) => fact.type === 'receipt' && fact.change)).toEqual([
    'advanced',
    'repeated',
    'outdated',
    'not believed',
    'unknown',
  ])
  expect(workflow.seen[1]?.status).toBe('delivered')
})

test('rule 11: a condition that is met decides nothing', () => {
  const { workflow, facts } = observeAll([status('m', 'read', { channel: 'messenger' })])
  expect(workflow.ended).toBe(false)
  expect(indices(facts)).toEqual([0])
})

test('rule 11: the final report is the outcome, once', () => {
  const usage = { currency: 'EUR', price: '0.02' }
  const { workflow, facts } = observeAll([
    { type: 'final report', status: 'completed', usage },
    { type: 'final report', status: 'error' },
    { type: 'tick', at: at(99 * DAY_SECONDS) },
  ])
  expect(facts).toEqual([{ type: 'ended', status: 'completed', reason: 'final report', usage: [usage] }])
  expect(workflow.ended).toBe(true)
})

test('rule 11: a status after the final report is late', () => {
  const { facts } = observeAll([{ type: 'final report', status: 'error' }, status('a', 'delivered')])
  expect(facts).toMatchObject([
    { type: 'ended', status: 'error' },
    { type: 'receipt', late: true },
  ])
})

test('rule 11: without a final report it ends unknown 24 hours after the sum of the expiry times, once', () => {
  const endSeconds = 720 + DAY_SECONDS
  expect(startObserving(TWICE, CREATED_AT).giveUpAt).toBe(at(endSeconds))
  expect(observeAll([{ type: 'tick', at: at(endSeconds) - 1 }]).facts).toEqual([])
  const { facts } = observeAll([
    { type: 'tick', at: at(endSeconds) },
    { type: 'tick', at: at(endSeconds + 1) },
    { type: 'final report', status: 'completed' },
  ])
  expect(facts).toEqual([{ type: 'ended', status: 'unknown', reason: 'no final report' }])
})

test('an observed workflow is not changed in place and is plain JSON', () => {
  const workflow = startObserving(TWICE, CREATED_AT)
  const before = structuredClone(workflow)
  const after = observe(workflow, status('a', 'delivered')).workflow
  expect(workflow).toEqual(before)
  expect(JSON.parse(JSON.stringify(after))).toEqual(after)
})
