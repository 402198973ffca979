import type { App } from '@slack/bolt'
import { afterEach, describe, expect, test } from 'vitest'
import { fakeSlackWithClock, startBoltApp } from './bolt-app.ts'
import { call } from './call.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function fakeSlack() {
  const { slack } = await fakeSlackWithClock({
    events: ['function_executed'],
    functions: [{ callbackId: 'send', title: 'Send a failover message' }],
  })
  stops.push(() => slack.stop())
  return slack
}

async function start(mode: 'http' | 'socket', register: (app: App) => void) {
  const slack = await fakeSlack()
  const app = await startBoltApp(slack, mode, register)
  stops.push(() => app.stop())
  return slack
}

describe.each(['http', 'socket'] as const)('a Bolt app over %s', (mode) => {
  test('ends the run of a function with the token that came with it, once', async () => {
    const slack = await start(mode, (app) =>
      app.function('send', async ({ inputs, complete }) => {
        await complete({ outputs: { outcome: `sent to ${inputs.to}` } })
      }),
    )
    const { delivery, executionId } = await slack.runFunction({ callbackId: 'send', inputs: { to: 'Ben' } })
    expect(delivery).toBe('acked')
    await slack.until((s) => s.functionExecutions()[0]?.status === 'completed')
    expect(slack.functionExecutions()).toMatchObject([{ id: executionId, outputs: { outcome: 'sent to Ben' } }])
    const again = { function_execution_id: executionId, error: 'no' }
    expect((await call(slack, 'functions.completeError', again)).error).toBe('execution_not_in_running_state')
  })

  test('says that it failed', async () => {
    const slack = await start(mode, (app) =>
      app.function('send', async ({ fail }) => {
        await fail({ error: 'the number is wrong' })
      }),
    )
    await slack.runFunction({ callbackId: 'send' })
    await slack.until((s) => s.functionExecutions()[0]?.status === 'failed')
    expect(slack.functionExecutions()).toMatchObject([{ error: 'the number is wrong' }])
  })
})

test('refuses what is no run, no output, or a token whose run is over', async () => {
  const slack = await fakeSlack()
  slack.setAppUrl('http://127.0.0.1:9')
  await expect(slack.runFunction({ callbackId: 'other' })).rejects.toThrow('no function other')
  const { executionId } = await slack.runFunction({ callbackId: 'send' })
  const token = `xwfp-sandbox-${executionId}`
  const complete = (args: object) => call(slack, 'functions.completeSuccess', { ...args }, token)
  expect((await complete({ function_execution_id: 'Fx0', outputs: {} })).error).toBe('function_execution_not_found')
  expect((await complete({ function_execution_id: executionId, outputs: [] })).error).toBe(
    'parameter_validation_failed',
  )
  expect((await complete({ function_execution_id: executionId })).error).toBe('invalid_arguments')
  expect((await complete({ function_execution_id: executionId, outputs: {} })).answer.ok).toBe(true)
  expect((await complete({ function_execution_id: executionId, outputs: {} })).error).toBe('invalid_auth')
})
