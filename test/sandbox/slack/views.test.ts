import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import type { JsonObject } from '../../../src/sandbox/slack/json.ts'
import { fakeSlackWithClock } from './bolt-app.ts'
import { call, form, plain, section } from './call.ts'
import { type ScriptedApp, startScriptedApp } from './scripted-app.ts'

const ADA = { userId: 'U0ADA' }
const THERE = { conversationId: 'C0INCIDENTS' }
let slack: FakeSlack
let app: ScriptedApp
let realNowMs: number

beforeEach(async () => {
  realNowMs = 0
  app = await startScriptedApp()
  ;({ slack } = await fakeSlackWithClock({
    appUrl: app.url,
    realNow: () => realNowMs,
  }))
})

afterEach(async () => {
  await slack.stop()
  await app.stop()
})

async function newTrigger(): Promise<string> {
  await slack.typeCommand({ ...ADA, ...THERE, text: '/notify' })
  return String(app.last('/notify').trigger_id)
}

async function openForm(view: JsonObject = form()): Promise<JsonObject> {
  const opened = await call(slack, 'views.open', { trigger_id: await newTrigger(), view })
  expect(opened.answer).toMatchObject({ ok: true })
  return opened.answer.view as JsonObject
}

describe('a trigger_id', () => {
  test('opens one view, within three seconds', async () => {
    const open = (id: string) => call(slack, 'views.open', { trigger_id: id, view: form() })
    const used = await newTrigger()
    expect((await open(used)).answer.ok).toBe(true)
    expect((await open(used)).error).toBe('exchanged_trigger_id')
    expect((await open('1.2.c')).error).toBe('invalid_trigger_id')
    const late = await newTrigger()
    realNowMs += 3001
    expect((await open(late)).error).toBe('expired_trigger_id')
  })
})

describe('a view', () => {
  test('is refused with pointers to what is wrong', async () => {
    const open = async (view: JsonObject) =>
      (await call(slack, 'views.open', { trigger_id: await newTrigger(), view })).answer
    const { submit: _, ...withoutSubmit } = form()
    expect(await open(withoutSubmit)).toMatchObject({ error: 'invalid_arguments' })
    expect(await open(form({ title: plain('x'.repeat(25)) }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    })
    const many = Array.from({ length: 100 }, () => section('x'.repeat(2900)))
    expect(await open(form({ blocks: many }))).toMatchObject({ error: 'view_too_large' })
    expect(slack.openViews('U0ADA')).toEqual([])
  })

  test('is updated by id with the right hash and keeps what was entered', async () => {
    const view = await openForm()
    await slack.fillView({ ...ADA, values: { to: { value: '123' } } })
    const update = (args: JsonObject) => call(slack, 'views.update', { view: form(), ...args })
    expect((await update({ view_id: String(view.id), hash: '1.x' })).error).toBe('hash_conflict')
    expect((await update({ view_id: 'V0' })).error).toBe('not_found')
    const updated = await update({ view_id: String(view.id), hash: String(view.hash) })
    expect(updated.answer).toMatchObject({ ok: true, view: { state: { values: { to: { value: { value: '123' } } } } } })
    expect((await update({ view_id: String(view.id), hash: String(view.hash) })).error).toBe('hash_conflict')
  })

  test('is pushed from inside a modal, three deep at most', async () => {
    const button = {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'push', text: plain('More') }],
    }
    const view = form({ blocks: [button] })
    const outside = await newTrigger()
    expect((await call(slack, 'views.push', { trigger_id: outside, view })).error).toBe('not_found')
    await openForm(view)
    const push = async () => {
      await slack.clickInView({ ...ADA, actionId: 'push' })
      return call(slack, 'views.push', { trigger_id: String(app.last('block_actions').trigger_id), view })
    }
    expect((await push()).answer.ok).toBe(true)
    expect((await push()).answer.ok).toBe(true)
    expect((await push()).error).toBe('push_limit_reached')
    const [root, second] = slack.openViews('U0ADA')
    expect(second).toMatchObject({ rootViewId: root?.id, previousViewId: root?.id })
  })

  test('tells the app that it was closed, where the app asked', async () => {
    await openForm()
    expect(await slack.closeView(ADA)).toEqual({ delivery: 'none' })
    await openForm(form({ notify_on_close: true, callback_id: 'form' }))
    await slack.closeView(ADA)
    expect(app.last('view_closed')).toMatchObject({ is_cleared: false, view: { callback_id: 'form' } })
    expect(slack.openViews('U0ADA')).toEqual([])
  })
})

