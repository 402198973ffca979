import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import jwt from 'jsonwebtoken'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../src/failover/report.ts'
import { type RunningServer, startServer } from '../../src/http/server.ts'
import { signatureKey } from '../../src/signing/webhook-signature.ts'
import { createWebhookReceiver, type SignedWebhook, WEBHOOK_BYTES_MAX } from '../../src/webhooks/receive.ts'

const SECRET = 'signature-secret-of-32-characters'
const OLD_SECRET = 'old-signature-secret-of-32-chars-'
const NOW_SECONDS = 1_800_000_000
/** Business time, which has nothing to do with the age of signatures. */
const RECEIVED_AT = 5_000_000
const REPORT: Report = { type: 'status', messageUuid: 'uuid', status: 'delivered' }
const BODY = '{"known":true}'

let server: RunningServer
let saved: SignedWebhook[]
let alerts: string[]
let errors: unknown[]
let save: (webhook: SignedWebhook) => Promise<void>

beforeEach(async () => {
  saved = []
  alerts = []
  errors = []
  save = async (webhook) => {
    saved.push(webhook)
  }
  const receive = createWebhookReceiver({
    keys: [SECRET, OLD_SECRET].map(signatureKey),
    read: (body) => (JSON.stringify(body) === BODY ? REPORT : undefined),
    save: (webhook) => save(webhook),
    clock: { now: () => RECEIVED_AT, realMsUntil: () => 0 },
    realNow: () => NOW_SECONDS * 1000,
    alerts: {
      webhookRefused: ({ verdict }) => alerts.push(verdict),
      webhookNotUnderstood: () => alerts.push('not understood'),
    },
  })
  const onError = (error: unknown) => errors.push(error)
  server = await startServer({ host: '127.0.0.1', port: 0, handle: receive, onError })
})

afterEach(() => server.stop(0))

function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}

function sign(body: string, claims: Record<string, unknown> = {}, secret = SECRET): string {
  return jwt.sign(JSON.stringify({ iat: NOW_SECONDS, payload_hash: hashOf(body), ...claims }), secret)
}

async function post(body: string, token: string | undefined = sign(body)): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) }
  const response = await fetch(server.url, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}

test('200 means saved: the raw body, its token, its hash, what it says and when it came', async () => {
  const token = sign(BODY)
  expect(await post(BODY, token)).toEqual({ status: 200, text: '' })
  expect(saved).toEqual([{ dedupeKey: hashOf(BODY), body: BODY, token, report: REPORT, receivedAt: RECEIVED_AT }])
  expect(alerts).toEqual([])
})

test('200 comes only after the save has ended', async () => {
  const commit = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  save = () => {
    begun.resolve()
    return commit.promise
  }
  let answered = false
  const answer = post(BODY).then((got) => {
    answered = true
    return got
  })
  await begun.promise
  expect(answered).toBe(false)
  commit.resolve()
  expect((await answer).status).toBe(200)
})

test('one that is not understood is saved without a report, and somebody is told', async () => {
  expect((await post('["new"]')).status).toBe(200)
  expect(saved).toEqual([expect.not.objectContaining({ report: expect.anything() })])
  expect(alerts).toEqual(['not understood'])
})

test('the same body signed anew is the same webhook', async () => {
  await post(BODY, sign(BODY, { jti: 'one' }))
  await post(BODY, sign(BODY, { jti: 'two' }))
  expect(new Set(saved.map(({ token }) => token)).size).toBe(2)
  expect(new Set(saved.map(({ dedupeKey }) => dedupeKey)).size).toBe(1)
})

test('the old secret is good while it is being rotated', async () => {
  expect((await post(BODY, sign(BODY, {}, OLD_SECRET))).status).toBe(200)
})

describe('nothing is saved and somebody is told of', () => {
  test.each([
    ['an unsigned one, which is to be repeated', '', 503, 'unsigned'],
    ['one by another secret', sign(BODY, {}, 'another-secret-of-32-characters-'), 401, 'forged'],
    ['one that is no token', 'token', 401, 'forged'],
    ['a signature of another body', sign('{}'), 401, 'other body'],
    ['a signature that is too old', sign(BODY, { iat: NOW_SECONDS - 25 * 3600 - 1 }), 401, 'too old'],
    ['a signature from the future', sign(BODY, { iat: NOW_SECONDS + 301 }), 401, 'from the future'],
  ])('%s', async (_name, token, status, verdict) => {
    const answer = await post(BODY, token)
    expect(answer.status).toBe(status)
    expect(answer.text).not.toContain(SECRET)
    expect(saved).toEqual([])
    expect(alerts).toEqual([verdict])
  })
})

test('a signed body that is no JSON is refused', async () => {
  expect((await post('status=delivered')).status).toBe(400)
  expect(saved).toEqual([])
})

test('what can not be saved is answered 5xx, so that it comes again', async () => {
  save = () => Promise.reject(new Error('disk full'))
  expect((await post(BODY)).status).toBe(500)
  expect(errors).toEqual([new Error('disk full')])
})

test('a body that is too long is answered 413 before it is all there', async () => {
  const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${10 * WEBHOOK_BYTES_MAX}\r\n\r\n`
  const socket = connect(server.port, '127.0.0.1')
  const answer = new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (data) => {
      text += data.toString()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', () => {})
  })
  socket.write(head + 'x'.repeat(WEBHOOK_BYTES_MAX + 1))
  expect(await answer).toMatch(/^HTTP\/1\.1 413 /)
  expect(saved).toEqual([])
})

test('one whose sender goes away is not saved, and is no bug', async () => {
  const socket = connect(server.port, '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{')
  socket.end()
  socket.resume()
  await closed
  expect(saved).toEqual([])
  expect(errors).toEqual([])
})
