/** `npm run pictures`: makes the README's pictures from the sandbox. */
import { fileURLToPath } from 'node:url'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { findChromium, LEFT_OUT, launchChromium } from './chromium.ts'
import { sendByForm } from './first-minute.ts'
import { startSandboxProgram } from './sandbox-program.ts'
import { TOUR } from './tour.ts'

/** Where the README finds them. */
const FOLDER = fileURLToPath(new URL('../../.github/pictures/', import.meta.url))

const STORIES = ['Not read, so SMS', 'Rejected at once', 'Answered late']

const executable = findChromium()
if (executable === undefined) throw new Error(LEFT_OUT)
const browser = await launchChromium(executable)

/**
 * Takes a picture of the part of a page that `show` resolves to, once it has come to show what it is to show, in a
 * sandbox of its own. A dialog is shown whole.
 */
async function picture(
  name: string,
  show: (page: Page) => Promise<Locator>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const sandbox = await startSandboxProgram()
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5, ...options })
  try {
    await page.goto(sandbox.pageUrl)
    const part = await show(page)
    await part.evaluate((shown) => shown.style.setProperty('max-height', 'none'))
    await part.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' })
  } finally {
    await page.close()
    await sandbox.stop()
  }
}

/** All of the page. */
const wholePage = (page: Page) => page.locator('body')

async function play(page: Page, title: string): Promise<Locator> {
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click()
  await page.getByRole('button', { name: 'Skip to the end' }).click()
  await page.getByText('that was it').waitFor()
  await page.getByText('Reached').first().waitFor()
  return wholePage(page)
}

/** The whole of the page after a story, with the truth behind it. */
async function showAll(page: Page): Promise<Locator> {
  await play(page, 'Not read, so SMS')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('Reached').first().waitFor()
  await page.getByRole('button', { name: /^Timeline/ }).click()
  await page.getByRole('searchbox', { name: 'Filter the timeline' }).fill('message')
  await page.getByRole('button', { name: /message over sms/ }).click()
  return wholePage(page)
}

try {
  await picture('thread', async (page) => {
    await sendByForm(page)
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByText('10 min to be read').waitFor()
    await page.getByRole('button', { name: 'Deliver' }).click()
    await thread.getByText('Messenger: delivered').waitFor()
    await page.getByRole('button', { name: /^\+10 min/ }).click()
    await page.getByRole('region', { name: /^SMS/ }).getByRole('button', { name: 'Deliver' }).click()
    await thread.getByText('Done: delivered on SMS').waitFor()
    await page.getByText('Reached').first().waitFor()
    return wholePage(page)
  })
  const large = { viewport: { width: 1440, height: 900 } }
  await picture('page-light', showAll, { ...large, colorScheme: 'light' })
  await picture('page-dark', showAll, { ...large, colorScheme: 'dark' })
  for (const { name, show, height = 1320 } of TOUR) await picture(name, show, { viewport: { width: 1280, height } })
  for (const [i, title] of STORIES.entries()) await picture(`scenario-${i + 1}`, (page) => play(page, title))
} finally {
  await browser.close()
}
