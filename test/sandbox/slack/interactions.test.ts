import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import type { JsonObject } from '../../../src/sandbox/slack/json.ts'
import { fakeSlackWithClock } from './bolt-app.ts'
import { call, plain } from './call.ts'
import { type ScriptedApp, startScriptedApp } from './scripted-app.ts'

const ADA = { userId: 'U0ADA' }
const THERE = { conversationId: 'C0INCIDENTS' }
let slack: FakeSlack
let app: ScriptedApp
let advance: (ms: number) => void

beforeEach(async () => {
  app = await startScriptedApp()
  const started = await fakeSlackWithClock({
    appUrl: app.url,
    shortcuts: [
      { type: 'global', callbackId: 'new', name: 'New' },
      { type: 'message', callbackId: 'forward', name: 'Forward' },
    ],
  })
  slack = started.slack
  advance = started.advance
})

afterEach(async () => {
  await slack.stop()
  await app.stop()
})

async function newResponseUrl(): Promise<string> {
  await slack.typeCommand({ ...ADA, ...THERE, text: '/notify' })
  return String(app.last('/notify').response_url)
}

describe('a slash command', () => {
  test('carries the fields of a form post and hides the names of closed conversations', async () => {
    await slack.typeCommand({ ...ADA, conversationId: 'C0LEADERSHIP', text: '/notify  Ben now' })
    expect(app.last('/notify')).toMatchObject({
      text: 'Ben now',
      user_id: 'U0ADA',
      channel_id: 'C0LEADERSHIP',
      channel_name: 'privategroup',
      team_id: 'T0SANDBOX',
      is_enterprise_install: 'false',
    })
  })

  test('is refused by the client where it is unknown or the user is not there', async () => {
    const outcome = await slack.typeCommand({ ...ADA, ...THERE, text: '/shout' })
    expect(outcome).toEqual({ delivery: 'none', notice: '/shout is not a valid command.' })
    const elsewhere = slack.typeCommand({ userId: 'U0BEN', conversationId: 'C0LEADERSHIP', text: '/notify' })
    await expect(elsewhere).rejects.toThrow('U0BEN is not in C0LEADERSHIP')
    expect(app.received).toEqual([])
  })

  test('fails with dispatch_failed where the app is not reached', async () => {
    await app.stop()
    const outcome = await slack.typeCommand({ ...ADA, ...THERE, text: '/notify' })
    expect(outcome.notice).toBe('/notify failed with the error "dispatch_failed"')
    slack.setAppUrl(undefined)
    expect((await slack.typeCommand({ ...ADA, ...THERE, text: '/notify' })).delivery).toBe('dispatch_failed')
  })
})

describe('a click in a message', () => {
  test('carries the message, its conversation and a response_url that replaces it', async () => {
    const elements = [{ type: 'button', action_id: 'skip', text: plain('Skip'), value: '1' }]
    const posted = await call(slack, 'chat.postMessage', {
      channel: 'C0INCIDENTS',
      text: 'card',
      blocks: [{ type: 'actions', block_id: 'a', elements }],
    })
    const messageTs = String(posted.answer.ts)
    await slack.click({ userId: 'U0BEN', ...THERE, messageTs, actionId: 'skip' })
    const payload = app.last('block_actions')
    expect(payload).toMatchObject({
      user: { id: 'U0BEN', team_id: 'T0SANDBOX' },
      channel: { id: 'C0INCIDENTS', name: 'incidents' },
      container: { type: 'message', message_ts: messageTs, is_ephemeral: false },
      message: { ts: messageTs, text: 'card', bot_id: slack.botId },
      actions: [{ type: 'button', action_id: 'skip', block_id: 'a', value: '1' }],
    })
    await expect(slack.click({ ...ADA, ...THERE, messageTs, actionId: 'nope' })).rejects.toThrow('a/skip')
    await respond(String(payload.response_url), { replace_original: true, text: 'done' })
    expect(slack.messages('C0INCIDENTS')).toMatchObject([{ ts: messageTs, text: 'done', blocks: [] }])
  })
})

describe('a response_url', () => {
  test('takes five answers, to the user alone unless in_channel', async () => {
    const url = await newResponseUrl()
    expect(await respond(url, { text: 'for you' })).toBe(200)
    expect(await respond(url, { text: 'for all', response_type: 'in_channel' })).toBe(200)
    expect(slack.messages('C0INCIDENTS', { as: 'U0BEN' }).map((one) => one.text)).toEqual(['for all'])
    expect(await respond(url, { blocks: [{ type: 'nothing' }] })).toBe(400)
    for (const status of [200, 200, 404]) expect(await respond(url, { text: 'again' })).toBe(status)
  })

  test('ends after thirty minutes of business time', async () => {
    const url = await newResponseUrl()
    advance(30 * 60_000)
    expect(await respond(url, { text: 'in time' })).toBe(200)
    advance(1)
    expect(await respond(url, { text: 'late' })).toBe(404)
  })
})

describe('shortcuts and events', () => {
  test('a global shortcut carries a trigger and no conversation', async () => {
    await slack.shortcut({ ...ADA, callbackId: 'new' })
    expect(app.last('shortcut')).toMatchObject({ callback_id: 'new', user: { id: 'U0ADA' } })
    expect(app.last('shortcut')).not.toHaveProperty('channel')
    await expect(slack.shortcut({ ...ADA, callbackId: 'other' })).rejects.toThrow('no global shortcut other')
  })

  test('a message shortcut carries the message', async () => {
    const { ts } = await slack.postAsUser({ ...ADA, ...THERE, text: 'look' })
    await slack.messageShortcut({ ...ADA, ...THERE, messageTs: ts, callbackId: 'forward' })
    expect(app.last('message_action')).toMatchObject({ message_ts: ts, message: { text: 'look', user: 'U0ADA' } })
  })

  test('an invitation and a mention arrive as events', async () => {
    await slack.inviteBot('C0RANDOM')
    await slack.postAsUser({ ...ADA, conversationId: 'C0RANDOM', text: `<@${slack.botUserId}> hi` })
    expect(app.received.map((payload) => payload.event)).toMatchObject([
      { type: 'member_joined_channel', channel: 'C0RANDOM' },
      { type: 'app_mention', user: 'U0ADA' },
    ])
  })
})

async function respond(url: string, body: JsonObject): Promise<number> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  await response.text()
  return response.status
}
