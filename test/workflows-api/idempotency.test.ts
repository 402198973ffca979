import { request } from 'node:http'
import { expect, test } from 'vitest'
import { bodyHash } from '../../src/workflows-api/idempotency-key.ts'
import { countRows } from '../store/world.ts'
import { type ApiWorld, type ClientName, startApi } from './api-world.ts'
import { workflowBody } from './bodies.ts'
import { namesIn } from './route-world.ts'

function post(
  world: ApiWorld,
  key: string,
  { client = 'shop' as ClientName, body = workflowBody() as unknown, path = '/beta/workflows' } = {},
) {
  return world.ask({ method: 'POST', path, client, body, headers: { 'idempotency-key': key } })
}

test('a request that is repeated with its key is answered as the first one, and starts nothing', async () => {
  const world = await startApi()
  const first = await post(world, 'one')
  const again = await post(world, 'one')
  expect([first.status, again.status]).toEqual([202, 202])
  expect(again.answer).toEqual(first.answer)
  expect(await countRows(world, 'workflows')).toBe(1)
})

test('the order of keys and white space in the body do not matter, and nothing else is overlooked', async () => {
  const world = await startApi()
  const { template, workflow } = workflowBody()
  const first = await post(world, 'one', { body: { template, workflow } })
  const text = JSON.stringify({ workflow, template }, null, 2)
  expect((await post(world, 'one', { body: text })).answer).toEqual(first.answer)
  expect((await post(world, 'one', { body: { template, workflow: [...workflow].reverse() } })).status).toBe(400)
  expect((await post(world, 'one', { body: workflowBody({ client_ref: 'x' }) })).status).toBe(409)
})

test('a key that came with another body is refused, and creates nothing', async () => {
  const world = await startApi()
  await post(world, 'one')
  const { status, answer, type } = await post(world, 'one', { body: workflowBody({ client_ref: 'x' }) })
  expect([status, type]).toEqual([409, 'application/problem+json'])
  expect(answer).toMatchObject({ type: expect.stringContaining('#idempotency-key-reused'), detail: expect.any(String) })
  expect(await countRows(world, 'workflows')).toBe(1)
})

test('a body that is refused uses up no key', async () => {
  const world = await startApi()
  expect((await post(world, 'one', { body: workflowBody({ failover: undefined }) })).status).toBe(400)
  expect((await post(world, 'one')).status).toBe(202)
})

test('the same key of another client is another key', async () => {
  const world = await startApi()
  const ofShop = await post(world, 'one')
  const ofClinic = await post(world, 'one', { client: 'clinic' })
  expect(ofClinic.status).toBe(202)
  expect(ofClinic.answer).not.toEqual(ofShop.answer)
})

test('requests with the same key at the same time give one workflow', async () => {
  const world = await startApi()
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(world, 'one')))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(await countRows(world, 'workflows')).toBe(1)
})

test('after 24 hours a key is free', async () => {
  const world = await startApi()
  const first = await post(world, 'one')
  world.advance(24 * 60 * 60 - 1)
  expect((await post(world, 'one')).answer).toEqual(first.answer)
  world.advance(1)
  expect((await post(world, 'one')).answer).not.toEqual(first.answer)
})

test('without a key each request starts a workflow', async () => {
  const world = await startApi()
  expect(await world.post()).not.toBe(await world.post())
})

test.each([
  ['one character', 'x', 202],
  ['255 characters', 'x'.repeat(255), 202],
  ['a space and marks', 'order 12: "a"', 202],
  ['256 characters', 'x'.repeat(256), 400],
  ['nothing', '', 400],
  ['a letter that is not ASCII', '\u00e9', 400],
  ['a tab', 'a\tb', 400],
])('a key may be %s', async (_name, key, expected) => {
  const world = await startApi()
  const { status, answer } = await post(world, key)
  expect(status).toBe(expected)
  if (expected === 400) expect(namesIn(answer)).toEqual(['Idempotency-Key'])
})

test('two keys are refused', async () => {
  const world = await startApi()
  const authorization = `Basic ${Buffer.from('shop:secret').toString('base64')}`
  const status = await new Promise((resolve, reject) => {
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': ['one', 'two'] }
    request(`${world.url}/beta/workflows`, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end(JSON.stringify(workflowBody()))
  })
  expect(status).toBe(400)
})

test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 }, true],
  [[1, 2], [2, 1], false],
  [{ a: 1 }, { a: '1' }, false],
  [{ a: null }, {}, false],
  [{ a: [] }, { a: {} }, false],
  [{ 2: 1, 10: 2 }, { 10: 2, 2: 1 }, true],
])('the hashes of %j and %j are the same: %s', (one, other, isSame) => {
  expect(bodyHash(one) === bodyHash(other)).toBe(isSame)
})
