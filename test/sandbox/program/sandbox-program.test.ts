import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ProgramOptions, readProgramOptions } from '../../../src/sandbox/program-options.ts'
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { freePort } from '../../e2e/free-port.ts'
import { eventReader } from '../page/event-reader.ts'

let folder: string
let options: ProgramOptions
let sandbox: Sandbox
let token: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backstop-program-'))
  const args = [
    '--port',
    `${await freePort()}`,
    '--app-port',
    `${await freePort()}`,
    '--journal',
    join(folder, 'journal'),
  ]
  const read = readProgramOptions(args)
  if (!read) throw new Error('no options')
  options = read
  sandbox = await startSandbox(options)
  const html = await (await fetch(sandbox.pageUrl)).text()
  token = /name="sandbox-token" content="([\w-]{20,})"/.exec(html)?.[1] ?? ''
})
afterAll(async () => {
  await sandbox.stop()
  rmSync(folder, { recursive: true })
})

/** What the tests read of any answer. */
interface Answer {
  now: number
  workflows: { nextAt: number; messages: { status?: string }[]; outcome?: { status: string } }[]
  entries: { request?: { name: string }; text?: string }[]
  steps: { state: string }[]
  faults: { id: string; struck: number }[]
  magicRecipients: object[]
}

async function call(path: string, body?: object) {
  const response = await fetch(`${sandbox.pageUrl}${path}`, {
    headers: { 'content-type': 'application/json', 'x-sandbox-token': token },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  const answer: Answer = JSON.parse(await response.text())
  return { status: response.status, body: answer }
}

/** Resolves when `path` answers so that `predicate` holds; looks again at each change. */
async function until(path: string, predicate: (body: Answer) => boolean) {
  const events = await eventReader(`${sandbox.pageUrl}/events?also=timeline&token=${token}`)
  while (!predicate((await call(path)).body)) await events.until('{"changed":"timeline"}')
  await events.stop()
}

test('a message goes unread, Backstop is killed meanwhile, and the SMS goes at the deadline', async () => {
  expect((await call('/clock', { rate: 0 })).status).toBe(200)
  expect(await call('/clock', { toNextDeadline: true })).toEqual({
    status: 409,
    body: { error: 'no workflow waits for anything' },
  })
  const command = {
    userId: 'U0ADA',
    conversationId: 'C0INCIDENTS',
    text: '/notify 447700900902 Flood in the server room',
  }
  expect((await call('/slack/control/type-command', command)).status).toBe(200)
  await until('/workflows', ({ workflows }) => workflows[0]?.messages[0]?.status === 'submitted')

  expect((await call('/backstop', { action: 'kill' })).body).toMatchObject({
    status: 'down',
    exit: { signal: 'SIGKILL' },
  })
  expect((await call('/clock', { toNextDeadline: true })).status).toBe(409)
  expect((await call('/workflows')).status).toBe(409)
  expect((await call('/backstop', { action: 'start' })).body).toMatchObject({ status: 'running', starts: 2 })

  const before = (await call('/clock')).body.now
  const nextAt = (await call('/workflows')).body.workflows[0]?.nextAt
  expect(nextAt).toBeGreaterThan(before)
  expect((await call('/clock', { toNextDeadline: true })).body.now).toBe(nextAt)

  const { entries } = (await call('/timeline?after=0')).body
  const names = entries.map(({ request }) => request?.name)
  expect(names).toContain('/notify')
  expect(names).toContain('message over sms')
  expect(readFileSync(join(folder, 'journal'), 'utf8')).toContain('"name":"message over sms"')
})

test('a script sets faults and plays people: Backstop is killed when a message has just been taken, and comes back', async () => {
  const text = '/notify 447700900901 Fire in the server room'
  const script = {
    seed: 7,
    steps: [
      { afterSeconds: 0, post: '/clock', body: { rate: 100 } },
      { afterSeconds: 0, post: '/faults', body: { id: 'backstop-killed', count: 1 } },
      { afterSeconds: 0, post: '/faults', body: { id: 'database-locked', forMs: 20 } },
      {
        afterSeconds: 0,
        post: '/slack/control/type-command',
        body: { userId: 'U0BEN', conversationId: 'C0RANDOM', text },
      },
      { afterSeconds: 0, post: '/phones/control/deliver', body: { address: '447700900901' } },
      { afterSeconds: 0, post: '/phones/control/read', body: { messageUuid: 'none' } },
    ],
  }
  expect((await call('/script', script)).status).toBe(200)
  await until('/timeline?after=0', ({ entries }) => entries.some((entry) => entry.text === 'Backstop runs again'))
  await until('/workflows', ({ workflows }) => workflows[0]?.outcome?.status === 'completed')
  expect((await call('/script')).body.steps.map(({ state }) => state)).toEqual([
    'done',
    'done',
    'done',
    'done',
    'done',
    'failed',
  ])
  const { faults } = (await call('/faults')).body
  const struck = faults.filter((fault) => fault.struck > 0).map(({ id }) => id)
  expect(struck).toEqual(['backstop-killed', 'database-locked'])
  expect((await call('/faults', { id: 'api-500', count: 0 })).status).toBe(400)
})

test('tells what its magic recipients do, and refuses what it can’t read', async () => {
  expect((await call('/about')).body.magicRecipients).toContainEqual(
    expect.objectContaining({ address: '447700900903', does: 'rejected at once with 1300' }),
  )
  expect((await call('/backstop', { action: 'explode' })).status).toBe(400)
  expect((await call('/timeline?after=x')).status).toBe(400)
})

test('a second one says which port is taken, and leaves nothing behind', async () => {
  await expect(startSandbox({ ...options, port: 0 })).rejects.toMatchObject({ port: options.appPort })
  await expect(startSandbox(options)).rejects.toMatchObject({ port: options.port })
})
