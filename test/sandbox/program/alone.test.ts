import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { webApi } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readProgramOptions } from '../../../src/sandbox/program-options.ts'
import { type AloneFake, startAlone } from '../../../src/sandbox/start-alone.ts'
import { startReceiver } from '../messages-api/api-client.ts'
import { eventReader } from '../page/event-reader.ts'

let folder: string
let fake: AloneFake | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backstop-alone-'))
})
afterEach(async () => {
  await fake?.stop()
  fake = undefined
  rmSync(folder, { recursive: true })
})

/** Starts a fake alone, with a journal. */
async function start(...args: string[]): Promise<AloneFake> {
  const options = readProgramOptions([...args, '--journal', join(folder, 'journal')])
  if (!options) throw new Error('no options')
  fake = await startAlone(options)
  return fake
}

async function journalAfterStop(): Promise<{ request: { name: string } }[]> {
  await fake?.stop()
  fake = undefined
  return readFileSync(join(folder, 'journal'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('the fake Slack takes calls with the settings that it names, and keeps a journal', async () => {
  const { environment, controlUrl, controlToken } = await start('--slack-only')
  const client = new webApi.WebClient(environment.SLACK_BOT_TOKEN, { slackApiUrl: environment.SLACK_API_URL ?? '' })
  await client.chat.postMessage({ channel: 'C0INCIDENTS', text: 'hello' })
  expect(environment.SLACK_APP_TOKEN).toMatch(/^xapp-/)
  const state = await fetch(`${controlUrl}transcript`, { headers: { 'x-sandbox-token': controlToken } })
  expect(await state.text()).toContain('backstop: hello')
  expect((await journalAfterStop()).map(({ request }) => request.name)).toEqual(['chat.postMessage'])
})

test('the fake Messages API tells receipts to the app that it was told of, and knows magic recipients', async () => {
  const receiver = await startReceiver()
  const { environment, controlUrl, controlToken } = await start(
    '--messages-only',
    '--app-url',
    new URL(receiver.url).origin,
  )
  const { VONAGE_API_KEY: key, VONAGE_API_SECRET: secret } = environment
  const response = await fetch(`${environment.MESSAGES_API_URL}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
    },
    body: JSON.stringify({ channel: 'sms', message_type: 'text', to: '447700900901', from: 'Clinic', text: 'Hi' }),
  })
  expect(response.status).toBe(202)
  const events = await eventReader(`${controlUrl}events?token=${controlToken}`)
  while (receiver.received.length < 2) await events.until('{"type":"changed"}')
  await events.stop()
  expect(receiver.received.map(({ path, body }) => [path, body.status])).toEqual([
    ['/webhooks/status', 'submitted'],
    ['/webhooks/status', 'delivered'],
  ])
  const names = (await journalAfterStop()).map(({ request }) => request.name)
  expect(names).toContain('message over sms')
  await receiver.stop()
})
