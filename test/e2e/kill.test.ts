import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Fact } from '../../src/failover/fact.ts'
import { createCredentials } from '../../src/sandbox/credentials.ts'
import { SENDERS, sandboxEnvironment } from '../../src/sandbox/environment.ts'
import { type FakeMessagesApi, startFakeMessagesApi } from '../../src/sandbox/messages-api/fake-messages-api.ts'
import { startFakeSlack } from '../../src/sandbox/slack/start-fake-slack.ts'
import { basic, postWorkflow } from './api-client.ts'
import { createFastClock } from './fast-clock.ts'
import { freePort } from './free-port.ts'
import { createProductProcess, type ProductProcess } from './product-process.ts'
import { type Rows, readRowsOf } from './rows.ts'
import type { World } from './world.ts'

const WORKFLOWS = 200
/** How many clients post them, each one after the other. */
const CLIENTS = 16
const KILLS = 4
/** Chooses the moments of the kills; another one tells another story. */
const SEED = 20261121
/** Business time runs so many times as fast as real time. */
const CLOCK_FACTOR = 25

/** What the Messenger of a workflow's person does, by the last digit of the PSID. */
const KINDS = ['read', 'rejected', 'never read'] as const

test('a product that is killed again and again ends every workflow as it should, and sends nothing twice unsaid', async () => {
  const startedAt = Date.now()
  const clock = createFastClock(startedAt, CLOCK_FACTOR)
  const folder = mkdtempSync(join(tmpdir(), 'backstop-kill-'))
  const databaseUrl = join(folder, 'backstop.db')
  const credentials = createCredentials()
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const slack = await startFakeSlack({ ...credentials, now: clock.now })
  const phones = await startFakeMessagesApi({
    now: clock.now,
    application: { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem },
    account: credentials,
    requestsPerSecond: Number.POSITIVE_INFINITY,
    behaviour: { deliver: 'at once' },
    autoRun: true,
  })
  const addresses = { slackApiUrl: slack.apiUrl, messagesApiUrl: phones.url, publicUrl }
  const product = createProductProcess({
    ...sandboxEnvironment({ addresses, credentials, receiver: 'http', databaseUrl, port }),
    MESSAGES_PER_SECOND: '100000',
    API_REQUESTS_PER_SECOND: '100000',
    LOG_LEVEL: 'error',
    CLOCK_STARTED_AT: String(startedAt),
    CLOCK_FACTOR: String(CLOCK_FACTOR),
  })
  try {
    await product.start()
    const places = Array.from({ length: WORKFLOWS }, (_, place) => place)
    const post = async () => {
      for (let place = places.pop(); place !== undefined; place = places.pop()) {
        setPhones(phones, place)
        await postUntilTaken({ publicUrl, credentials }, product, bodyOf(place))
      }
    }
    const posting = Promise.all(Array.from({ length: CLIENTS }, post))
    for (const count of killMoments()) {
      await phones.until(() => phones.requests().length >= count)
      await product.kill()
      await product.start()
    }
    await posting
    const rows = await untilAllEnded(product, phones, databaseUrl)
    expect(rows.workflows.length).toBeGreaterThanOrEqual(WORKFLOWS)
    for (const { uuid, messages, status } of rows.workflows) {
      expect(status, uuid).toBe('completed')
      expectGoodStory(storyOf(uuid, JSON.parse(messages)[0].to, rows, phones))
    }
  } finally {
    await product.kill()
    await Promise.all([slack.stop(), phones.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
})

function psidOf(place: number): string {
  return `23456789${String(place).padStart(6, '0')}${place % KINDS.length}`
}

function setPhones(phones: FakeMessagesApi, place: number): void {
  const kind = KINDS[place % KINDS.length]
  if (kind === 'read') phones.setBehaviour(psidOf(place), { read: 'at once' })
  if (kind === 'rejected') phones.setBehaviour(psidOf(place), { reject: { code: '1300' } })
}

function bodyOf(place: number): string {
  const content = { type: 'text', text: `Flood ${place}` }
  return JSON.stringify({
    template: 'failover',
    workflow: [
      {
        from: { type: 'messenger', id: SENDERS.MESSENGER_FROM },
        to: { type: 'messenger', id: psidOf(place) },
        message: { content },
        failover: { expiry_time: 15, condition_status: 'read' },
      },
      {
        from: { type: 'sms', number: SENDERS.SMS_FROM },
        to: { type: 'sms', number: `4477009${String(place).padStart(5, '0')}` },
        message: { content },
      },
    ],
  })
}

/** Posts again until there is an answer, as a client must: it may become two workflows. */
async function postUntilTaken(
  api: Pick<World, 'publicUrl' | 'credentials'>,
  product: ProductProcess,
  body: string,
): Promise<void> {
  for (;;) {
    await product.running()
    const answer = await postWorkflow(api, basic(api), body).catch(() => undefined)
    if (answer?.status === 202) return
    if (answer) throw new Error(`${answer.status} ${answer.body}`)
  }
}

/** Counts of requests to the Messages API at which the product is killed. */
function killMoments(): number[] {
  let state = SEED
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: KILLS }, (_, kill) => Math.ceil(((kill + next()) * WORKFLOWS * 1.2) / KILLS))
}

async function untilAllEnded(product: ProductProcess, phones: FakeMessagesApi, databaseUrl: string): Promise<Rows> {
  let uuids = phones.requests().map(({ body }) => workflowOf(JSON.parse(body).client_ref))
  for (;;) {
    await product.untilEnded([...new Set(uuids)])
    await product.stop()
    const rows = await readRowsOf(databaseUrl)
    const running = rows.workflows.filter(({ status }) => status === 'running')
    if (running.length === 0) return rows
    uuids = running.map(({ uuid }) => uuid)
    await product.start()
  }
}

function workflowOf(clientRef: string): string {
  return clientRef.split(':')[0] ?? ''
}

/** What happened to one workflow: by our own facts, by what lies on the phones, and by the receipts that we saved. */
interface Story {
  kind: (typeof KINDS)[number] | undefined
  facts: Fact[]
  /** The references of the messages that the phones got. */
  sent: string[]
  /** When the first `read` was saved. */
  readAt: number
}

function storyOf(uuid: string, psid: string, rows: Rows, phones: FakeMessagesApi): Story {
  const events = rows.events.filter((event) => event.workflow_uuid === uuid)
  const reads = rows.receipts.filter((receipt) => receipt.workflow_uuid === uuid && receipt.body.includes('"read"'))
  return {
    kind: KINDS[Number(psid.at(-1))],
    facts: events.map(({ type, data }) => ({ type, ...JSON.parse(data) }) as Fact),
    sent: phones.messages().flatMap(({ clientRef = '' }) => (workflowOf(clientRef) === uuid ? [clientRef] : [])),
    readAt: Math.min(...reads.map((receipt) => receipt.received_at)),
  }
}

function expectGoodStory({ kind, facts, sent, readAt }: Story): void {
  const story = JSON.stringify({ kind, facts, sent, readAt }, null, 1)
  expect(
    facts.filter(({ type }) => type === 'ended'),
    story,
  ).toHaveLength(1)
  const sentOf = (index: number) => sent.filter((clientRef) => clientRef.split(':')[1] === String(index))
  // One that was maybe sent, and was not, is not sent again once its time is over.
  if (!facts.some((fact) => isUnanswered(fact, 0))) expect(sentOf(0), story).not.toEqual([])
  if (kind !== 'read') expect(sentOf(1).length, story).toBeGreaterThanOrEqual(1)
  const deadlines = facts.flatMap((fact) => ('deadlineAt' in fact && fact.index === 0 ? [fact.deadlineAt] : []))
  if (kind === 'read' && readAt <= Math.min(...deadlines)) expect(sentOf(1), story).toEqual([])
  for (const index of [0, 1]) {
    const attempts = facts.flatMap((fact) => (fact.type === 'attempt' && fact.index === index ? [fact] : []))
    expect(sentOf(index).length, story).toBeLessThanOrEqual(attempts.length)
    const isToldAsAgain = attempts.some(({ again }) => again) && facts.some((fact) => isUnanswered(fact, index))
    if (!isToldAsAgain) expect(sentOf(index).length, story).toBeLessThanOrEqual(1)
    expect(sentOf(index).length, story).toBeLessThanOrEqual(2)
  }
}

function isUnanswered(fact: Fact, index: number): boolean {
  return fact.type === 'unanswered' && fact.index === index
}
