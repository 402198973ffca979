import { describe, expect, test } from 'vitest'
import type { WorkflowsApi } from '../../src/bot/ports.ts'
import { aMessageOn } from '../messages-api/messages.ts'
import { aReceipt, aReport } from '../store/world.ts'
import { PLAN } from '../workflows-api/port-contract.ts'
import { startHostedBot } from './world.ts'

/** Longer than any lease. */
const LEASE_SECONDS = 60

describe.each([['/beta/workflows'], ['/v0.1/dispatch']])('a workflow that is submitted to %s', (path) => {
  test.each(['completed', 'error'] as const)('ends as %s when its final report says so', async (status) => {
    const world = await startHostedBot(path)
    const id = await world.ask()
    await world.run()
    const uuid = world.onlyUuid()
    expect(await world.notification(id)).toMatchObject({ submission: 'created', workflowUuid: uuid })
    await world.fake.sendStatus(uuid, 0, 'submitted')
    await world.fake.sendStatus(uuid, 0, 'delivered')
    await world.run()
    await world.fake.sendFinalReport(uuid, status)
    await world.run()
    expect(world.told).toMatchObject([
      { type: 'created' },
      { type: 'receipt', index: 0, status: 'submitted' },
      { type: 'receipt', index: 0, status: 'delivered', usage: { currency: 'EUR' } },
      { type: 'ended', status, reason: 'final report', usage: [{ price: '0.0333', currency: 'EUR' }] },
    ])
    expect(world.errors).toEqual([])
  })
})

test('a final report that is repeated is told once, and a status after it is late', async () => {
  const world = await startHostedBot()
  await world.ask()
  await world.run()
  const uuid = world.onlyUuid()
  await world.fake.sendStatus(uuid, 1, 'submitted')
  await world.fake.sendFinalReport(uuid, 'error')
  world.advance(1)
  await world.fake.sendFinalReport(uuid, 'completed')
  await world.fake.sendStatus(uuid, 0, 'read')
  await world.run()
  expect(world.told.filter(({ type }) => type === 'ended')).toMatchObject([{ status: 'error' }])
  expect(world.told.at(-1)).toMatchObject({ type: 'receipt', index: 0, status: 'read', late: true })
})

test('a status of a failure says why', async () => {
  const world = await startHostedBot()
  await world.ask()
  await world.run()
  await world.fake.sendStatus(world.onlyUuid(), 0, 'rejected', { error: { code: 1340, reason: 'Outside the window' } })
  await world.run()
  expect(world.told.at(-1)).toMatchObject({ index: 0, failure: { code: '1340', title: 'Outside the window' } })
})

test('a status that belongs to none of its messages is tried five times, and the operator hears of it once', async () => {
  const world = await startHostedBot()
  await world.ask()
  await world.run()
  const workflowUuid = world.onlyUuid()
  await world.receipts.save([aReceipt(aReport({ channel: 'sms', to: '447700900999', workflowUuid }))])
  for (let tries = 1; tries <= 7; tries += 1) {
    expect(world.errors).toEqual(tries <= 5 ? [] : ['a receipt was parked'])
    world.advance(1)
    await world.fake.sendStatus(workflowUuid, 0, 'submitted')
    await world.run()
  }
})

test('statuses of equal messages belong to them in the order in which their uuids appear', async () => {
  const world = await startHostedBot()
  const again = { failover: { expirySeconds: 60, conditionStatus: 'delivered' as const } }
  await world.ask([aMessageOn('sms', again), aMessageOn('sms', again), aMessageOn('sms')])
  await world.run()
  const uuid = world.onlyUuid()
  await world.fake.sendStatus(uuid, 0, 'submitted')
  await world.fake.sendStatus(uuid, 1, 'submitted')
  await world.fake.sendStatus(uuid, 0, 'rejected')
  await world.fake.sendStatus(uuid, 2, 'submitted')
  await world.fake.sendStatus(uuid, 1, 'delivered')
  await world.run()
  const receipts = world.told.flatMap((fact) => (fact.type === 'receipt' ? [`${fact.index} ${fact.status}`] : []))
  expect(receipts).toEqual(['0 submitted', '1 submitted', '0 rejected', '2 submitted', '1 delivered'])
})

test('callbacks that come before the answer are told once it is there', async () => {
  const world = await startHostedBot()
  const id = await world.ask()
  const gate = world.fake.gate()
  const submitting = world.run()
  await gate.arrived
  await world.fake.sendStatus(world.onlyUuid(), 0, 'read')
  await world.fake.sendFinalReport(world.onlyUuid(), 'completed')
  expect(await world.notification(id)).toMatchObject({ submission: 'submitting' })
  gate.release()
  await submitting
  await world.run()
  expect(world.told.map(({ type }) => type)).toEqual(['created', 'receipt', 'ended'])
})

