import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import type { JsonObject } from '../../src/sandbox/slack/json.ts'
import { objectsOf } from '../../src/sandbox/slack/json.ts'
import { plain, section } from '../sandbox/slack/call.ts'
import { type AppPage, startAppPage } from './app-page.ts'
import { browserStories } from './browser-stories.ts'

const { story, openAt } = browserStories({ hasSandbox: false })

let world: AppPage
beforeAll(async () => {
  world = await startAppPage()
})
afterAll(() => world.stop())

/** A modal with these blocks. */
function formOf(...blocks: JsonObject[]): JsonObject {
  return { type: 'modal', title: plain('A form'), submit: plain('Send'), blocks }
}

/** A text input, known by its label; `heard` is what its app wants to be told of. */
function textInput(
  label: string,
  { heard, ...rest }: { heard?: string[]; [member: string]: unknown } = {},
): JsonObject {
  const asked = heard ? { dispatch_action_config: { trigger_actions_on: heard } } : {}
  return {
    type: 'input',
    block_id: label,
    label: plain(label),
    ...(heard ? { dispatch_action: true } : {}),
    element: { type: 'plain_text_input', action_id: label, ...asked, ...rest },
  }
}

const EACH_LETTER = ['on_character_entered']

function button(label: string): JsonObject {
  return { type: 'actions', block_id: label, elements: [{ type: 'button', action_id: label, text: plain(label) }] }
}

/** What the app was told of that was done in the form: what was done, and the text that was entered in it. */
function told(): unknown[] {
  return world.app.received.flatMap(({ type, actions }) =>
    type === 'block_actions' ? objectsOf(actions).map((action) => action.value ?? action.action_id) : [],
  )
}

const untilTold = (what: string) => expect.poll(told, { timeout: 10_000, interval: 20 }).toContain(what)

async function openForm(view: JsonObject): Promise<{ page: Page; form: Locator }> {
  await world.closeForm()
  const page = await openAt(world.url)
  return { page, form: await world.openForm(page, view) }
}

story('what is typed is told after a pause, once, and before the click that follows', async () => {
  const { form } = await openForm(
    formOf(textInput('First', { heard: EACH_LETTER }), textInput('Second', { heard: EACH_LETTER }), button('Add')),
  )
  await form.getByLabel('First').pressSequentially('lift')
  await untilTold('lift')
  await form.getByLabel('Second').pressSequentially('stuck')
  await form.getByRole('button', { name: 'Add' }).click()
  await untilTold('Add')
  await form.getByLabel('First').fill('lifts')
  await untilTold('lifts')
  expect(told()).toEqual(['lift', 'stuck', 'Add', 'lifts'])
})

story('what the app shows of each pause leaves the typing alone', async () => {
  const view = (text: string) => formOf(textInput('First', { heard: EACH_LETTER, multiline: true }), section(text))
  const { page, form } = await openForm(view('nothing yet'))
  await form.getByLabel('First').pressSequentially('The lft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await untilTold('The lft')
  await world.updateForm(view('one'))
  await form.getByText('one').waitFor()
  await page.keyboard.type('i')
  await untilTold('The lift')
  expect(await form.getByLabel('First').inputValue()).toBe('The lift')
  expect(told()).toEqual(['The lft', 'The lift'])
})

story('Enter in a text that waits for it tells the app, and sends nothing', async () => {
  const { page, form } = await openForm(formOf(textInput('First', { heard: ['on_enter_pressed'] }), button('Add')))
  await form.getByLabel('First').pressSequentially('lift')
  await page.keyboard.press('Enter')
  await untilTold('lift')
  await form.getByRole('button', { name: 'Add' }).click()
  await untilTold('Add')
  expect(told()).toEqual(['lift', 'Add'])
  expect(world.app.received.map(({ type }) => type)).not.toContain('view_submission')
})

story('a field that was emptied stays empty when the app shows its form anew', async () => {
  const view = (text: string) => formOf(textInput('First', { initial_value: 'old' }), section(text))
  const { form } = await openForm(view('first'))
  await form.getByLabel('First').fill('')
  await world.updateForm(view('second'))
  await form.getByText('second').waitFor()
  expect(await form.getByLabel('First').inputValue()).toBe('')
})

story('a form that the app changes keeps the focus where it is, on a menu and between characters', async () => {
  const view = (text: string) =>
    formOf(textInput('Words', { multiline: true }), messageHeading('more', ['remove']), section(text))
  const { page, form } = await openForm(view('first'))
  const update = async (text: string) => {
    await world.updateForm(view(text))
    await form.getByText(text).waitFor()
  }
  await form.getByLabel('Words').pressSequentially('lift')
  await page.keyboard.press('Home')
  await update('second')
  await page.keyboard.type('The ')
  expect(await form.getByLabel('Words').inputValue()).toBe('The lift')
  await form.getByRole('button', { name: 'More actions' }).focus()
  await update('third')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'remove' }).waitFor()
})

