/** `npm run pictures`: makes the README's pictures from the sandbox. */
import { fileURLToPath } from 'node:url'
import { findChromium, LEFT_OUT, launchChromium } from './chromium.ts'
import { sendByForm, speedUp } from './first-minute.ts'
import { startSandboxProgram } from './sandbox-program.ts'

/** Where the README finds them. */
const FOLDER = fileURLToPath(new URL('../../.github/pictures/', import.meta.url))

const executable = findChromium()
if (executable === undefined) throw new Error(LEFT_OUT)
const [browser, sandbox] = await Promise.all([launchChromium(executable), startSandboxProgram()])
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 })
  await page.goto(sandbox.pageUrl)
  await sendByForm(page)
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('10 min to be read').waitFor()
  await page.getByRole('button', { name: 'Deliver' }).click()
  await thread.getByText('Messenger: delivered').waitFor()
  await speedUp(page)
  const sms = page.getByRole('region', { name: /^SMS/ })
  await sms.getByRole('button', { name: 'Deliver' }).click()
  await thread.getByText('Done: delivered on SMS').waitFor()
  await page.getByText('Reached').first().waitFor()
  await page.screenshot({ path: `${FOLDER}thread.png` })
} finally {
  await browser.close()
  await sandbox.stop()
}
