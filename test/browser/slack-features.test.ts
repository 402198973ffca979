import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { isObject, type JsonObject } from '../../src/sandbox/slack/json.ts'
import { type AppPage, GLOBAL, OF_MESSAGE, startAppPage } from './app-page.ts'
import { browserStories } from './browser-stories.ts'

const { story, openAt } = browserStories({ hasSandbox: false })

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

let world: AppPage
beforeAll(async () => {
  world = await startAppPage()
})
afterAll(() => world.stop())

const open = (): Promise<Page> => openAt(world.url)

story('an app’s shortcuts are in the menus of the composer and of each message, by keyboard too', async () => {
  await world.callApi('chat.postMessage', { channel: 'C0INCIDENTS', text: 'The lift is stuck' })
  const page = await open()
  await page.getByRole('button', { name: 'Shortcuts' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Notify a person' }).press('Enter')
  await world.untilReceived(({ callback_id: id }) => id === GLOBAL.callbackId)

  const message = page.getByRole('article').filter({ hasText: 'The lift is stuck' })
  await message.hover()
  await message.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Tell somebody about this' }).click()
  await world.untilReceived(({ callback_id: id }) => id === OF_MESSAGE.callbackId)
  expect(world.app.last('message_action')).toMatchObject({ message: { text: 'The lift is stuck' } })
})

story('an app’s Home is beside the messages with it, and what is chosen there is told to the app', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Backstop', exact: true }).click()
  await world.untilReceived(({ event }) => isObject(event) && event.type === 'app_home_opened')
  await world.callApi('views.publish', { user_id: 'U0ADA', view: HOME })
  await page.getByRole('button', { name: 'Home', exact: true }).click()
  await page.getByRole('heading', { name: 'Your notifications' }).waitFor()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await world.untilReceived(({ type }) => type === 'block_actions')
  expect(world.app.last('block_actions')).toMatchObject({ actions: [{ selected_option: { value: 'export' } }] })
  await page.getByRole('button', { name: 'Messages', exact: true }).click()
  await page.getByRole('textbox', { name: 'Message Backstop' }).waitFor()
})
