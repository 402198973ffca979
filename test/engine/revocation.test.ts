import { beforeEach, expect, test } from 'vitest'
import type { RevokeOutcome } from '../../src/engine/ports.ts'
import { aMessage, sms } from '../failover/workflows.ts'
import { dueOf } from '../store/world.ts'
import { type EngineWorld, FAILURE, startEngine } from './world.ts'

const LEASE_SECONDS = 30

let world: EngineWorld
let uuid: string
beforeEach(async () => {
  world = await startEngine()
  uuid = await world.create([
    { ...aMessage('rcs', 'delivered', 600), from: 'Clinic' },
    { ...sms(), from: 'Clinic' },
  ])
  await world.handle(uuid, true)
  world.advance(600)
})

test('an RCS message is taken back by a request of its own, and the next one goes after it', async () => {
  await world.handle(uuid, true)
  expect([world.revoked, world.sent.length]).toEqual([['uuid-1'], 1])
  await world.handle(uuid, true)
  expect([world.revoked, world.sent.length]).toEqual([['uuid-1'], 2])
  expect((await world.factTypes(uuid)).slice(3)).toEqual(['failover', 'revoking', 'revocation', 'attempt', 'accepted'])
})

test('it is on disk before the request is made, and nobody sends meanwhile', async () => {
  world.scriptRevocations(async () => {
    expect(await world.lastFact(uuid)).toMatchObject({ type: 'revoking', index: 0 })
    await world.handle(uuid, true)
    return { type: 'revoked' }
  })
  await world.handle(uuid, true)
  expect([world.revoked.length, world.sent.length]).toEqual([1, 1])
})

test('it waits for the budget, as a send does', async () => {
  await world.handle(uuid, false)
  expect(world.revoked).toEqual([])
})

test.each<[string, RevokeOutcome, object]>([
  ['refused', { type: 'refused', failure: FAILURE }, { result: 'refused', failure: FAILURE }],
  ['unanswered', { type: 'unanswered' }, { result: 'unanswered' }],
])('where it is %s the next message goes all the same', async (_name, outcome, fact) => {
  world.scriptRevocations(outcome)
  await world.handle(uuid, true)
  expect(await world.lastFact(uuid)).toEqual({ type: 'revocation', index: 0, attempt: 1, ...fact })
  await world.handle(uuid, true)
  expect([world.revoked.length, world.sent.length]).toEqual([1, 2])
})

test('a rate limit that it meets holds all sending', async () => {
  world.scriptRevocations({ type: 'refused', failure: FAILURE, retryAfterMs: 7000 })
  await world.handle(uuid, true)
  expect(world.held).toEqual([world.clock.at + 7000])
})

test('when the process dies meanwhile the next message goes once the lease has run out', async () => {
  world.scriptRevocations(() => Promise.reject(new Error('process died')))
  await expect(world.handle(uuid, true)).rejects.toThrow('process died')
  const { send_at: sendAt } = await world.database.kysely
    .selectFrom('workflows')
    .select('send_at')
    .where('uuid', '=', uuid)
    .executeTakeFirstOrThrow()
  expect(sendAt).toBe(world.clock.at + LEASE_SECONDS * 1000)
  expect(await dueOf(world, 'workflows', uuid)).toMatchObject({ lease_until: null })
  world.advance(LEASE_SECONDS)
  await world.handle(uuid, true)
  expect([world.revoked.length, world.sent.length]).toEqual([1, 2])
})
