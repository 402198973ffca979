import { afterEach, describe, expect, test } from 'vitest'
import type { FakeSlack, FakeSlackOptions } from '../../../src/sandbox/slack/fake-slack.ts'
import { APP_TOKEN, fakeSlackWithClock } from './bolt-app.ts'
import { call, section } from './call.ts'

const running: FakeSlack[] = []
afterEach(async () => {
  for (const slack of running.splice(0)) await slack.stop()
})

async function start(options: Partial<FakeSlackOptions> = {}) {
  const started = await fakeSlackWithClock(options)
  running.push(started.slack)
  return started
}

async function post(slack: FakeSlack, args: Parameters<typeof call>[2] = {}) {
  return call(slack, 'chat.postMessage', { channel: 'C0INCIDENTS', text: 'hello', ...args })
}

describe('who may call', () => {
  test('refuses a call without a token, with a wrong one, and with the wrong kind', async () => {
    const { slack } = await start()
    expect((await call(slack, 'auth.test', {}, null)).error).toBe('not_authed')
    expect((await call(slack, 'auth.test', {}, 'xoxb-other')).error).toBe('invalid_auth')
    expect((await call(slack, 'auth.test', {}, APP_TOKEN)).error).toBe('not_allowed_token_type')
    expect((await call(slack, 'apps.connections.open')).error).toBe('not_allowed_token_type')
    expect((await call(slack, 'auth.test')).answer).toMatchObject({ ok: true, team_id: 'T0SANDBOX' })
  })

  test('names the scope that is missing and those it has', async () => {
    const { slack } = await start({ scopes: ['commands'] })
    expect((await post(slack)).answer).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    })
  })

  test('knows no other methods', async () => {
    const { slack } = await start()
    expect((await call(slack, 'chat.shout')).error).toBe('unknown_method')
  })
})

describe('chat.postMessage', () => {
  test('says why a conversation is closed to the bot', async () => {
    const { slack } = await start()
    expect((await post(slack, { channel: 'C0NOWHERE' })).error).toBe('channel_not_found')
    expect((await post(slack, { channel: 'C0LEADERSHIP' })).error).toBe('channel_not_found')
    expect((await post(slack, { channel: 'D0ADABEN' })).error).toBe('channel_not_found')
    expect((await post(slack, { channel: 'C0RANDOM' })).error).toBe('not_in_channel')
    slack.archive('C0INCIDENTS')
    expect((await post(slack)).error).toBe('is_archived')
  })

  test('goes to public conversations with chat:write.public and to a user as a direct message', async () => {
    const { slack } = await start({ scopes: ['chat:write', 'chat:write.public'] })
    expect((await post(slack, { channel: 'C0RANDOM' })).answer.ok).toBe(true)
    expect((await post(slack, { channel: 'U0ADA' })).answer).toMatchObject({ ok: true, channel: 'D0ADA' })
    expect((await post(slack, { channel: 'C0LEADERSHIP' })).error).toBe('channel_not_found')
  })

  test('refuses empty, malformed and invalid content, with a pointer to it', async () => {
    const { slack } = await start()
    expect((await post(slack, { text: '' })).error).toBe('no_text')
    expect((await post(slack, { blocks: 'no json' })).error).toBe('invalid_blocks_format')
    expect((await call(slack, 'chat.postMessage', { text: 'x' })).error).toBe('invalid_arguments')
    const refused = await post(slack, { blocks: [section(), { type: 'carousel', elements: [] }] })
    expect(refused.answer).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] unsupported block type: carousel [json-pointer:/blocks/1/type]'] },
    })
    expect((await post(slack, { blocks: [{ ...section(), colour: 'red' }] })).error).toBe('invalid_blocks')
    const twice = { ...section(), block_id: 'same' }
    expect((await post(slack, { blocks: [twice, twice] })).error).toBe('invalid_blocks')
  })

  test('keeps valid metadata only', async () => {
    const { slack } = await start()
    expect((await post(slack, { metadata: { event_type: 'run' } })).error).toBe('invalid_metadata_format')
    const large = { event_type: 'run', event_payload: { id: 'x'.repeat(9000) } }
    expect((await post(slack, { metadata: large })).error).toBe('metadata_too_large')
    expect((await post(slack, { metadata: { event_type: 'run', event_payload: { id: '1' } } })).answer.ok).toBe(true)
    expect(slack.messages('C0INCIDENTS')[0]?.metadata).toEqual({ event_type: 'run', event_payload: { id: '1' } })
  })

  test('replies only to a parent', async () => {
    const { slack } = await start()
    const ts = String((await post(slack)).answer.ts)
    const reply = String((await post(slack, { thread_ts: ts })).answer.ts)
    expect((await post(slack, { thread_ts: reply })).error).toBe('thread_not_found')
    expect((await post(slack, { thread_ts: '1.000001' })).error).toBe('thread_not_found')
    expect(Number(reply)).toBeGreaterThan(Number(ts))
    expect(slack.messages('C0INCIDENTS')).toMatchObject([{ ts, replies: [{ ts: reply }] }])
  })

  test('takes a burst of five in a conversation, then one a second of business time', async () => {
    const { slack, advance } = await start()
    for (let i = 0; i < 5; i++) expect((await post(slack)).status).toBe(200)
    expect(await post(slack)).toMatchObject({ status: 429, error: 'ratelimited', retryAfter: '1' })
    expect((await post(slack, { channel: 'D0ADA' })).status).toBe(200)
    advance(1000)
    expect((await post(slack)).status).toBe(200)
    expect((await post(slack)).status).toBe(429)
  })
})

