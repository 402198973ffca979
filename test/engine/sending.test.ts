import { beforeEach, describe, expect, test } from 'vitest'
import type { SendOutcome } from '../../src/engine/ports.ts'
import { CREATED_AT, viber } from '../failover/workflows.ts'
import { MESSAGES } from '../store/world.ts'
import { type EngineWorld, FAILURE, sentAt, startEngine } from './world.ts'

let world: EngineWorld
beforeEach(async () => {
  world = await startEngine()
})

test('the attempt is on disk before its request is made', async () => {
  const uuid = await world.create()
  world.script(async () => {
    expect(await world.factTypes(uuid)).toEqual(['created', 'attempt'])
    return { type: 'accepted', messageUuid: 'uuid' }
  })
  await world.handle(uuid, true)
  expect(await world.factTypes(uuid)).toEqual(['created', 'attempt', 'accepted'])
})

test('the first message goes out with our reference', async () => {
  const uuid = await world.create()
  await world.handle(uuid, true)
  expect(world.sent).toEqual([{ message: MESSAGES[0], clientRef: `${uuid}:0:1` }])
})

test('nothing goes out without a token of the budget', async () => {
  const uuid = await world.create()
  await world.handle(uuid, false)
  expect(world.sent).toEqual([])
  expect(await world.factTypes(uuid)).toEqual(['created'])
})

test('a workflow that is being sent is not sent by another who claims it meanwhile', async () => {
  const uuid = await world.create()
  world.script(async () => {
    await world.handle(uuid, true)
    return { type: 'accepted', messageUuid: 'uuid' }
  })
  await world.handle(uuid, true)
  expect(world.sent).toHaveLength(1)
})

test('handling a workflow that there is not does nothing', async () => {
  await world.handle('aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab', true)
  expect(world.sent).toEqual([])
})

describe('a send that is', () => {
  const at = CREATED_AT
  test.each<[string, SendOutcome, object]>([
    [
      'accepted has its time to meet the condition',
      { type: 'accepted', messageUuid: 'uuid' },
      { type: 'accepted', index: 0, attempt: 1, messageUuid: 'uuid', deadlineAt: at + 600_000 },
    ],
    [
      'postponed is to be repeated after a second',
      { type: 'postponed', reason: 'no connection' },
      { type: 'postponed', index: 0, attempt: 1, reason: 'no connection', retryAt: at + 1000 },
    ],
    [
      'postponed with a pause is to be repeated after that',
      { type: 'postponed', reason: 'rate limit', retryAfterMs: 7000, failure: FAILURE },
      { type: 'postponed', index: 0, attempt: 1, reason: 'rate limit', failure: FAILURE, retryAt: at + 7000 },
    ],
    [
      'held is tried again after a minute',
      { type: 'held', reason: 'credit', failure: FAILURE },
      { type: 'held', index: 0, attempt: 1, reason: 'credit', failure: FAILURE, retryAt: at + 60_000 },
    ],
    [
      'unanswered is maybe sent',
      { type: 'unanswered' },
      { type: 'unanswered', index: 0, attempt: 1, deadlineAt: at + 600_000 },
    ],
  ])('%s', async (_name, outcome, fact) => {
    const uuid = await world.create()
    world.script(outcome)
    await world.handle(uuid, true)
    expect(await world.lastFact(uuid)).toEqual(fact)
  })

  test('refused is followed by the next message, which is due at once', async () => {
    const uuid = await world.create()
    world.script({ type: 'refused', failure: FAILURE })
    await world.handle(uuid, true)
    expect(await world.factTypes(uuid)).toEqual(['created', 'attempt', 'refused', 'failover'])
    await world.handle(uuid, true)
    expect(await world.factTypes(uuid)).toEqual(['created', 'attempt', 'refused', 'failover', 'attempt', 'accepted'])
    expect(world.sent.map(({ clientRef }) => clientRef)).toEqual([`${uuid}:0:1`, `${uuid}:1:1`])
  })

  test('refused as the last one ends it in error', async () => {
    const uuid = await world.create(MESSAGES.slice(1))
    world.script({ type: 'refused', failure: FAILURE })
    await world.handle(uuid, true)
    await world.handle(uuid, false)
    expect(await world.lastFact(uuid)).toMatchObject({ type: 'ended', status: 'error', reason: 'refused' })
  })
})

