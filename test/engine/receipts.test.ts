import { beforeEach, describe, expect, test } from 'vitest'
import { RECEIPT_TRIES } from '../../src/engine/ports.ts'
import { aReport, unreadOf } from '../store/world.ts'
import { type EngineWorld, sentAt, startEngine } from './world.ts'

let world: EngineWorld
beforeEach(async () => {
  world = await startEngine()
})

/** A workflow whose first message was accepted. */
async function sendFirst(): Promise<string> {
  const uuid = await world.create()
  await world.handle(uuid, true)
  return uuid
}

test('a receipt that meets the condition completes the workflow, and nothing more goes out', async () => {
  const uuid = await sendFirst()
  await world.receive(world.receiptOf(sentAt(world, 0), 'read', { providerAt: 5 }))
  await world.handle(uuid, true)
  expect(await world.lastFact(uuid)).toMatchObject({ type: 'ended', status: 'completed', index: 0 })
  const { facts } = await world.story(uuid)
  expect(facts.find(({ fact }) => fact.type === 'receipt')).toMatchObject({ at: world.clock.at, providerAt: 5 })
  world.advance(86_400)
  await world.handle(uuid, true)
  expect(world.sent).toHaveLength(1)
})

test('a receipt that came in time counts, however late it is read', async () => {
  const uuid = await sendFirst()
  world.advance(599)
  await world.receive(world.receiptOf(sentAt(world, 0), 'read'))
  world.advance(3600)
  await world.handle(uuid, true)
  expect(await world.lastFact(uuid)).toMatchObject({ type: 'ended', status: 'completed' })
  expect(world.sent).toHaveLength(1)
})

test('a receipt without our reference is known by the uuid that the API gave the message', async () => {
  const uuid = await sendFirst()
  await world.receive(aReport({ messageUuid: 'uuid-1', status: 'read' }))
  await world.handle(uuid, true)
  expect(await world.lastFact(uuid)).toMatchObject({ type: 'ended', status: 'completed' })
})

test('a receipt that overtakes the answer is taken in with it', async () => {
  const uuid = await world.create()
  world.script(async () => {
    await world.receive(world.receiptOf(sentAt(world, 0), 'read', { messageUuid: 'uuid' }))
    return { type: 'accepted', messageUuid: 'uuid' }
  })
  await world.handle(uuid, true)
  await world.handle(uuid, true)
  expect(await world.lastFact(uuid)).toMatchObject({ type: 'ended', status: 'completed' })
  expect(world.sent).toHaveLength(1)
})

describe('a receipt that finds no message', () => {
  /** It names a message that the workflow has not. */
  async function receiveStray(uuid: string): Promise<void> {
    await world.receive(aReport({ workflowUuid: uuid, index: 7, attempt: 1 }))
  }

  test('is in nobody’s way: the others of its batch are taken in', async () => {
    const uuid = await sendFirst()
    await receiveStray(uuid)
    await world.receive(world.receiptOf(sentAt(world, 0), 'read'))
    await world.handle(uuid, false)
    expect(await world.lastFact(uuid)).toMatchObject({ type: 'ended', status: 'completed' })
    expect(await unreadOf(world, uuid)).toMatchObject([{ tries: 1 }])
  })

  test('is parked after so many tries, and told once', async () => {
    const uuid = await sendFirst()
    await receiveStray(uuid)
    for (let tries = 1; tries < RECEIPT_TRIES; tries += 1) await world.handle(uuid, false)
    expect(world.alerts).toEqual([])
    await world.handle(uuid, false)
    expect(world.alerts).toEqual(['parked: 1'])
    await world.handle(uuid, false)
    expect(world.alerts).toEqual(['parked: 1'])
    expect(await unreadOf(world, uuid)).toEqual([])
  })

  // A send tries twice: when it begins, and when it ends.
  test.each<[string, number, (uuid: string) => Promise<unknown>]>([
    ['a cancel', 1, (uuid) => world.engine.cancel(uuid, 'U1')],
    ['a skip', 1, (uuid) => world.engine.skip(uuid, 0, 'U1')],
    ['the end of a send', 2, (uuid) => world.handle(uuid, true)],
  ])('is told too where the last try is that of %s', async (_name, lastTries, last) => {
    const uuid = await world.create()
    await receiveStray(uuid)
    for (let tries = lastTries; tries < RECEIPT_TRIES; tries += 1) await world.handle(uuid, false)
    expect(world.alerts).toEqual([])
    await last(uuid)
    expect(world.alerts).toEqual(['parked: 1'])
  })

  test('as a final report, which our engine never gets, is parked as well', async () => {
    const uuid = await sendFirst()
    await world.receive({ type: 'final report', workflowUuid: uuid, status: 'completed' })
    for (let tries = 0; tries < RECEIPT_TRIES; tries += 1) await world.handle(uuid, false)
    expect(world.alerts).toEqual(['parked: 1'])
    expect(await world.factTypes(uuid)).toEqual(['created', 'attempt', 'accepted'])
  })
})
