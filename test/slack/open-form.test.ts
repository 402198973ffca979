import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InboundMessages } from '../../src/bot/ports.ts'
import { openForm } from '../../src/slack/listeners/open-form.ts'
import { createWebClients } from '../../src/slack/web-clients.ts'
import { ALL, NOW } from './form-state.ts'

/** What was asked of the Web API, in order, and what it says to each method: the last answer again and again. */
let calls: { method: string; args: Record<string, string | undefined> }[] = []
let answers: Record<string, object[]> = {}
let bugs: string[] = []
let server: Server

/** The connection is cut instead of an answer. */
const LOST = {}

/** Slack takes no call for 30 s. */
const LIMITED = {}

beforeEach(async () => {
  calls = []
  bugs = []
  answers = { 'views.open': [{ ok: true, view: { id: 'V1', hash: 'h1' } }], 'views.update': [{ ok: true }] }
  server = createServer(async (request, response) => {
    const method = request.url?.slice(1) ?? ''
    const body = (await request.toArray()).join('')
    calls.push({ method, args: Object.fromEntries(new URLSearchParams(body)) })
    const [answer, ...later] = answers[method] ?? []
    if (later.length > 0) answers[method] = later
    if (answer === LOST) response.destroy()
    else if (answer === LIMITED) response.writeHead(429, { 'retry-after': '30' }).end()
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})

afterEach(() => server.close())

const nobody: Pick<InboundMessages, 'latestFrom' | 'recentWriters'> = {
  latestFrom: async () => undefined,
  recentWriters: async () => [],
}

/** Opens the form for somebody whose last settings, and who wrote lately, are read like this. */
function open({
  recent = async () => [],
  inbound = nobody,
}: {
  recent?: () => Promise<[]>
  inbound?: typeof nobody
} = {}) {
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const clients = createWebClients({ botToken: 'xoxb', apiUrl }, pino({ level: 'silent' }))
  return openForm(
    { triggerId: 'T', teamId: 'T1', userId: 'U1', conversationId: 'C1', threadTs: '1.2' },
    {
      clientsOf: async () => clients,
      list: { recent },
      inbound,
      senders: ALL,
      isSandbox: false,
      clock: { now: () => NOW, realMsUntil: () => 0 },
      reportBug: (_, where) => {
        bugs.push(where)
        return 'R1'
      },
    },
  )
}

const broken = async () => {
  throw new Error('the database is away')
}

test('something is shown at once, and becomes the form, which nothing newer is lost by', async () => {
  expect(await open()).toEqual({ type: 'done', value: undefined })
  expect(calls.map(({ method }) => method)).toEqual(['views.open', 'views.update'])
  expect(calls[0]?.args.view).not.toContain('form_text')
  expect(calls[1]?.args).toMatchObject({ view_id: 'V1', hash: 'h1' })
  expect(calls[1]?.args.view).toContain('form_text')
  expect(JSON.parse(calls[1]?.args.view ?? '{}').private_metadata).toContain('"conversationId":"C1","threadTs":"1.2"')
})

test('what cannot be read is left out of the form, and reported', async () => {
  expect(await open({ recent: broken, inbound: { latestFrom: broken, recentWriters: broken } })).toMatchObject({
    type: 'done',
  })
  expect(calls[1]?.args.view).toContain('m1_to')
  expect(bugs).toEqual(['the last settings for the form', 'what the form tells of who wrote to us'])
})

test('where nothing is shown, who asked can be told', async () => {
  answers['views.open'] = [{ ok: false, error: 'expired_trigger_id' }]
  expect(await open()).toEqual({ type: 'impossible', error: 'expired_trigger_id' })
  expect(calls).toHaveLength(1)
})

test.each<[string, object]>([
  ['whose answer is lost', LOST],
  ['that Slack can not take now', { ok: false, error: 'ratelimited' }],
])('what is shown becomes the form at a second try after one %s', async (_what, first) => {
  answers['views.update'] = [first, { ok: true }]
  expect(await open()).toEqual({ type: 'done', value: undefined })
  expect(calls.map(({ method }) => method)).toEqual(['views.open', 'views.update', 'views.update'])
  expect(calls[2]).toEqual(calls[1])
})

test('a first try that was done although its answer is lost leaves nothing to be told', async () => {
  answers['views.update'] = [LOST, { ok: false, error: 'hash_conflict' }]
  expect(await open()).toEqual({ type: 'done', value: undefined })
})

test('who has closed it is not told that it did not open', async () => {
  answers['views.update'] = [{ ok: false, error: 'not_found' }]
  expect(await open()).toEqual({ type: 'done', value: undefined })
  expect(calls).toHaveLength(2)
})

test.each<[string, object, object, number]>([
  ['is not answered twice', LOST, { type: 'unanswered' }, 3],
  ['may not be shown for a while', LIMITED, { type: 'postponed', retryAfterMs: 30_000 }, 2],
  ['is refused', { ok: false, error: 'view_too_large' }, { type: 'impossible', error: 'view_too_large' }, 2],
])('where the form %s, who asked can be told', async (_what, answer, outcome, count) => {
  answers['views.update'] = [answer]
  expect(await open()).toEqual(outcome)
  expect(calls).toHaveLength(count)
})
