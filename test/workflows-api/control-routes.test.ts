import { expect, test } from 'vitest'
import { type ApiWorld, type ClientName, startApi } from './api-world.ts'
import { bodyOf, smsStep } from './bodies.ts'

function cancel(world: ApiWorld, uuid: string, client: ClientName = 'shop') {
  return world.ask({ method: 'POST', path: `/beta/workflows/${uuid}/cancel`, client })
}

function skip(world: ApiWorld, uuid: string, body: unknown, client: ClientName = 'shop') {
  return world.ask({ method: 'POST', path: `/beta/workflows/${uuid}/skip`, client, body })
}

/** The status by which `GET` calls a workflow, and the last thing that happened. */
async function shown(world: ApiWorld, uuid: string) {
  const { answer } = await world.ask({ path: `/beta/workflows/${uuid}` })
  const timeline = answer.timeline as Record<string, unknown>[]
  return { status: answer.status, timeline }
}

/** A workflow whose first message is being handed over, until `letGo`. */
async function whileSending(world: ApiWorld, body?: unknown) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  world.script(async () => {
    begun.resolve()
    await promise
    return { type: 'accepted', messageUuid: 'one' }
  })
  const uuid = await world.post('shop', body)
  const handled = world.handleDue(uuid)
  await begun.promise
  return {
    uuid,
    async letGo() {
      resolve()
      await handled
    },
  }
}

test('a cancel in time says so, is told again, and the timeline names who did it', async () => {
  const world = await startApi()
  const uuid = await world.post()
  const first = await cancel(world, uuid)
  expect([first.status, first.answer]).toEqual([200, { result: 'cancelled', detail: 'Nothing more is sent.' }])
  expect((await cancel(world, uuid)).answer.result).toBe('cancelled')
  const { status, timeline } = await shown(world, uuid)
  expect(status).toBe('cancelled')
  expect(timeline.slice(1)).toMatchObject([
    { type: 'cancel_requested', by: 'shop' },
    { type: 'ended', status: 'cancelled', reason: 'cancelled' },
  ])
})

test('a cancel while a message is being handed over names that message', async () => {
  const world = await startApi()
  const { uuid, letGo } = await whileSending(world)
  expect((await cancel(world, uuid)).answer).toEqual({
    result: 'handing_over',
    index: 0,
    detail: expect.stringContaining('message 1 was already being handed over'),
  })
  await letGo()
  const { answer } = await world.ask({ path: `/beta/workflows/${uuid}` })
  expect(answer.outcome).toMatchObject({ status: 'cancelled', handed_over: 'yes', cancelled_by: 'shop' })
})

test('a cancel that comes too late says why', async () => {
  const world = await startApi()
  const uuid = await world.post('shop', bodyOf(smsStep()))
  world.script({ type: 'refused', failure: { title: 'Invalid params' } })
  await world.handleDue(uuid)
  expect((await cancel(world, uuid)).answer).toEqual({
    result: 'too_late',
    reason: 'refused',
    status: 'error',
    detail: 'Too late: the workflow ends or has ended as error (refused).',
  })
  expect((await skip(world, uuid, { index: 0 })).answer).toMatchObject({ result: 'too_late', status: 'error' })
})

test('a skip that is asked for twice skips one message', async () => {
  const world = await startApi()
  const uuid = await world.post()
  await world.handleDue(uuid)
  expect((await skip(world, uuid, { index: 0 })).answer.result).toBe('skipped')
  await world.handleDue(uuid)
  expect((await skip(world, uuid, { index: 0 })).answer).toMatchObject({ result: 'not_current', current: 1 })
  expect(world.sent.map(({ message }) => message.channel)).toEqual(['messenger', 'sms'])
  const { timeline } = await shown(world, uuid)
  expect(timeline).toContainEqual(expect.objectContaining({ type: 'skip_requested', by: 'shop', index: 0 }))
})

test('the last message is not skipped', async () => {
  const world = await startApi()
  const uuid = await world.post('shop', bodyOf(smsStep()))
  expect((await skip(world, uuid, { index: 0 })).answer.result).toBe('last_message')
  expect((await shown(world, uuid)).status).toBe('running')
})

test('a skip while the message is being handed over says so', async () => {
  const world = await startApi()
  const { uuid, letGo } = await whileSending(world)
  expect((await skip(world, uuid, { index: 0 })).answer).toMatchObject({ result: 'handing_over', index: 0 })
  await letGo()
  await world.handleDue(uuid)
  expect(world.sent.map(({ message }) => message.channel)).toEqual(['messenger', 'sms'])
})

test('nobody ends or skips what is another client’s, and the operator may', async () => {
  const world = await startApi()
  const uuid = await world.post('shop')
  expect((await cancel(world, uuid, 'clinic')).status).toBe(404)
  expect((await skip(world, uuid, { index: 0 }, 'clinic')).status).toBe(404)
  expect((await shown(world, uuid)).timeline).toHaveLength(1)
  expect((await cancel(world, uuid, 'operator')).answer.result).toBe('cancelled')
})

test.each([
  ['no index', {}, 'index'],
  ['a negative one', { index: -1 }, 'index'],
  ['half a one', { index: 0.5 }, 'index'],
  ['a text', { index: '0' }, 'index'],
  ['something else', { index: 0, force: true }, 'force'],
  ['no object', [], 'body'],
])('a skip with %s is refused, and skips nothing', async (_name, body, name) => {
  const world = await startApi()
  const uuid = await world.post()
  const { status, answer } = await skip(world, uuid, body)
  expect([status, answer.invalid_parameters]).toEqual([400, [{ name, reason: expect.any(String) }]])
  expect((await shown(world, uuid)).timeline).toHaveLength(1)
})