describe('chat.update', () => {
  test('drops blocks when only a text is given, and keeps metadata unless told', async () => {
    const { slack } = await start()
    const metadata = { event_type: 'run', event_payload: {} }
    const { answer } = await post(slack, { blocks: [section()], metadata })
    const edit = { channel: 'C0INCIDENTS', ts: String(answer.ts) }
    await call(slack, 'chat.update', { ...edit, blocks: [section('y')] })
    expect(slack.messages('C0INCIDENTS')[0]).toMatchObject({ text: 'hello', isEdited: false, metadata })
    await call(slack, 'chat.update', { ...edit, text: 'bye', metadata: {} })
    expect(slack.messages('C0INCIDENTS')[0]).toMatchObject({ text: 'bye', isEdited: true, blocks: [] })
    expect(slack.messages('C0INCIDENTS')[0]).not.toHaveProperty('metadata')
  })

  test('edits only messages of the bot that are there', async () => {
    const { slack } = await start()
    const { ts } = await slack.postAsUser({ userId: 'U0ADA', conversationId: 'C0INCIDENTS', text: 'hi' })
    const update = (args: object) => call(slack, 'chat.update', { channel: 'C0INCIDENTS', text: 'x', ts, ...args })
    expect((await update({})).error).toBe('cant_update_message')
    expect((await update({ ts: '1.000001' })).error).toBe('message_not_found')
    expect((await update({ channel: 'C0LEADERSHIP' })).error).toBe('channel_not_found')
    const own = String((await post(slack)).answer.ts)
    expect((await update({ ts: own, text: 'x'.repeat(4001) })).error).toBe('msg_too_long')
    const shown = await call(slack, 'chat.postEphemeral', { channel: 'C0INCIDENTS', user: 'U0ADA', text: 'psst' })
    expect((await update({ ts: String(shown.answer.message_ts) })).error).toBe('message_not_found')
  })

  test('is limited to 50 a minute for the whole workspace', async () => {
    const { slack, advance } = await start()
    const ts = String((await post(slack)).answer.ts)
    const update = () => call(slack, 'chat.update', { channel: 'C0INCIDENTS', ts, text: 'x' })
    for (let i = 0; i < 50; i++) expect((await update()).status).toBe(200)
    advance(20_000)
    expect(await update()).toMatchObject({ status: 429, retryAfter: '40' })
    advance(40_000)
    expect((await update()).status).toBe(200)
  })
})

describe('other methods', () => {
  test('show an ephemeral message to its user, who must be there', async () => {
    const { slack } = await start()
    const whisper = (user: string, channel = 'C0INCIDENTS') =>
      call(slack, 'chat.postEphemeral', { channel, user, text: 'psst' })
    expect((await whisper('U0NOBODY')).error).toBe('user_not_in_channel')
    expect((await whisper('U0ADA', 'C0RANDOM')).error).toBe('not_in_channel')
    await whisper('U0ADA')
    expect(slack.messages('C0INCIDENTS', { as: 'U0ADA' })).toHaveLength(1)
    expect(slack.messages('C0INCIDENTS', { as: 'U0BEN' })).toHaveLength(0)
  })

  test('list what the bot can see, join public conversations and open direct messages', async () => {
    const { slack } = await start({ scopes: ['channels:read', 'groups:read', 'channels:join', 'im:write'] })
    const { answer } = await call(slack, 'conversations.list', { types: 'public_channel,private_channel' })
    expect(answer.channels).toMatchObject([
      { id: 'C0INCIDENTS', is_member: true },
      { id: 'C0RANDOM', is_member: false },
    ])
    expect((await call(slack, 'conversations.info', { channel: 'C0LEADERSHIP' })).error).toBe('channel_not_found')
    expect((await call(slack, 'conversations.info', { channel: 'D0ADA' })).answer).toMatchObject({ needed: 'im:read' })
    await call(slack, 'conversations.join', { channel: 'C0RANDOM' })
    expect((await call(slack, 'conversations.members', { channel: 'C0RANDOM' })).answer.members).toContain(
      slack.botUserId,
    )
    expect((await call(slack, 'conversations.open', { users: 'U0BEN' })).answer).toMatchObject({
      channel: { id: 'D0BEN' },
    })
  })

  test('read history and threads, metadata on demand', async () => {
    const { slack } = await start({ scopes: ['chat:write', 'channels:history'] })
    const ts = String((await post(slack, { metadata: { event_type: 'run', event_payload: {} } })).answer.ts)
    await post(slack, { thread_ts: ts, text: 'reply' })
    const replies = (args: object) => call(slack, 'conversations.replies', { channel: 'C0INCIDENTS', ts, ...args })
    expect((await replies({})).answer.messages).toMatchObject([{ ts, reply_count: 1 }, { text: 'reply' }])
    expect(JSON.stringify((await replies({})).answer)).not.toContain('event_type')
    expect(JSON.stringify((await replies({ include_all_metadata: true })).answer)).toContain('event_type')
    expect((await replies({ ts: '1.000001' })).error).toBe('thread_not_found')
    expect((await call(slack, 'conversations.history', { channel: 'C0RANDOM' })).error).toBe('not_in_channel')
    const first = await call(slack, 'conversations.history', { channel: 'C0INCIDENTS', limit: 1 })
    expect(first.answer).toMatchObject({ has_more: false, messages: [{ ts }] })
  })
})
