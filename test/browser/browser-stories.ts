import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, type TestFunction, test } from 'vitest'
import { findChromium, LEFT_OUT, launchChromium } from './chromium.ts'
import { type SandboxProgram, startSandboxProgram } from './sandbox-program.ts'

/** Real milliseconds for one story; each takes a few seconds on a machine that has nothing else to do. */
const STORY_TIMEOUT_MS = 120_000

/** A browser and a sandbox for the stories of one file, and the stories themselves. */
export interface BrowserStories {
  /** A story; where there is no Chromium it is left out. */
  story(name: string, tell: TestFunction): void
  /** Opens the page of the file's sandbox in a context of its own; what it complains of fails the story at its end. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** The same for a page elsewhere. */
  openAt(url: string, options?: BrowserContextOptions): Promise<Page>
}

/** Starts both before the stories of a file and ends them after. `hasSandbox` false: the browser alone. */
export function browserStories({ hasSandbox = true } = {}): BrowserStories {
  const executable = findChromium()
  if (executable === undefined) process.stdout.write(`${LEFT_OUT}\n`)
  let browser: Browser
  let sandbox: SandboxProgram | undefined

  beforeAll(async () => {
    if (executable === undefined) return
    ;[browser, sandbox] = await Promise.all([
      launchChromium(executable),
      hasSandbox ? startSandboxProgram() : Promise.resolve(undefined),
    ])
  })
  afterAll(async () => {
    await browser?.close()
    await sandbox?.stop()
  })

  let complaints: string[] = []
  const openAt = (url: string, options?: BrowserContextOptions) => openWatched(browser, url, complaints, options)

  return {
    story(name, tell) {
      test.skipIf(executable === undefined)(
        name,
        async (context) => {
          complaints = []
          try {
            await tell(context)
          } finally {
            // A page that is left open draws all that happens in the next stories.
            for (const opened of browser.contexts()) await opened.close()
          }
          expect(complaints).toEqual([])
        },
        STORY_TIMEOUT_MS,
      )
    },
    open(options) {
      if (!sandbox) throw new Error('these stories have no sandbox')
      return openAt(sandbox.pageUrl, options)
    },
    openAt,
  }
}

/** Opens an address in a context of its own, and collects what its console and its scripts complain of. */
async function openWatched(
  browser: Browser,
  url: string,
  complaints: string[],
  options?: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(url)
  await page.getByText('nothing here is a real delivery').first().waitFor()
  return page
}
