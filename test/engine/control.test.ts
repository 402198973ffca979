import { beforeEach, describe, expect, test } from 'vitest'
import type { SendOutcome } from '../../src/engine/ports.ts'
import { viber } from '../failover/workflows.ts'
import { MESSAGES } from '../store/world.ts'
import { type EngineWorld, sentAt, startEngine } from './world.ts'

const NOWHERE = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'

let world: EngineWorld
beforeEach(async () => {
  world = await startEngine()
})

/** A workflow at a stage, by what has happened to it. */
const STAGES = {
  async 'waiting for its turn'() {
    return world.create()
  },
  async accepted() {
    const uuid = await world.create()
    await world.handle(uuid, true)
    return uuid
  },
  async 'maybe sent'() {
    const uuid = await world.create()
    world.script({ type: 'unanswered' })
    await world.handle(uuid, true)
    return uuid
  },
  async 'at its last message'() {
    const uuid = await STAGES.accepted()
    world.advance(600)
    await world.handle(uuid, true)
    return uuid
  },
  async completed() {
    const uuid = await STAGES.accepted()
    await world.receive(world.receiptOf(sentAt(world, 0), 'read'))
    await world.handle(uuid, true)
    return uuid
  },
  async 'read, which nobody has taken in yet'() {
    const uuid = await STAGES.accepted()
    await world.receive(world.receiptOf(sentAt(world, 0), 'read'))
    world.advance(1)
    return uuid
  },
  async cancelled() {
    const uuid = await STAGES.accepted()
    await world.engine.cancel(uuid, 'U1')
    return uuid
  },
} as const

type Stage = keyof typeof STAGES

describe('a cancel', () => {
  test.each<[Stage, object]>([
    ['waiting for its turn', { type: 'cancelled' }],
    ['accepted', { type: 'cancelled' }],
    ['maybe sent', { type: 'handing over', index: 0 }],
    ['at its last message', { type: 'cancelled' }],
    ['completed', { type: 'too late', reason: 'condition met', status: 'completed' }],
    ['read, which nobody has taken in yet', { type: 'too late', reason: 'condition met', status: 'completed' }],
    ['cancelled', { type: 'cancelled' }],
  ])('of a workflow that is %s', async (stage, answer) => {
    const uuid = await STAGES[stage]()
    const sent = world.sent.length
    expect(await world.engine.cancel(uuid, 'U1')).toEqual(answer)
    world.advance(86_400)
    await world.handle(uuid, true)
    expect(world.sent).toHaveLength(sent)
    const types = await world.factTypes(uuid)
    expect(types.filter((type) => type === 'ended')).toHaveLength(1)
  })

  test('of a workflow that there is not', async () => {
    expect(await world.engine.cancel(NOWHERE, 'U1')).toEqual({ type: 'not found' })
  })

  test.each<[SendOutcome, object]>([
    [
      { type: 'accepted', messageUuid: 'uuid' },
      { status: 'cancelled', handedOver: 'yes' },
    ],
    [
      { type: 'refused', failure: { title: 'no' } },
      { status: 'cancelled', handedOver: 'no' },
    ],
    [
      { type: 'postponed', reason: 'rate limit' },
      { status: 'cancelled', handedOver: 'no' },
    ],
  ])('while a message is being handed over waits for %j, and says whether it went out', async (outcome, end) => {
    const uuid = await world.create()
    world.script(async () => {
      expect(await world.engine.cancel(uuid, 'U1')).toEqual({ type: 'handing over', index: 0 })
      expect(await world.lastFact(uuid)).toMatchObject({ type: 'cancel requested', during: 0 })
      return outcome
    })
    await world.handle(uuid, true)
    await world.handle(uuid, true)
    expect(await world.lastFact(uuid)).toMatchObject({ type: 'ended', ...end })
    expect(world.sent).toHaveLength(1)
  })
})

describe('a skip', () => {
  test.each<[Stage, number, object]>([
    ['waiting for its turn', 0, { type: 'skipped' }],
    ['accepted', 0, { type: 'skipped' }],
    ['maybe sent', 0, { type: 'skipped' }],
    ['accepted', 1, { type: 'not current', current: 0 }],
    ['at its last message', 0, { type: 'not current', current: 1 }],
    ['at its last message', 1, { type: 'last message' }],
    ['completed', 0, { type: 'too late', reason: 'condition met', status: 'completed' }],
    ['read, which nobody has taken in yet', 0, { type: 'too late', reason: 'condition met', status: 'completed' }],
    ['cancelled', 0, { type: 'too late', reason: 'cancelled', status: 'cancelled' }],
  ])('of a workflow that is %s, of message %d', async (stage, index, answer) => {
    const uuid = await STAGES[stage]()
    const sent = world.sent.length
    expect(await world.engine.skip(uuid, index, 'U1')).toEqual(answer)
    await world.handle(uuid, true)
    const isSkipped = 'type' in answer && answer.type === 'skipped'
    expect(world.sent.slice(sent).map(({ message }) => message.channel)).toEqual(isSkipped ? ['sms'] : [])
  })

  test('of a message whose time is over, though nobody has looked yet, skips none: the next one is due already', async () => {
    const uuid = await STAGES.accepted()
    world.advance(601)
    expect(await world.engine.skip(uuid, 0, 'U1')).toEqual({ type: 'not current', current: 1 })
    expect(await world.factTypes(uuid)).toEqual(['created', 'attempt', 'accepted', 'failover'])
  })

  test('of a workflow that there is not', async () => {
    expect(await world.engine.skip(NOWHERE, 0, 'U1')).toEqual({ type: 'not found' })
  })

  test('while a message is being handed over has the next one go as soon as that has ended', async () => {
    const uuid = await world.create()
    world.script(async () => {
      expect(await world.engine.skip(uuid, 0, 'U1')).toEqual({ type: 'handing over', index: 0 })
      return { type: 'accepted', messageUuid: 'uuid' }
    })
    await world.handle(uuid, true)
    expect(world.sent).toHaveLength(1)
    await world.handle(uuid, true)
    expect(world.sent.map(({ message }) => message.channel)).toEqual(['viber_service_msg', 'sms'])
  })
})

describe('creating', () => {
  test('with the same key again answers the same uuid and begins nothing', async () => {
    const uuid = await world.create(MESSAGES, 'key')
    expect(await world.create(MESSAGES, 'key')).toBe(uuid)
    expect(await world.factTypes(uuid)).toEqual(['created'])
    expect(await world.create(MESSAGES, 'other')).not.toBe(uuid)
  })

  test('says everything that is wrong, and saves nothing', async () => {
    const created = await world.engine.create([{ ...viber(), to: '0' }, viber()])
    expect(created).toEqual({
      problems: [
        { index: 0, field: 'to', reason: expect.any(String) },
        { index: 0, field: 'failover', reason: expect.any(String) },
      ],
    })
  })

  test('makes nothing readable that was not created', async () => {
    expect(await world.engine.read(NOWHERE)).toBeUndefined()
  })
})
