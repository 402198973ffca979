import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { browserStories } from './browser-stories.ts'

const { story, open } = browserStories()

/** More presses than the page has places. */
const PRESSES_MAX = 120

/** Runs in the page: the name of what has the focus. */
const FOCUSED_NAME = `(() => {
  const focused = document.activeElement
  return focused.getAttribute('aria-label') ?? (focused.labels?.[0] ?? focused).textContent.trim()
})()`

/** Presses Tab until the focus is where its words begin like this. */
async function tabTo(page: Page, words: string): Promise<void> {
  const seen: string[] = []
  for (let i = 0; i < PRESSES_MAX; i += 1) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate<string>(FOCUSED_NAME)
    if (name.startsWith(words)) return
    seen.push(name)
  }
  throw new Error(`Tab never came to ${words}, but to: ${seen.join(' | ')}`)
}

story('the first minute goes by keyboard alone', async () => {
  const page = await open()
  const { keyboard } = page
  await keyboard.type('/no')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Notify a person' })
  await form.waitFor()
  await tabTo(page, 'Address')
  await keyboard.type('2345678901234567')
  await tabTo(page, 'Text')
  await keyboard.type('Please call the duty desk.')
  await tabTo(page, 'Address')
  await keyboard.type('447700900000')
  await keyboard.press('Enter')
  await form.waitFor({ state: 'hidden' })

  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('10 min to be read').waitFor()
  await tabTo(page, '+10 min')
  await keyboard.press('Enter')
  const sms = page.getByRole('region', { name: /^SMS/ })
  await sms.getByText('Please call the duty desk.').waitFor()
  await tabTo(page, 'Messages of SMS')
  await tabTo(page, 'Deliver')
  await keyboard.press('Space')
  await thread.getByText('Done: delivered on SMS').waitFor()

  await tabTo(page, 'Timeline')
  await keyboard.press('Enter')
  await page.getByRole('list', { name: 'Requests and webhooks' }).waitFor()
  await tabTo(page, 'Lines')
  await keyboard.press('Tab')
  await keyboard.press('ArrowUp')
  await page.getByRole('heading', { name: /POST/ }).waitFor()
  await keyboard.press('Escape')
  expect(await page.evaluate(FOCUSED_NAME)).toMatch(/^Timeline/)
})
