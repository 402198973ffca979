import { afterEach, beforeEach, expect, test } from 'vitest'
import { bearerAuthorization, send } from './api-client.ts'
import { startWorld, viberBody, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

test('accepts 30 requests in a second of business time and tells the next to wait', async () => {
  for (let i = 0; i < 30; i += 1) expect((await world.sms()).status).toBe(202)
  const refused = await world.sms()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(refused.headers.get('x-ratelimit-limit')).toBe('30')
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(refused.answer).toMatchObject({ title: 'Rate Limit Hit', detail: 'Please wait, then retry your request' })
  world.clock.at += 1000
  expect((await world.sms()).status).toBe(202)
})

test.each([
  ['401', 401, 'You did not provide correct credentials.'],
  ['402', 402, 'Low balance'],
  ['429', 429, 'Rate Limit Hit'],
  ['500', 500, 'Internal error'],
] as const)('answers %s once when told to, and accepts nothing', async (kind, status, title) => {
  world.api.fault({ kind, retryAfterSeconds: 7 })
  const { status: answered, answer, headers } = await world.sms()
  expect(answered).toBe(status)
  expect(answer.title).toBe(title)
  expect(headers.get('retry-after')).toBe(kind === '429' ? '7' : null)
  expect(world.api.messages()).toEqual([])
  expect((await world.sms()).status).toBe(202)
})

test('hits only the channel that a fault names, as often as it says', async () => {
  world.api.fault({ kind: '500', channel: 'viber_service', times: 2 })
  expect((await world.sms()).status).toBe(202)
  expect((await world.viber()).status).toBe(500)
  expect((await world.viber()).status).toBe(500)
  expect((await world.viber()).status).toBe(202)
})

test('drops the connection after accepting, and reports statuses all the same', async () => {
  world.api.fault({ kind: 'drop after accepting' })
  await expect(world.sms()).rejects.toThrow('fetch failed')
  await world.api.until(() => world.receiver.received.length === 1)
  expect(world.onlyMessage().status).toBe('submitted')
  expect(world.api.requests()).toMatchObject([{ method: 'POST', path: '/v1/messages' }])
  expect(world.api.requests()[0]?.status).toBeUndefined()
})

test('never answers after accepting when told to', async () => {
  world.api.fault({ kind: 'timeout after accepting' })
  const abort = new AbortController()
  const answer = fetch(world.endpoint, {
    method: 'POST',
    signal: abort.signal,
    headers: { 'Content-Type': 'application/json', Authorization: bearerAuthorization() },
    body: JSON.stringify({ ...viberBody, webhook_url: world.receiver.url }),
  })
  await world.api.until(() => world.receiver.received.length === 1)
  abort.abort()
  await expect(answer).rejects.toThrow('aborted')
  expect(world.onlyMessage().status).toBe('submitted')
})

test.each([[undefined], ['sms']])('refuses the connection without accepting (channel %s)', async (channel) => {
  world.api.fault({ kind: 'refuse before accepting', ...(channel !== undefined && { channel }) })
  await expect(world.sms()).rejects.toThrow('fetch failed')
  expect(world.api.messages()).toEqual([])
  expect((await world.sms()).status).toBe(202)
})

test('accepts and then rejects with the code of the fault', async () => {
  world.api.fault({ kind: 'reject after accepting', rejectCode: '1340' })
  expect((await world.viber()).status).toBe(202)
  await world.api.until(() => world.receiver.received.length === 2)
  expect(world.receiver.received[1]?.body).toMatchObject({ status: 'rejected', error: { title: '1340' } })
})

test('holds an answer at a gate: the message lies on the phone before its sender knows', async () => {
  const gate = world.api.gate()
  let isAnswered = false
  const answer = world.sms().then((result) => {
    isAnswered = true
    return result
  })
  await gate.arrived
  expect(world.api.phones().length).toBe(1)
  await world.api.deliver(world.onlyMessage().messageUuid)
  expect(world.statuses()).toEqual(['delivered'])
  expect(isAnswered).toBe(false)
  gate.release()
  expect((await answer).status).toBe(202)
  expect((await send(world.endpoint, { ...viberBody })).status).toBe(202)
})

test('a gate that is released before anything arrived holds nothing', async () => {
  world.api.gate().release()
  expect((await world.sms()).status).toBe(202)
})
