import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { send } from './api-client.ts'
import { startWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld({ controlToken: 'the-token' })
})
afterEach(() => world.stop())

const token = { 'x-sandbox-token': 'the-token' }
const control = (name: string, body: unknown = {}, headers: Record<string, string> = token) =>
  send(`${world.api.url}/control/${name}`, body, headers)

test('refuses what has no token, and names that are not loopback', async () => {
  expect((await control('hold', {}, {})).status).toBe(401)
  expect((await control('hold?token=the-token', {}, {})).status).toBe(401)
  const status = await new Promise((resolve, reject) => {
    const outgoing = request(`${world.api.url}/control/state`, { headers: { ...token, Host: 'evil.example:3000' } })
    outgoing.once('response', (response) => resolve(response.resume().statusCode)).once('error', reject)
    outgoing.end()
  })
  expect(status).toBe(403)
})

test('plays the phone and shows it', async () => {
  expect((await control('behaviour', { address: '447700900000', behaviour: { read: { afterMs: 5 } } })).status).toBe(
    200,
  )
  await world.viber()
  const { messageUuid } = world.onlyMessage()
  expect((await control('deliver', { messageUuid })).answer).toEqual({ ok: true })
  world.clock.at += 5
  await control('run-due')
  const response = await fetch(`${world.api.url}/control/state`, { headers: token })
  expect(await response.json()).toMatchObject({
    held: false,
    phones: [{ address: '447700900000', channel: 'viber_service', messages: [{ messageUuid, status: 'read' }] }],
  })
})

test('sets faults, holds and releases', async () => {
  await control('fault', { kind: '429', retryAfterSeconds: 3 })
  expect((await world.viber()).status).toBe(429)
  await control('hold')
  await world.viber()
  await control('reject', { messageUuid: world.onlyMessage().messageUuid, code: '1340' })
  expect(world.statuses()).toEqual([])
  await control('release', { order: 'reversed' })
  expect(world.statuses()).toEqual(['rejected', 'submitted'])
})

test.each([
  ['an unknown message', 'deliver', { messageUuid: 'none' }, 'No message none was accepted.'],
  ['a missing id', 'read', {}, 'messageUuid is missing.'],
  ['an unknown fault', 'fault', { kind: '418' }, 'kind must be one of'],
  ['a strange timing', 'behaviour', { address: '1', behaviour: { read: 'soon' } }, 'read must be'],
])('explains %s', async (_name, command, body, error) => {
  const { status, answer } = await control(command, body)
  expect(status).toBe(409)
  expect(answer).toMatchObject({ ok: false, error: expect.stringContaining(error) })
})

test('answers 404 to an unknown command, one of every object too', async () => {
  expect((await control('explode')).status).toBe(404)
  expect((await control('constructor')).status).toBe(404)
})

test('streams changes, with the token in the address', async () => {
  const abort = new AbortController()
  const response = await fetch(`${world.api.url}/control/events?token=the-token`, { signal: abort.signal })
  const reader = response.body?.getReader()
  const next = async () => Buffer.from((await reader?.read())?.value ?? []).toString()
  expect(await next()).toBe('data: {"type":"changed"}\n\n')
  await world.viber()
  expect(await next()).toContain('data: {"type":"changed"}\n\n')
  abort.abort()
})
