import type { Page } from 'playwright-core'

/** What the newcomer writes. */
export const TEXT = 'The server room is flooding. Please call the duty desk.'

/** Types /notify in #incidents and fills the form; `within` is the time that the first message has. */
export async function fillForm(page: Page, within = '10 min'): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message #incidents' })
  await composer.fill('/notify')
  await composer.press('Enter')
  const form = page.getByRole('dialog', { name: 'Notify a person' })
  await form.getByLabel('Address').first().fill('2345678901234567')
  await form.getByLabel('Text').first().fill(TEXT)
  await form.getByLabel('Within').selectOption({ label: within })
  await form.getByLabel('Address').nth(1).fill('+44 7700 900000')
}

/** Fills the form and sends it. */
export async function sendByForm(page: Page, within?: string): Promise<void> {
  await fillForm(page, within)
  const form = page.getByRole('dialog', { name: 'Notify a person' })
  await form.getByRole('button', { name: 'Send' }).click()
  await form.waitFor({ state: 'hidden' })
}

/** Lets business time run a hundred times as fast. */
export async function speedUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: '×100' }).click()
}
