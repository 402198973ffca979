import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InboundMessages } from '../../src/bot/ports.ts'
import { openForm } from '../../src/slack/listeners/open-form.ts'
import { createWebClients } from '../../src/slack/web-clients.ts'
import { ALL, NOW } from './form-state.ts'

/** What was asked of the Web API, in order, and what it says to each method. */
let calls: { method: string; args: Record<string, string | undefined> }[] = []
let answers: Record<string, object> = {}
let bugs: string[] = []
let server: Server

beforeEach(async () => {
  calls = []
  bugs = []
  answers = { 'views.open': { ok: true, view: { id: 'V1', hash: 'h1' } }, 'views.update': { ok: true } }
  server = createServer(async (request, response) => {
    const method = request.url?.slice(1) ?? ''
    const body = (await request.toArray()).join('')
    calls.push({ method, args: Object.fromEntries(new URLSearchParams(body)) })
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[method]))
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

test.each([
  ['views.open', 'expired_trigger_id', 1],
  ['views.update', 'not_found', 2],
])('where %s is refused, who asked can be told', async (method, error, count) => {
  answers[method] = { ok: false, error }
  expect(await open()).toEqual({ type: 'impossible', error })
  expect(calls).toHaveLength(count)
})
