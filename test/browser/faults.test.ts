import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { browserStories } from './browser-stories.ts'

const { story, open } = browserStories()

/** What the page leaves for a moment longer than a story wants to wait. */
const SHORTER: Readonly<Record<string, string>> = { 'For: Database locked': '50' }

async function type(page: Page, line: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message #incidents' })
  await composer.fill(line)
  await composer.press('Enter')
}

/** Switches a fault on, gives it its occasion, and waits until it has struck and all goes on. */
async function strike(page: Page, fault: Locator): Promise<void> {
  for (const [name, value] of Object.entries(SHORTER)) {
    const field = fault.getByLabel(name)
    if ((await field.count()) > 0) await field.fill(value)
  }
  await fault.getByRole('button', { name: /^Switch on/ }).click()
  const isForm = (await fault.getByText('expired_trigger_id').count()) > 0
  // A magic number: delivered at once, so that there are receipts.
  await type(page, isForm ? '/notify' : '/notify 447700900901 The server room is flooding')
  await fault.getByText('has struck once').waitFor()
  await page.getByText('Backstop is running').waitFor()
  await page.getByRole('button', { name: /^\+1 h/ }).click()
}

story('each fault can be switched on, strikes, and leaves a Backstop that gets messages through', async () => {
  const page = await open()
  await page.getByRole('button', { name: /^Faults/ }).click()
  const faults = page.getByRole('region', { name: 'Faults', exact: true }).getByRole('listitem')
  await faults.first().waitFor()
  expect(await faults.count()).toBeGreaterThan(15)
  for (const fault of await faults.all()) await strike(page, fault)

  await page.getByRole('button', { name: 'Switch all off' }).click()
  await type(page, '/notify 447700900901 All is well again')
  const last = page.getByRole('log', { name: 'Messages', exact: true }).getByRole('article').last()
  await last.getByText('All is well again').waitFor()
  await last.getByText('Reached').waitFor()
})