describe('everybody is held up', () => {
  test.each<[string, SendOutcome, number]>([
    ['by a 429, for as long as it says', { type: 'postponed', reason: 'rate limit', retryAfterMs: 7000 }, 7000],
    ['by a 429 that says nothing, for a second', { type: 'postponed', reason: 'rate limit' }, 1000],
    [
      'for a minute where the credentials are refused',
      { type: 'held', reason: 'credentials', failure: FAILURE },
      60_000,
    ],
    ['for a minute where the account is out of credit', { type: 'held', reason: 'credit', failure: FAILURE }, 60_000],
  ])('%s', async (_name, outcome, ms) => {
    world.script(outcome)
    await world.handle(await world.create(), true)
    expect(world.held).toEqual([CREATED_AT + ms])
    expect(world.alerts).toEqual(outcome.type === 'held' ? [`held: ${outcome.reason}`] : [])
  })

  test.each<[string, SendOutcome]>([
    ['an internal error', { type: 'postponed', reason: 'server error' }],
    ['a refused connection', { type: 'postponed', reason: 'no connection' }],
    ['a refused message', { type: 'refused', failure: FAILURE }],
    ['no answer', { type: 'unanswered' }],
  ])('not by %s', async (_name, outcome) => {
    world.script(outcome)
    await world.handle(await world.create(), true)
    expect(world.held).toEqual([])
    expect(world.alerts).toEqual([])
  })
})

test('the pause between two tries doubles to a minute, and nothing is sent before it ends', async () => {
  const uuid = await world.create([viber('delivered', 86_400), ...MESSAGES.slice(1)])
  const pauses: number[] = []
  for (let tries = 0; tries < 9; tries += 1) {
    world.script({ type: 'postponed', reason: 'server error' })
    await world.handle(uuid, true)
    const fact = await world.lastFact(uuid)
    if (fact?.type !== 'postponed') throw new Error(`not postponed but ${fact?.type}`)
    pauses.push((fact.retryAt - world.clock.at) / 1000)
    world.clock.at = fact.retryAt - 1
    await world.handle(uuid, true)
    expect(world.sent).toHaveLength(tries + 1)
    world.clock.at += 1
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
})

describe('a send that was maybe made', () => {
  test('is repeated once, after the grace, with another number', async () => {
    const uuid = await world.create()
    world.script({ type: 'unanswered' }, { type: 'unanswered' })
    await world.handle(uuid, true)
    world.advance(59)
    await world.handle(uuid, true)
    expect(world.sent).toHaveLength(1)
    world.advance(1)
    await world.handle(uuid, true)
    expect(sentAt(world, 1).clientRef).toBe(`${uuid}:0:2`)
    world.advance(120)
    await world.handle(uuid, true)
    expect(world.sent).toHaveLength(2)
  })

  test('is one whose sender has died: it is not repeated while its lease runs, and then only after the grace', async () => {
    const uuid = await world.create()
    const died = new Error('process died')
    world.script(() => {
      throw died
    })
    await expect(world.handle(uuid, true)).rejects.toThrow(died)
    expect(await world.lastFact(uuid)).toMatchObject({ type: 'attempt' })
    world.advance(30)
    await world.handle(uuid, true)
    expect(await world.lastFact(uuid)).toMatchObject({ type: 'unanswered' })
    expect(world.sent).toHaveLength(1)
    world.advance(60)
    await world.handle(uuid, true)
    expect(world.sent).toHaveLength(2)
  })

  test('is adopted by its receipt, and not repeated', async () => {
    const uuid = await world.create()
    world.script({ type: 'unanswered' })
    await world.handle(uuid, true)
    await world.receive(world.receiptOf(sentAt(world, 0), 'delivered'))
    world.advance(61)
    await world.handle(uuid, true)
    expect(world.sent).toHaveLength(1)
  })
})

test('that nobody listened when a deadline passed is told', async () => {
  let absence: { from: number; to: number } | undefined
  const restarted = await startEngine({ latestAbsence: () => absence })
  const uuid = await restarted.create()
  await restarted.handle(uuid, true)
  restarted.advance(900)
  absence = { from: CREATED_AT + 1000, to: restarted.clock.at }
  await restarted.handle(uuid, true)
  const types = await restarted.factTypes(uuid)
  expect(types.filter((type) => type === 'not listening')).toHaveLength(1)
  expect(types.slice(3)).toEqual(['not listening', 'failover', 'attempt', 'accepted'])
})
