import { createHash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterEach, expect, test } from 'vitest'
import { account } from './api-client.ts'
import { startWorld, type World } from './world.ts'

let world: World
afterEach(() => world.stop())

async function startWithSubmitted(webhookAnswers: number[] = []) {
  world = await startWorld({}, webhookAnswers)
  await world.viber()
  await world.api.until(() => world.api.webhooks()[0]?.answers.length === 1)
  return { messageUuid: world.onlyMessage().messageUuid, first: world.api.webhooks()[0] }
}

test('repeats a webhook after 5, 10, 20 … seconds while it is answered 500 or 429', async () => {
  const { first } = await startWithSubmitted([500, 429, 503])
  const startAt = world.clock.at
  for (const [afterMs, attempts] of [
    [4_999, 1],
    [5_000, 2],
    [14_999, 2],
    [15_000, 3],
    [35_000, 4],
  ] as const) {
    world.clock.at = startAt + afterMs
    await world.api.runDue()
    expect(world.receiver.received.length).toBe(attempts)
  }
  expect(first?.answers.map(({ status }) => status)).toEqual([500, 429, 503, 200])
  expect(first?.state).toBe('answered')
})

test('drops a webhook that is answered 404', async () => {
  const { first } = await startWithSubmitted([404])
  expect(first?.state).toBe('dropped')
  world.clock.at += 3_600_000
  await world.api.runDue()
  expect(world.receiver.received.length).toBe(1)
})

test('waits at most 15 minutes and gives up after 24 hours', async () => {
  const { first } = await startWithSubmitted(Array.from({ length: 200 }, () => 500))
  const gaps: number[] = []
  while (first?.state === 'waiting') {
    gaps.push((first.nextAttemptAt ?? 0) - world.clock.at)
    world.clock.at = first.nextAttemptAt ?? 0
    await world.api.runDue()
  }
  expect(gaps.slice(0, 9)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900].map((seconds) => seconds * 1000))
  expect(Math.max(...gaps)).toBe(900_000)
  const totalMs = gaps.reduce((sum, gap) => sum + gap, 0)
  expect(totalMs).toBeLessThanOrEqual(86_400_000)
  expect(totalMs).toBeGreaterThan(86_400_000 - 900_000)
  expect(first?.state).toBe('given up')
})

test('repeats a webhook that found nobody listening', async () => {
  world = await startWorld()
  const gone = await startWorld()
  await gone.stop()
  await world.viber({ webhook_url: gone.receiver.url })
  await world.api.until(() => world.api.webhooks()[0]?.state === 'waiting')
  expect(world.api.webhooks()[0]?.answers[0]?.status).toBe('no connection')
})

test('holds webhooks and releases them in reverse', async () => {
  const { messageUuid } = await startWithSubmitted()
  world.api.hold()
  await world.api.read(messageUuid)
  expect(world.api.webhooks().map(({ state }) => state)).toEqual(['answered', 'held', 'held'])
  await world.api.release({ order: 'reversed' })
  expect(world.statuses()).toEqual(['submitted', 'read', 'delivered'])
})

test('sends the next webhooks twice, byte for byte', async () => {
  const { messageUuid } = await startWithSubmitted()
  world.api.duplicateNext(1)
  await world.api.read(messageUuid)
  expect(world.statuses()).toEqual(['submitted', 'delivered', 'delivered', 'read'])
  expect(world.receiver.received[1]?.raw).toBe(world.receiver.received[2]?.raw)
})

test('tells an untrue status without touching the phone', async () => {
  const { messageUuid } = await startWithSubmitted()
  const record = await world.api.send(messageUuid, 'rejected', { errorCode: '1330' })
  expect(record.answers).toMatchObject([{ status: 200 }])
  expect(world.receiver.received[1]?.body).toMatchObject({ status: 'rejected', error: { title: '1330' } })
  expect(world.onlyMessage().status).toBe('submitted')
})

test('sends unsigned, forged, tampered and old webhooks on demand', async () => {
  const { messageUuid } = await startWithSubmitted()
  await world.api.send(messageUuid, 'delivered', { unsigned: true })
  await world.api.send(messageUuid, 'delivered', { forged: true })
  await world.api.send(messageUuid, 'delivered', { tamperedBody: true })
  await world.api.send(messageUuid, 'delivered', { issuedAt: 1_500_000_000 })
  const [, unsigned, forged, tampered, old] = world.receiver.received
  const token = (webhook: typeof old) => webhook?.headers.authorization?.replace('Bearer ', '') ?? ''
  expect(unsigned?.headers.authorization).toBeUndefined()
  expect(() => jwt.verify(token(forged), account.signatureSecret)).toThrow('invalid signature')
  const hash = createHash('sha256')
    .update(tampered?.raw ?? '')
    .digest('hex')
  expect(jwt.verify(token(tampered), account.signatureSecret)).not.toMatchObject({ payload_hash: hash })
  expect(tampered?.body).toMatchObject({ status: 'delivered' })
  expect(jwt.verify(token(old), account.signatureSecret)).toMatchObject({ iat: 1_500_000_000 })
})

test('until says what happened when it gives up', async () => {
  const { messageUuid } = await startWithSubmitted()
  await expect(world.api.until(() => false, { timeoutMs: 1 })).rejects.toThrow(`accepted viber_service to …0000`)
  expect(world.api.transcript()).toContain(messageUuid)
})
