import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import type { NotificationRequest } from '../../src/bot/bot.ts'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import { registerSendStep, SEND_STEP } from '../../src/slack/listeners/send-step.ts'
import type { Senders } from '../../src/slack/notify-text.ts'
import { createWebClients } from '../../src/slack/web-clients.ts'
import { BOT_TOKEN, fakeSlackWithClock, startBoltApp } from '../sandbox/slack/bolt-app.ts'

const INPUTS = { recipient: '447700900000', text: 'The server room is flooding', asked_by: 'U0ADA' }

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** How the app begins what a step asks for, and in which of Slack's modes it runs. */
interface Begin {
  start?: (request: NotificationRequest) => Promise<{ id: string }>
  senders?: Senders
  mode?: 'http' | 'socket'
}

/** A workflow has come to the step of an app that begins it so. */
async function comeToStep(
  { start = async () => ({ id: 'n1' }), senders = { sms: '447700900099' }, mode = 'http' }: Begin,
  { inputs = {}, fault }: { inputs?: object; fault?: Parameters<FakeSlack['fault']>[0] } = {},
) {
  const { slack, advance } = await fakeSlackWithClock({
    events: ['function_executed'],
    functions: [{ callbackId: SEND_STEP, title: 'Send a failover message' }],
    ackTimeoutMs: 300,
  })
  stops.push(() => slack.stop())
  const bugs: unknown[] = []
  const clients = createWebClients({ botToken: BOT_TOKEN, apiUrl: slack.apiUrl }, pino({ level: 'silent' }))
  const app = await startBoltApp(slack, mode, (bolt) =>
    registerSendStep(bolt, {
      bot: { start },
      senders,
      clientsOf: async () => clients,
      reportBug: (error) => `ref-${bugs.push(error)}`,
    }),
  )
  stops.push(() => app.stop())
  if (fault) slack.fault(fault)
  await slack.runFunction({ callbackId: SEND_STEP, inputs: { ...INPUTS, ...inputs } })
  return {
    slack,
    bugs,
    step: () => slack.functionExecutions()[0],
    /** What Slack has delivered, and whether it was acknowledged. */
    deliveries: () => slack.journal().flatMap((entry) => (entry.kind === 'delivery' ? [entry.status] : [])),
    told: () => slack.journal().filter((entry) => entry.kind === 'web_api' && /^functions\./.test(entry.method)).length,
    async deliverAgainAfter(seconds: number) {
      advance(seconds * 1000)
      await slack.runDue()
    },
  }
}

const BUG = new TypeError('undefined is not a function')

test('a bug after the notification was saved is over when Slack delivers the step again', async () => {
  const keys: string[] = []
  const { step, bugs, deliveries, told } = await comeToStep({
    async start({ key }) {
      keys.push(key)
      if (keys.length === 1) throw BUG
      return { id: 'n1' }
    },
  })
  expect(deliveries()).toEqual(['operation_timeout', 'acked'])
  expect(keys).toEqual([`step:${step()?.id}`, `step:${step()?.id}`])
  expect(step()).toMatchObject({ status: 'running' })
  expect(bugs).toEqual([BUG])
  expect(told()).toBe(0)
})

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  test('a bug that lasts fails the step at the last delivery, without a word that nothing was sent', async () => {
    const start = () => Promise.reject(BUG)
    const { step, bugs, deliveries, told, deliverAgainAfter } = await comeToStep({ start, mode })
    await deliverAgainAfter(60)
    expect(step()).toMatchObject({ status: 'running' })
    expect(told()).toBe(0)
    await deliverAgainAfter(300)
    expect(deliveries()).toEqual(['operation_timeout', 'operation_timeout', 'operation_timeout', 'acked'])
    expect(step()).toMatchObject({
      status: 'failed',
      error:
        'Not known whether it was sent: something went wrong on our side (reference ref-4). Ask the person before you run the workflow again.',
    })
    expect(bugs).toEqual([BUG, BUG, BUG, BUG])
  })
})

test('a bug while the inputs are read fails the step at once, since nothing can have been sent', async () => {
  const senders: Senders = {
    get sms(): string {
      throw BUG
    },
  }
  const { step, bugs, deliveries } = await comeToStep({ senders })
  expect(deliveries()).toEqual(['acked'])
  expect(step()).toMatchObject({ status: 'failed', error: expect.stringMatching(/^Nothing was sent: .*ref-1/) })
  expect(bugs).toEqual([BUG])
})

test('a mistake that Slack takes for no end of the step, for good, is not told again', async () => {
  const fault = { method: 'functions.completeError', error: 'parameter_validation_failed' }
  const { deliveries, told } = await comeToStep({}, { inputs: { recipient: 'Ben' }, fault })
  expect(deliveries()).toEqual(['acked'])
  expect(told()).toBe(1)
})

test('a mistake that Slack could not be told is told when it delivers the step again', async () => {
  const fault = { method: 'functions.completeError', httpStatus: 503 }
  const { step, deliveries } = await comeToStep({}, { inputs: { recipient: 'Ben' }, fault })
  expect(deliveries()).toEqual(['operation_timeout', 'acked'])
  expect(step()).toMatchObject({ status: 'failed', error: expect.stringContaining('“Recipient”') })
})