story('a message that is moved or removed takes neither the place in the form nor the focus', async () => {
  const { form } = await openForm(formOf(...messages(['a', 'b', 'c']), button('Add')))
  const choose = async (key: string, choice: string) => {
    const menu = form.locator(`[id^="view-${key}_heading"]`).first()
    await menu.click()
    await form.getByRole('menuitem', { name: choice }).click()
    await expect.poll(() => world.app.received.at(-1)?.type).toBe('block_actions')
  }
  const focused = () => form.locator(':focus').getAttribute('id')
  const scrolled = () => form.locator('.modal-body').evaluate((body) => body.scrollTop)
  const untilShown = (keys: string) =>
    expect
      .poll(() =>
        form
          .locator('.field .label')
          .allTextContents()
          .then((labels) => labels.map((one) => one[0]).join('')),
      )
      .toBe(keys)

  await form.getByLabel('c5').scrollIntoViewIfNeeded()
  await choose('c', 'up')
  const before = await scrolled()
  await world.updateForm(formOf(...messages(['a', 'c', 'b']), button('Add')))
  await untilShown('aaaaacccccbbbbb')
  expect(before).toBeGreaterThan(400)
  expect(await focused()).toBe('view-c_heading_ud-form_message')
  expect(await scrolled()).toBeGreaterThan(before / 2)
  expect(await form.locator('[id="view-c_heading_ud-form_message"]').isVisible()).toBe(true)

  await choose('c', 'down')
  await world.updateForm(formOf(...messages(['a', 'b']), button('Add')))
  await untilShown('aaaaabbbbb')
  expect(await focused()).toBe('view-b_heading_u-form_message')
  expect(await scrolled()).toBeGreaterThan(0)
})

story('what the app asks about what was sent is read from its beginning', async () => {
  const fields = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((label) =>
    textInput(label, { multiline: true, initial_value: 'x' }),
  )
  const { form } = await openForm(formOf(...fields))
  await form.getByLabel('h').fill('y')
  world.app.ack = ({ type }) =>
    type === 'view_submission'
      ? { response_action: 'update', view: formOf(section('Send it again?'), ...fields) }
      : null
  await form.getByRole('button', { name: 'Send' }).click()
  await form.getByText('Send it again?').waitFor()
  world.app.ack = () => null
  await expect.poll(() => form.locator('.modal-body').evaluate((body) => body.scrollTop)).toBe(0)
  expect(await form.locator(':focus').getAttribute('id')).toBe('view-a')
  expect(await form.getByLabel('h').inputValue()).toBe('y')
})

story('what is missing is still said when the app answers a change made just before Send', async () => {
  const view = (text: string) => formOf(textInput('First'), textInput('Second', { heard: EACH_LETTER }), section(text))
  const { form } = await openForm(view('first'))
  await form.getByLabel('Second').fill('x')
  await form.getByRole('button', { name: 'Send' }).click()
  await form.getByText('Please complete this required field.').waitFor()
  await world.updateForm(view('second'))
  await form.getByText('second').waitFor()
  await form.getByText('Please complete this required field.').waitFor()
  expect(await form.locator(':focus').getAttribute('id')).toBe('view-First')
  await form.getByLabel('First').fill('x')
  await form.getByLabel('Second').focus()
  await form.getByText('Please complete this required field.').waitFor({ state: 'hidden' })
})

/** The heading of a message with what can be done with it, of which its id tells. */
function messageHeading(key: string, choices: string[]): JsonObject {
  return {
    type: 'section',
    block_id: `${key}_heading_${choices.map((choice) => choice[0]).join('')}`,
    text: plain(`Message ${key}`),
    accessory: {
      type: 'overflow',
      action_id: 'form_message',
      options: choices.map((value) => ({ text: plain(value), value })),
    },
  }
}

/** Messages of five fields each. */
function messages(keys: string[]): JsonObject[] {
  return keys.flatMap((key, i) => {
    const choices = [...(i > 0 ? ['up'] : []), ...(i < keys.length - 1 ? ['down'] : [])]
    return [
      messageHeading(key, choices),
      ...[1, 2, 3, 4, 5].map((field) => textInput(`${key}${field}`, { multiline: true })),
    ]
  })
}
