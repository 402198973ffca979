import { expect } from 'vitest'
import { seriousFindings } from './axe.ts'
import { browserStories } from './browser-stories.ts'

const { story, open } = browserStories()

/** The dark page differs in its colours alone. */
const RULES = { light: undefined, dark: ['color-contrast'] }

for (const colorScheme of ['light', 'dark'] as const) {
  const rules = RULES[colorScheme]
  story(`axe finds nothing serious on the page in ${colorScheme}, whatever is open`, async () => {
    const page = await open({ colorScheme, reducedMotion: 'reduce' })
    const findings: Record<string, string[]> = {}
    const look = async (at: string) => {
      const found = await seriousFindings(page, rules)
      if (found.length > 0) findings[at] = found
    }
    await look('the first view')
    await page.getByRole('button', { name: 'For API users' }).click()
    await look('for API users')
    await page.keyboard.press('Escape')

    const composer = page.getByRole('textbox', { name: 'Message #incidents' })
    await composer.fill('/n')
    await look('a command’s hint')
    await composer.fill('/notify')
    await composer.press('Enter')
    const form = page.getByRole('dialog', { name: 'Notify a person' })
    await form.getByRole('button', { name: 'Send' }).click()
    await form.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
    await look('the form with its mistakes')
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })

    await page.getByRole('button', { name: /^Rejected at once/ }).click()
    await look('a story')
    await page.getByRole('button', { name: 'Skip to the end' }).click()
    await page.getByRole('button', { name: 'Play again' }).waitFor()
    await look('the thread and the phones')
    for (const name of ['Timeline', 'Workflows', 'Faults', 'Log']) {
      const button = page.getByRole('button', { name: new RegExp(`^${name}`) })
      if (!(await button.isVisible())) continue
      await button.click()
      if (name === 'Timeline') await page.locator('.entry').last().click()
      await look(name)
    }
    expect(findings).toEqual({})
  })
}
