import type { Locator, Page } from 'playwright-core'
import { fillForm } from './first-minute.ts'

/** One surface of the product in Slack: what is done to see it, and the part of the page that shows it. */
export interface Stop {
  /** Its picture's name. */
  name: string
  /** Of the window, in pixels, where a part of it as high as the window is shown. */
  height?: number
  show(page: Page): Promise<Locator>
}

const CHAIN = '/notify messenger:2345678901234567,sms:447700900000 The server room is flooding'

/** Types something in the conversation that is open. */
async function type(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message / })
  await composer.fill(text)
  await composer.press('Enter')
}

const newest = (page: Page) => page.getByRole('log', { name: 'Messages', exact: true }).getByRole('article').last()
const form = (page: Page) => page.getByRole('dialog', { name: 'Notify a person' })
const conversation = (page: Page) => page.getByRole('region', { name: 'Conversation', exact: true })
const phone = (page: Page, name: RegExp) => page.getByRole('region', { name })
const thread = (page: Page) => page.getByRole('complementary', { name: 'Thread' })

/** Sends Messenger, then SMS, and waits for the Messenger message. */
async function sendChain(page: Page): Promise<void> {
  await type(page, CHAIN)
  await page.getByText('Send next now').first().waitFor()
  await phone(page, /^Messenger/).waitFor()
}

/** All surfaces, in the order in which somebody comes to see them. */
export const TOUR: readonly Stop[] = [
  {
    name: 'form',
    async show(page) {
      await fillForm(page)
      await form(page).getByText('no address yet').waitFor({ state: 'hidden' })
      return form(page)
    },
  },
  {
    name: 'simulation',
    async show(page) {
      await fillForm(page)
      await form(page).getByRole('button', { name: 'What would happen?' }).click()
      const simulation = page.getByRole('dialog', { name: 'What would happen' })
      await simulation.getByText('At worst').waitFor()
      return simulation
    },
  },
  {
    name: 'mistake',
    async show(page) {
      await type(page, '/notify mesenger:2345678901234567,sms:447700900000 The server room is flooding')
      await page.getByText('Open as form').waitFor()
      return newest(page)
    },
  },
  {
    name: 'card',
    async show(page) {
      await sendChain(page)
      return newest(page)
    },
  },
  {
    name: 'details',
    async show(page) {
      await sendChain(page)
      await page.getByRole('button', { name: 'Details' }).first().click()
      await newest(page).getByText('Details of').waitFor()
      return newest(page)
    },
  },
  {
    name: 'late',
    async show(page) {
      await sendChain(page)
      await page.getByRole('button', { name: /^\+10 min/ }).click()
      await phone(page, /^SMS/).getByRole('button', { name: 'Deliver' }).click()
      await page.getByText('Reached').first().waitFor()
      await page.getByRole('button', { name: /^\+10 min/ }).click()
      await phone(page, /^Messenger/)
        .getByRole('button', { name: 'Read' })
        .click()
      await newest(page).getByText('read 10 min later').waitFor()
      return newest(page)
    },
  },
  {
    name: 'failed',
    height: 880,
    async show(page) {
      await type(page, '/notify 447700900000 The server room is flooding')
      await phone(page, /^SMS/).getByRole('button', { name: 'Reject' }).click()
      await newest(page).getByText('replied to a thread').waitFor()
      return conversation(page)
    },
  },
  {
    name: 'home',
    height: 680,
    async show(page) {
      await sendChain(page)
      await page.getByRole('button', { name: 'Backstop', exact: true }).click()
      await page.getByRole('button', { name: 'Home', exact: true }).click()
      await page.locator('#home').getByText('Notify a person').waitFor()
      return conversation(page)
    },
  },
  {
    name: 'help',
    async show(page) {
      await type(page, '/notify help')
      await newest(page).getByText('Only visible to you').waitFor()
      return newest(page)
    },
  },
  {
    name: 'asked-first',
    async show(page) {
      await sendChain(page)
      await type(page, CHAIN)
      await newest(page).getByText('Send it all the same').waitFor()
      return newest(page)
    },
  },
  {
    name: 'message-menu',
    height: 480,
    async show(page) {
      const said = await say(page, 'The lift is stuck')
      await said.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Notify about this' }).hover()
      return page.locator('body')
    },
  },
  {
    name: 'mention',
    height: 520,
    async show(page) {
      await mention(page)
      return thread(page)
    },
  },
  {
    name: 'in-thread',
    height: 900,
    async show(page) {
      await mention(page)
      await thread(page).getByText('Notify a person').click()
      await form(page).getByLabel('Address').first().fill('2345678901234567')
      await form(page).getByLabel('Address').nth(1).fill('+44 7700 900000')
      await form(page).getByRole('button', { name: 'Send' }).click()
      await phone(page, /^Messenger/).waitFor()
      await page.getByRole('button', { name: /^\+10 min/ }).click()
      await phone(page, /^SMS/).getByRole('button', { name: 'Deliver' }).click()
      await thread(page).getByText('Reached').waitFor()
      return thread(page)
    },
  },
]

/** Says something in the conversation that is open. */
async function say(page: Page, text: string): Promise<Locator> {
  await type(page, text)
  const said = page.getByRole('article').filter({ hasText: text })
  await said.hover()
  return said
}

/** Mentions the bot in the thread of somebody's message, and waits for its answer. */
async function mention(page: Page): Promise<void> {
  const said = await say(page, 'The lift is stuck')
  await said.getByRole('button', { name: /repl/i }).first().click()
  const reply = thread(page).getByRole('textbox')
  await reply.fill('@Backstop Maya is in the lift at Chancery Lane, please call her')
  await reply.press('Enter')
  await thread(page).getByText('Only visible to you').waitFor()
}