describe('a submit', () => {
  const blocks = [
    {
      type: 'input',
      block_id: 'to',
      label: plain('To'),
      element: { type: 'plain_text_input', action_id: 'value', max_length: 5, initial_value: '1' },
    },
    {
      type: 'input',
      block_id: 'via',
      label: plain('Via'),
      element: {
        type: 'static_select',
        action_id: 'value',
        options: ['sms', 'viber'].map((value) => ({ text: plain(value), value })),
      },
    },
    {
      type: 'input',
      block_id: 'minutes',
      optional: true,
      label: plain('Minutes'),
      element: { type: 'number_input', action_id: 'value', is_decimal_allowed: false, min_value: '1' },
    },
  ]

  test('is checked by the client before the app sees it', async () => {
    await openForm(form({ blocks }))
    const submit = (values: Parameters<FakeSlack['fillView']>[0]['values']) => slack.submitView({ ...ADA, values })
    expect((await submit({ to: { value: '123456' } })).errors).toEqual({
      to: 'Please enter no more than 5 characters.',
      via: 'Please complete this required field.',
    })
    const wrong = { to: { value: '12' }, via: { value: 'sms' }, minutes: { value: '1.5' } }
    expect((await submit(wrong)).errors).toEqual({ minutes: 'Please enter a whole number.' })
    await expect(submit({ via: { value: 'fax' } })).rejects.toThrow('no option fax')
    await expect(submit({ nowhere: { value: 'x' } })).rejects.toThrow('nothing with action id')
    expect(app.received.filter((payload) => payload.type === 'view_submission')).toEqual([])
    expect(await submit({ minutes: { value: null } })).toEqual({ delivery: 'acked', errors: {} })
    expect(app.last('view_submission')).toMatchObject({
      view: {
        state: {
          values: {
            to: { value: { type: 'plain_text_input', value: '12' } },
            via: { value: { type: 'static_select', selected_option: { value: 'sms' } } },
            minutes: { value: { type: 'number_input', value: null } },
          },
        },
      },
    })
  })

  test.each([
    ['errors for a block that is not there', { response_action: 'errors', errors: { from: 'no' } }],
    ['errors without any', { response_action: 'errors', errors: {} }],
    ['an unknown action', { response_action: 'explode' }],
    ['an invalid view', { response_action: 'update', view: { type: 'modal' } }],
  ])('shows a general error and stays for %s', async (_name, ack) => {
    await openForm()
    app.ack = () => ack
    const outcome = await slack.submitView({ ...ADA, values: { to: { value: 'x' } } })
    expect(outcome.notice).toContain('We had some trouble connecting')
    expect(slack.openViews('U0ADA')).toHaveLength(1)
  })

  test('updates, pushes, clears or closes as the ack says', async () => {
    const acks: JsonObject[] = [
      { response_action: 'push', view: form({ callback_id: 'second' }) },
      { response_action: 'update', view: form({ callback_id: 'third' }) },
      {},
      { response_action: 'clear' },
    ]
    const seen: unknown[] = []
    await openForm(form({ callback_id: 'first' }))
    for (const ack of acks) {
      app.ack = () => ack
      await slack.submitView({ ...ADA, values: { to: { value: 'x' } } })
      seen.push(slack.openViews('U0ADA').map((view) => view.definition.callback_id))
    }
    expect(seen).toEqual([['first', 'second'], ['first', 'third'], ['first'], []])
  })
})
