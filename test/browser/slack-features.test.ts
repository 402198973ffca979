import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { startPage } from '../../src/sandbox/page-server.ts'
import { createSandboxClock } from '../../src/sandbox/sandbox-clock.ts'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import { isObject, type JsonObject } from '../../src/sandbox/slack/json.ts'
import { startWorld } from '../sandbox/messages-api/world.ts'
import { BOT_TOKEN, fakeSlackWithClock } from '../sandbox/slack/bolt-app.ts'
import { type ScriptedApp, startScriptedApp } from '../sandbox/slack/scripted-app.ts'
import { browserStories } from './browser-stories.ts'

const { story, openAt } = browserStories({ hasSandbox: false })

const GLOBAL = { type: 'global', callbackId: 'notify_anybody', name: 'Notify a person' } as const
const OF_MESSAGE = { type: 'message', callbackId: 'notify_about', name: 'Tell somebody about this' } as const

const HOME: JsonObject = {
  type: 'home',
  blocks: [
    { type: 'header', text: { type: 'plain_text', text: 'Your notifications' } },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: 'None is *open*.' },
      accessory: {
        type: 'overflow',
        action_id: 'more',
        options: [
          { text: { type: 'plain_text', text: 'Archive' }, value: 'archive' },
          { text: { type: 'plain_text', text: 'Export' }, value: 'export' },
        ],
      },
    },
  ],
}

/** What the page asks of the truth, where there is no Backstop behind it. */
const NO_BACKSTOP = {
  'GET /backstop': () => ({ status: 'down', starts: 0, log: [] }),
  'GET /timeline': () => ({ entries: [], next: 0 }),
  'GET /faults': () => ({ faults: [] }),
}

let slack: FakeSlack
let app: ScriptedApp
let pageUrl: string
let stop: () => Promise<void>

beforeAll(async () => {
  app = await startScriptedApp()
  ;({ slack } = await fakeSlackWithClock({ shortcuts: [GLOBAL, OF_MESSAGE], appUrl: app.url }))
  const clock = createSandboxClock()
  const phones = await startWorld()
  const page = await startPage({
    slack,
    messagesApi: phones.api,
    clock,
    about: { curl: '', publicUrl: '' },
    routes: NO_BACKSTOP,
  })
  pageUrl = page.url
  stop = async () => {
    await page.stop()
    await Promise.all([slack.stop(), phones.stop(), app.stop()])
  }
})
afterAll(() => stop())

/** Calls the Web API as the app would. */
async function callApi(method: string, body: object): Promise<void> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${BOT_TOKEN}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  })
  expect(await response.json()).toMatchObject({ ok: true })
}

/** Waits until the app has got a payload like this. */
async function untilReceived(isLike: (payload: JsonObject) => boolean): Promise<void> {
  await expect.poll(() => app.received.some(isLike), { timeout: 10_000, interval: 20 }).toBe(true)
}

const open = (): Promise<Page> => openAt(pageUrl)

story('an app’s shortcuts are in the menus of the composer and of each message, by keyboard too', async () => {
  await callApi('chat.postMessage', { channel: 'C0INCIDENTS', text: 'The lift is stuck' })
  const page = await open()
  await page.getByRole('button', { name: 'Shortcuts' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Notify a person' }).press('Enter')
  await untilReceived(({ callback_id: id }) => id === GLOBAL.callbackId)

  const message = page.getByRole('article').filter({ hasText: 'The lift is stuck' })
  await message.hover()
  await message.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Tell somebody about this' }).click()
  await untilReceived(({ callback_id: id }) => id === OF_MESSAGE.callbackId)
  expect(app.last('message_action')).toMatchObject({ message: { text: 'The lift is stuck' } })
})

story('an app’s Home is beside the messages with it, and what is chosen there is told to the app', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Backstop', exact: true }).click()
  await untilReceived(({ event }) => isObject(event) && event.type === 'app_home_opened')
  await callApi('views.publish', { user_id: 'U0ADA', view: HOME })
  await page.getByRole('button', { name: 'Home', exact: true }).click()
  await page.getByRole('heading', { name: 'Your notifications' }).waitFor()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await untilReceived(({ type }) => type === 'block_actions')
  expect(app.last('block_actions')).toMatchObject({ actions: [{ selected_option: { value: 'export' } }] })
  await page.getByRole('button', { name: 'Messages', exact: true }).click()
  await page.getByRole('textbox', { name: 'Message Backstop' }).waitFor()
})

story('a form that the app changes keeps the focus where it is, on a menu and between characters', async () => {
  const note = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
  const view = (text: string): JsonObject => ({
    type: 'modal',
    callback_id: 'form',
    title: { type: 'plain_text', text: 'A form' },
    submit: { type: 'plain_text', text: 'Send' },
    blocks: [
      {
        type: 'input',
        block_id: 'text',
        label: { type: 'plain_text', text: 'Words' },
        element: { type: 'plain_text_input', action_id: 'text', multiline: true },
      },
      {
        type: 'section',
        block_id: 'more',
        text: { type: 'mrkdwn', text: 'Message 1' },
        accessory: {
          type: 'overflow',
          action_id: 'more',
          options: [{ text: { type: 'plain_text', text: 'Remove' }, value: 'remove' }],
        },
      },
      note(text),
    ],
  })
  const page = await open()
  await page.getByRole('button', { name: 'Shortcuts' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Notify a person' }).press('Enter')
  await untilReceived(({ callback_id: id }) => id === GLOBAL.callbackId)
  await callApi('views.open', { trigger_id: app.last('shortcut').trigger_id, view: view('first') })
  const form = page.getByRole('dialog', { name: 'A form' })
  const update = async (text: string) => {
    const [opened] = slack.openViews('U0ADA')
    await callApi('views.update', { view_id: opened?.id, view: view(text) })
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
  await page.getByRole('menuitem', { name: 'Remove' }).waitFor()
})