test('without a final report it ends as unknown a day after the sum of its expiry times, not before', async () => {
  const world = await startHostedBot()
  await world.ask()
  await world.run()
  world.advance(600 + 86_400)
  world.clock.at -= 1
  await world.run()
  expect(world.told.map(({ type }) => type)).toEqual(['created'])
  world.clock.at += 1
  await world.run()
  expect(world.told.at(-1)).toEqual({ type: 'ended', status: 'unknown', reason: 'no final report' })
})

describe('it is never submitted a second time by itself', () => {
  test.each(['timeout after accepting', 'drop after accepting', 'refuse before accepting'] as const)(
    'after a %s',
    async (kind) => {
      const world = await startHostedBot()
      world.fake.fault({ kind })
      const id = await world.ask()
      await world.run()
      expect(await world.notification(id)).toMatchObject({ submission: 'unknown' })
      world.advance(86_400)
      await world.run()
      expect(world.fake.requests()).toHaveLength(1)
    },
  )

  test('after a crash while it was being submitted', async () => {
    const world = await startHostedBot()
    const id = await world.ask()
    const crashed: WorkflowsApi = { repeatsKeys: false, create: () => Promise.reject(new Error('process died')) }
    await world.run(crashed)
    expect(world.errors.splice(0)).toEqual([new Error('process died')])
    expect(await world.notification(id)).toMatchObject({ submission: 'submitting' })
    world.advance(LEASE_SECONDS)
    await world.run()
    expect(await world.notification(id)).toMatchObject({ submission: 'unknown' })
    expect(world.fake.requests()).toEqual([])
  })
})

test('after a crash behind the answer the workflow is observed, and not submitted again', async () => {
  const world = await startHostedBot()
  const id = await world.ask()
  await world.notifications.change(id, { submission: 'submitting' })
  const outcome = await world.hosted.create(PLAN, id)
  if (outcome.type !== 'created') throw new Error('not created')
  await world.notifications.change(id, { workflowUuid: outcome.workflowUuid })
  await world.run()
  await world.fake.sendFinalReport(world.onlyUuid(), 'completed')
  await world.run()
  expect(await world.notification(id)).toMatchObject({ submission: 'created' })
  expect(world.told.at(-1)).toMatchObject({ type: 'ended', status: 'completed' })
})

describe('it is submitted again', () => {
  test('after a 429, when the pause that it asks for is over', async () => {
    const world = await startHostedBot()
    world.fake.fault({ kind: '429', retryAfterSeconds: 7 })
    const id = await world.ask()
    await world.run()
    expect(await world.notification(id)).toMatchObject({ submission: 'saved' })
    world.advance(6)
    await world.run()
    expect(world.fake.requests()).toHaveLength(1)
    world.advance(1)
    await world.run()
    expect(await world.notification(id)).toMatchObject({ submission: 'created', failures: 0 })
    expect(world.fake.workflows()).toHaveLength(1)
  })

  test('after internal errors, with a pause that doubles', async () => {
    const world = await startHostedBot()
    world.fake.fault({ kind: '500', times: 3 })
    await world.ask()
    await world.run()
    for (const seconds of [1, 2, 4]) {
      const before = world.fake.requests().length
      world.advance(seconds)
      world.clock.at -= 1
      await world.run()
      expect(world.fake.requests()).toHaveLength(before)
      world.clock.at += 1
      await world.run()
      expect(world.fake.requests()).toHaveLength(before + 1)
    }
    expect(world.fake.workflows()).toHaveLength(1)
  })
})

test('a refusal is final, and kept in the words of the API', async () => {
  const world = await startHostedBot()
  world.fake.fault({ kind: '400' })
  const id = await world.ask()
  await world.run()
  world.advance(86_400)
  await world.run()
  expect(await world.notification(id)).toMatchObject({
    submission: 'refused',
    refusal: { parameters: ['workflow: Is refused by a fault that was set.'] },
  })
  expect(world.fake.requests()).toHaveLength(1)
})

test('trouble that lasts for a day counts as a refusal', async () => {
  const world = await startHostedBot()
  world.fake.fault({ kind: '500', times: 1000 })
  const id = await world.ask()
  await world.run()
  world.advance(86_401)
  await world.run()
  expect(await world.notification(id)).toMatchObject({ submission: 'refused', refusal: { title: 'Internal Error' } })
})
