import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium, LEFT_OUT, launchChromium } from './chromium.ts'
import { sendByForm, speedUp, TEXT } from './first-minute.ts'
import { type SandboxProgram, startSandboxProgram } from './sandbox-program.ts'

const executable = findChromium()
if (executable === undefined) process.stdout.write(`${LEFT_OUT}\n`)

let browser: Browser
let sandbox: SandboxProgram

beforeAll(async () => {
  if (executable === undefined) return
  ;[browser, sandbox] = await Promise.all([launchChromium(executable), startSandboxProgram()])
})

afterAll(async () => {
  await browser?.close()
  await sandbox?.stop()
})

test.skipIf(executable === undefined)(
  'a newcomer sees the SMS follow the unread message, and the thread tell it',
  async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(sandbox.pageUrl)
    await page.getByText('nothing here is a real delivery').first().waitFor()
    await sendByForm(page)
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByText('10 min to be read').waitFor()
    await speedUp(page)
    const sms = page.getByRole('region', { name: /^SMS/ })
    await sms.getByText(TEXT).waitFor()
    await thread.getByText('not read in 10 min: sending SMS').waitFor()
    await sms.getByRole('button', { name: 'Deliver' }).click()
    await thread.getByText('Done: delivered on SMS').waitFor()
    expect(complaints).toEqual([])
  },
  60_000,
)
