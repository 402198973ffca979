import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BackstopProcess, createBackstopProcess } from '../../../src/sandbox/backstop-process.ts'
import { createCredentials } from '../../../src/sandbox/credentials.ts'
import { SENDERS, sandboxEnvironment } from '../../../src/sandbox/environment.ts'
import { type FakeMessagesApi, startFakeMessagesApi } from '../../../src/sandbox/messages-api/fake-messages-api.ts'
import { createSandboxClock, type SandboxClock } from '../../../src/sandbox/sandbox-clock.ts'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { startFakeSlack } from '../../../src/sandbox/slack/start-fake-slack.ts'
import { freePort } from '../../e2e/free-port.ts'
import { readRowsOf } from '../../e2e/rows.ts'

const START_AT = Date.UTC(2026, 10, 21, 22, 0, 0)

let folder: string
let clock: SandboxClock
let slack: FakeSlack
let phones: FakeMessagesApi
let port: number
let environment: Record<string, string>
const credentials = createCredentials()
const running: BackstopProcess[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backstop-'))
  clock = createSandboxClock({ startAt: START_AT })
  clock.setRate(0)
  slack = await startFakeSlack({ ...credentials, now: clock.now })
  phones = await startFakeMessagesApi({
    now: clock.now,
    application: { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem },
    account: credentials,
  })
  port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  slack.setAppUrl(publicUrl)
  environment = sandboxEnvironment({
    addresses: { slackApiUrl: slack.apiUrl, messagesApiUrl: phones.url, publicUrl },
    credentials,
    receiver: 'http',
    databaseUrl: join(folder, 'backstop.db'),
    port,
  })
})
afterEach(async () => {
  for (const backstop of running.splice(0)) await backstop.kill()
  await Promise.all([slack.stop(), phones.stop()])
  rmSync(folder, { recursive: true, force: true })
})

function createBackstop(changes: Record<string, string> = {}): BackstopProcess {
  const secrets = [credentials.botToken, credentials.signingSecret, credentials.signatureSecret]
  const backstop = createBackstopProcess({ environment: { ...environment, ...changes }, clock, secrets })
  running.push(backstop)
  return backstop
}

/** A Messenger message that is to be read within ten minutes, then an SMS. */
const BODY = {
  template: 'failover',
  workflow: [
    {
      from: { type: 'messenger', id: SENDERS.MESSENGER_FROM },
      to: { type: 'messenger', id: '2345678901234567' },
      message: { content: { type: 'text', text: 'Flood' } },
      failover: { expiry_time: 600, condition_status: 'read' },
    },
    {
      from: { type: 'sms', number: SENDERS.SMS_FROM },
      to: { type: 'sms', number: '447700900000' },
      message: { content: { type: 'text', text: 'Flood' } },
    },
  ],
}

async function postWorkflow(): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${credentials.apiKey}:${credentials.apiSecret}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json' }
  const url = `http://127.0.0.1:${port}/beta/workflows`
  expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(BODY) })).status).toBe(202)
}

/** Waits for the receipt of the first message, after which only its deadline is left to wait for. */
async function untilSubmitted(): Promise<void> {
  await phones.until(() => phones.webhooks().some(({ state }) => state === 'answered'))
}

test('keeps the time it is told, through kills, and marks all that it does', async () => {
  const backstop = createBackstop()
  expect(backstop.state()).toMatchObject({ status: 'down', starts: 0, log: [] })
  await backstop.start()
  expect(backstop.state()).toMatchObject({ status: 'running', starts: 1, pid: expect.any(Number) })

  await postWorkflow()
  await untilSubmitted()
  expect(await backstop.ask({ about: 'next deadline' })).toBe(START_AT + 600_000)

  await backstop.kill()
  expect(backstop.state()).toMatchObject({
    status: 'down',
    exit: { code: null, signal: 'SIGKILL' },
    downSinceAt: START_AT,
    downForMs: expect.any(Number),
  })
  await expect(backstop.ask({ about: 'next deadline' })).rejects.toThrow('not running')
  await backstop.restart()
  expect(backstop.state()).toMatchObject({ status: 'running', starts: 2, exit: { signal: 'SIGKILL' } })

  clock.advance(600_000)
  await phones.until(() => phones.messages().some(({ channel }) => channel === 'sms'))
  const workflows = await backstop.ask({ about: 'workflows', limit: 10 })
  expect(workflows).toMatchObject([
    { createdAt: START_AT, current: 1, messages: [{ channel: 'messenger', left: 'expired' }, { channel: 'sms' }] },
  ])

  await backstop.stop()
  expect(backstop.state()).toMatchObject({ status: 'down', exit: { code: 0 } })
  const { workflows: rows, events, receipts } = await readRowsOf(environment.DATABASE_URL ?? '')
  const marks = [...rows, ...events, ...receipts].map(({ sandbox }) => sandbox)
  expect(marks.length).toBeGreaterThan(3)
  expect(new Set(marks)).toEqual(new Set([1]))
})

test('keeps writers waiting while its database is locked', async () => {
  const backstop = createBackstop()
  await backstop.start()
  const order: string[] = []
  const locked = backstop.ask({ about: 'lock database', forMs: 100 }).then(() => order.push('unlocked'))
  await postWorkflow()
  order.push('saved')
  await locked
  expect(order).toEqual(['unlocked', 'saved'])
})

test('says which port is taken', async () => {
  await createBackstop().start()
  const second = createBackstop({ DATABASE_URL: join(folder, 'second.db') })
  await expect(second.start()).rejects.toMatchObject({ name: 'BackstopFailure', port })
  expect(second.state()).toMatchObject({ status: 'down', exit: { code: 1 } })
})

test('keeps what it wrote, without its secrets', async () => {
  const backstop = createBackstop({
    SLACK_BOT_TOKEN: 'xoxb-other',
    DATABASE_URL: `/nonesuch/${credentials.botToken}/x.db`,
  })
  await expect(backstop.start()).rejects.toThrow()
  expect(backstop.state().log.join()).toContain('/nonesuch/[hidden]/x.db')
  expect(JSON.stringify(backstop.state())).not.toContain(credentials.botToken)
})
