import { expect, test } from 'vitest'
import { type ApiWorld, type ClientName, startApi } from './api-world.ts'

const EXPLAINED = expect.any(String)

function redact(world: ApiWorld, uuid: string, client: ClientName = 'operator') {
  return world.ask({ method: 'POST', path: `/beta/workflows/${uuid}/redact`, client })
}

function cancel(world: ApiWorld, uuid: string) {
  return world.ask({ method: 'POST', path: `/beta/workflows/${uuid}/cancel` })
}

/** All that the API shows of a workflow. */
async function shown(world: ApiWorld, uuid: string): Promise<string> {
  const paths = [`/beta/workflows/${uuid}`, `/beta/workflows/${uuid}/evidence`, '/beta/workflows']
  const answers = await Promise.all(paths.map((path) => world.ask({ path })))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  return answers.map(({ text }) => text).join()
}

/** A workflow that was cancelled after its first message was sent, and what of it must not stay. */
async function ended(world: ApiWorld) {
  const uuid = await world.post()
  await world.handleDue(uuid)
  await cancel(world, uuid)
  await world.handleDue(uuid)
  const [first, last] = world.sent.concat().map(({ message }) => message)
  if (!first || last) throw new Error('one message was to be sent')
  const text = first.content.type === 'text' ? first.content.text : ''
  return { uuid, personal: [first.to, text] }
}

test('the operator redacts an ended workflow: no answer has its recipient or text any more', async () => {
  const world = await startApi()
  const { uuid, personal } = await ended(world)
  const before = await shown(world, uuid)
  for (const part of personal) expect(before).toContain(part)
  const { status, answer } = await redact(world, uuid)
  expect([status, answer]).toEqual([200, { result: 'redacted', detail: EXPLAINED }])
  const after = await shown(world, uuid)
  for (const part of personal) expect(after).not.toContain(part)
  expect((await redact(world, uuid)).answer.result).toBe('redacted')
})

test('a workflow that runs is left as it is', async () => {
  const world = await startApi()
  const uuid = await world.post()
  const before = await world.ask({ path: `/beta/workflows/${uuid}` })
  const { status, answer } = await redact(world, uuid)
  expect([status, answer]).toEqual([200, { result: 'still_running', detail: EXPLAINED }])
  expect((await world.ask({ path: `/beta/workflows/${uuid}` })).answer).toEqual(before.answer)
})

test('nobody but the operator redacts, not even whose workflow it is', async () => {
  const world = await startApi()
  const { uuid } = await ended(world)
  const before = await shown(world, uuid)
  for (const client of ['shop', 'clinic'] as const) {
    const { status, answer } = await redact(world, uuid, client)
    expect([status, answer.detail]).toEqual([404, `ID '${uuid}' does not exist, or you do not have access`])
  }
  const notYet = (text: string) => text.replace(/"exported_?[aA]t":\s*"[^"]*"/, '')
  expect(notYet(await shown(world, uuid))).toBe(notYet(before))
})

test.each(['aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab', 'no-uuid'])('there is nothing to redact at %s', async (uuid) => {
  const world = await startApi()
  expect((await redact(world, uuid)).status).toBe(404)
})
