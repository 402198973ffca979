import { expect, test } from 'vitest'
import { type ApiWorld, type Asked, startApi } from './api-world.ts'
import { bodyOf, smsStep } from './bodies.ts'
import { namesIn } from './route-world.ts'

/** A page of a list, by its uuids. */
async function page(world: ApiWorld, query = '', client: Asked['client'] = 'shop') {
  const { status, answer } = await world.ask({ client, path: `/beta/workflows${query}` })
  expect(status).toBe(200)
  const workflows = answer.workflows as Record<string, unknown>[]
  return { uuids: workflows.map(({ workflow_uuid: uuid }) => uuid), workflows, cursor: answer.next_cursor }
}

test('a list shows what there is to choose by, the newest first', async () => {
  const world = await startApi()
  const first = await world.post()
  world.advance(1)
  const text = `${'x'.repeat(79)}👋!`
  const second = await world.post('shop', bodyOf(smsStep({ message: { content: { type: 'text', text } } })))
  expect((await page(world)).workflows).toEqual([
    {
      workflow_uuid: second,
      status: 'running',
      created_at: '2023-11-14T22:13:21.000Z',
      channels: ['sms'],
      summary: `${'x'.repeat(79)}…`,
    },
    {
      workflow_uuid: first,
      status: 'running',
      created_at: '2023-11-14T22:13:20.000Z',
      channels: ['messenger', 'sms'],
      summary: 'The lift is out of order.',
    },
  ])
})

test('page follows page until all have been seen once', async () => {
  const world = await startApi()
  const all: string[] = []
  for (let i = 0; i < 5; i += 1) all.push(await world.post())
  const seen: unknown[] = []
  let query: string | undefined = '?limit=2'
  for (let pages = 0; query !== undefined; pages += 1) {
    expect(pages).toBeLessThan(3)
    const { uuids, cursor } = await page(world, query)
    seen.push(...uuids)
    query = cursor === undefined ? undefined : `?limit=2&cursor=${cursor}`
  }
  expect([...seen].sort()).toEqual(all.sort())
})

test('a page that ends the list says so, also where it is full', async () => {
  const world = await startApi()
  for (let i = 0; i < 2; i += 1) await world.post()
  expect((await page(world, '?limit=2')).cursor).toBeUndefined()
  expect((await page(world, '?limit=1')).cursor).toEqual(expect.any(String))
})

test('a page has 50 workflows unless the client says how many', async () => {
  const world = await startApi()
  for (let i = 0; i < 51; i += 1) await world.post()
  expect((await page(world)).uuids).toHaveLength(50)
  expect((await page(world, '?limit=100')).uuids).toHaveLength(51)
})

test('filters pick by status and channel', async () => {
  const world = await startApi()
  const cancelled = await world.post()
  await world.ask({ method: 'POST', path: `/beta/workflows/${cancelled}/cancel` })
  const running = await world.post('shop', bodyOf(smsStep()))
  expect((await page(world, '?status=cancelled')).uuids).toEqual([cancelled])
  expect((await page(world, '?status=running')).uuids).toEqual([running])
  expect((await page(world, '?channel=messenger')).uuids).toEqual([cancelled])
  expect((await page(world, '?channel=messenger&status=running')).uuids).toEqual([])
})

test('a client lists its own workflows, the operator all', async () => {
  const world = await startApi()
  const ofShop = await world.post('shop')
  const ofClinic = await world.post('clinic')
  const ofBot = await world.create()
  expect((await page(world, '', 'shop')).uuids).toEqual([ofShop])
  expect((await page(world, '', 'operator')).uuids.sort()).toEqual([ofShop, ofClinic, ofBot].sort())
})

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test.each([
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['limit=ten', 'limit'],
  ['limit=', 'limit'],
  ['limit=1&limit=2', 'limit'],
  ['status=done', 'status'],
  ['status=unknown', 'status'],
  ['channel=fax', 'channel'],
  ['cursor=', 'cursor'],
  ['cursor=!', 'cursor'],
  [`cursor=${cursorOf(['now', 'x'])}`, 'cursor'],
  [`cursor=${cursorOf([1.5, 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'])}`, 'cursor'],
  ['state=running', 'state'],
])('%s is refused by name', async (query, name) => {
  const world = await startApi()
  const { status, answer } = await world.ask({ path: `/beta/workflows?${query}` })
  expect(status).toBe(400)
  expect(namesIn(answer)).toEqual([name])
})
