import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeSlack } from '../../../src/sandbox/slack/fake-slack.ts'
import { isObject, type JsonObject } from '../../../src/sandbox/slack/json.ts'
import { fakeSlackWithClock } from './bolt-app.ts'
import { call, form, plain } from './call.ts'
import { type ScriptedApp, startScriptedApp } from './scripted-app.ts'

const ADA = { userId: 'U0ADA' }
const REQUIRED = 'Please complete this required field.'
let slack: FakeSlack
let app: ScriptedApp

beforeEach(async () => {
  app = await startScriptedApp()
  ;({ slack } = await fakeSlackWithClock({ appUrl: app.url }))
})

afterEach(async () => {
  await slack.stop()
  await app.stop()
})

/** A form with one text that the app hears of as its configuration says, and one of which it hears nothing. */
function formWith(triggers?: string[]): JsonObject {
  const heard = triggers ? { dispatch_action_config: { trigger_actions_on: triggers } } : {}
  return form({
    blocks: [
      {
        type: 'input',
        block_id: 'to',
        label: plain('To'),
        dispatch_action: true,
        element: { type: 'plain_text_input', action_id: 'value', ...heard },
      },
      {
        type: 'input',
        block_id: 'text',
        label: plain('Text'),
        element: { type: 'plain_text_input', action_id: 'value' },
      },
      {
        type: 'actions',
        block_id: 'more',
        elements: [{ type: 'button', action_id: 'add', text: plain('Add') }],
      },
    ],
  })
}

async function open(view: JsonObject): Promise<JsonObject> {
  await slack.typeCommand({ ...ADA, conversationId: 'C0INCIDENTS', text: '/notify' })
  const { answer } = await call(slack, 'views.open', { trigger_id: String(app.last('/notify').trigger_id), view })
  return isObject(answer.view) ? answer.view : {}
}

const type = (value: string | null) => slack.fillView({ ...ADA, values: { to: { value } } })
const pressEnter = (blockId = 'to') => slack.pressEnter({ ...ADA, actionId: 'value', blockId })
const told = () =>
  app.received.filter((one) => one.type === 'block_actions').map(({ actions, view }) => ({ actions, view }))
const errors = () => slack.openViews('U0ADA').at(-1)?.errors

test.each([
  ['of each change of the text where it asked for that', ['on_character_entered'], ['type']],
  ['of Enter unless it asked for something else', undefined, ['Enter']],
  ['of Enter where it asked for that', ['on_enter_pressed'], ['Enter']],
  ['of both where it asked for both', ['on_enter_pressed', 'on_character_entered'], ['type', 'Enter']],
])('an app is told %s', async (_name, triggers, expected) => {
  await open(formWith(triggers))
  const seen: string[] = []
  await type('1')
  if (told().length === 1) seen.push('type')
  const before = told().length
  await pressEnter()
  if (told().length === before + 1) seen.push('Enter')
  expect(seen).toEqual(expected)
  const what = { action_id: 'value', block_id: 'to', value: '1' }
  const state = { values: { to: { value: { value: '1' } } } }
  expect(told().at(-1)).toMatchObject({ actions: [what], view: { state } })
})

test('an app is not told of a text that is what it was, nor of one that asks for no telling', async () => {
  await open(formWith(['on_character_entered']))
  expect(await type('1')).toEqual({ delivery: 'acked' })
  expect(await type('1')).toEqual({ delivery: 'none' })
  expect(await slack.clickInView({ ...ADA, actionId: 'value', blockId: 'to', value: '1' })).toEqual({
    delivery: 'none',
  })
  await slack.fillView({ ...ADA, values: { text: { value: 'x' } } })
  expect(await pressEnter('text')).toEqual({ delivery: 'none' })
  expect(told()).toHaveLength(1)
  await type(null)
  expect(told()).toHaveLength(2)
})

test('Enter is for texts alone', async () => {
  await open(formWith())
  await expect(slack.pressEnter({ ...ADA, actionId: 'add' })).rejects.toThrow('no text')
})

test('what was typed can reach the app after the click that followed, as it was', async () => {
  await open(formWith(['on_character_entered']))
  const release = slack.holdNext('block_actions')
  const typing = type('1')
  await slack.clickInView({ ...ADA, actionId: 'add' })
  await type('12')
  release()
  expect(await typing).toEqual({ delivery: 'acked' })
  const [click, second, first] = told()
  expect(click).toMatchObject({
    actions: [{ action_id: 'add' }],
    view: { state: { values: { to: { value: { value: '1' } } } } },
  })
  expect(second).toMatchObject({ actions: [{ value: '12' }] })
  expect(first).toMatchObject({
    actions: [{ value: '1' }],
    view: { state: { values: { to: { value: { value: '1' } } } } },
  })
})

test('what the client itself finds missing is said until it is there, whatever the app updates', async () => {
  const view = await open(formWith(['on_character_entered']))
  const update = (next = formWith(['on_character_entered'])) =>
    call(slack, 'views.update', { view_id: String(view.id), view: next })
  expect((await slack.submitView({ ...ADA })).errors).toEqual({ to: REQUIRED, text: REQUIRED })
  await update()
  expect(errors()).toEqual({ to: REQUIRED, text: REQUIRED })
  await type('1')
  expect(errors()).toEqual({ text: REQUIRED })
  await update(form())
  expect(errors()).toEqual({})
})

test('what the app finds wrong is said until it updates the view', async () => {
  const view = await open(formWith(['on_character_entered']))
  app.ack = () => ({ response_action: 'errors', errors: { to: 'Not a number.' } })
  await slack.submitView({ ...ADA, values: { to: { value: 'x' }, text: { value: 'x' } } })
  app.ack = () => null
  expect(errors()).toEqual({ to: 'Not a number.' })
  await call(slack, 'views.update', { view_id: String(view.id), view: formWith(['on_character_entered']) })
  expect(errors()).toEqual({})
})
