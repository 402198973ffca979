import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { browserStories } from './browser-stories.ts'
import { sendByForm, speedUp, TEXT } from './first-minute.ts'

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

story('a newcomer sees the SMS follow the unread message, and the thread tell it', async () => {
  const page = await open()
  await sendByForm(page, '1 min')
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('1 min to be read').waitFor()
  await speedUp(page)
  const sms = page.getByRole('region', { name: /^SMS/ })
  await sms.getByText(TEXT).waitFor()
  await thread.getByText('not read in 1 min: sending SMS').waitFor()
  await sms.getByRole('button', { name: 'Deliver' }).click()
  await thread.getByText('Done: delivered on SMS').waitFor()
})

story('a form that was refused shows its first mistake, words and all, and has the focus there', async () => {
  const page = await open({ viewport: { width: 1280, height: 500 } })
  const composer = page.getByRole('textbox', { name: 'Message #incidents' })
  await composer.fill('/notify')
  await composer.press('Enter')
  const form = page.getByRole('dialog', { name: 'Notify a person' })
  await form.getByLabel('Address').first().fill('2345678901234567')
  await form.getByLabel('Text').first().fill(TEXT)
  await form.getByLabel('Address').nth(1).fill('nobody')
  // From the form's top, so that the mistake is below what is shown.
  await form.getByLabel('Channel').first().focus()
  await form.getByRole('button', { name: 'Send' }).click()
  const mistake = form.getByRole('alert').filter({ hasText: /./ }).first()
  await mistake.waitFor()
  await page.locator('[aria-invalid="true"]:focus').waitFor()
  const [shown, footer] = [await mistake.boundingBox(), await form.getByRole('contentinfo').boundingBox()]
  if (!shown || !footer) throw new Error('the mistake or the footer has no place')
  if (shown.y + shown.height > footer.y)
    throw new Error(`the mistake ends at ${shown.y + shown.height}, below ${footer.y}`)
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'hidden' })
})

story('the first minute goes by keyboard alone', async () => {
  const page = await open()
  const { keyboard } = page
  await page.locator('textarea:focus').waitFor()
  await keyboard.type('/no')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Notify a person' })
  await form.waitFor()
  await form.getByRole('button', { name: 'Send' }).waitFor()
  await tabTo(page, 'Text')
  await keyboard.type('Bring the spare keys.')
  await tabTo(page, 'Address')
  await keyboard.type('2345678901234567')
  await tabTo(page, 'Address')
  await keyboard.type('447700900000')
  await keyboard.press('Enter')
  await form.waitFor({ state: 'hidden' })

  const thread = page.getByRole('complementary', { name: 'Thread' })
  // As long as this person had it the last time, in the story before.
  await thread.getByText('min to be read').waitFor()
  await tabTo(page, '+10 min')
  await keyboard.press('Enter')
  const sms = page.getByRole('region', { name: /^SMS/ })
  await sms.getByText('Bring the spare keys.').waitFor()
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
