import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { browserStories } from './browser-stories.ts'

const { story, open } = browserStories()

/** Plays a story of the guide without its pauses. */
async function play(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click()
  await page.getByRole('button', { name: 'Skip to the end' }).click()
  await page.getByText('that was it').waitFor()
}

/** The words of the open thread. */
function threadOf(page: Page) {
  return page.getByRole('complementary', { name: 'Thread' })
}

story('the guide shows how an unread message is followed by an SMS', async () => {
  const page = await open()
  await play(page, 'Not read, so SMS')
  await threadOf(page).getByText('not read in 10 min: sending SMS').waitFor()
  await threadOf(page).getByText('Done: delivered on SMS').waitFor()
  await page.getByRole('region', { name: 'Phone of Maya' }).getByRole('region', { name: /^SMS/ }).waitFor()
})

story('the guide shows how a rejection is not waited out', async () => {
  const page = await open()
  await play(page, 'Rejected at once')
  await threadOf(page).getByText('[1300]').last().waitFor()
  await threadOf(page).getByText('Done: delivered on SMS').waitFor()
  const tom = page.getByRole('region', { name: 'Phone of Tom' })
  await tom
    .getByRole('region', { name: /^Messenger/ })
    .getByText('rejected', { exact: false })
    .first()
    .waitFor()
})

story('the guide shows how a late receipt corrects the story', async () => {
  const page = await open()
  await play(page, 'Answered late')
  await threadOf(page)
    .getByText(/read .* later, after the SMS/)
    .waitFor()
  expect(await page.getByRole('region', { name: 'Phone of Lena' }).getByRole('article').count()).toBe(2)
})

story(
  'a story can be played at its own pace, hurried step by step, and stopped with the clock left as it was',
  async () => {
    const page = await open()
    await page.getByRole('button', { name: /^Not read, so SMS/ }).click()
    const player = page.getByRole('group', { name: 'Story: Not read, so SMS' })
    await player.getByText('step 1 of 7').waitFor()
    const form = page.getByRole('dialog', { name: 'Notify a person' })
    await form.waitFor()
    await player.getByRole('button', { name: 'Next' }).click()
    await player.getByText('step 2 of 7').waitFor()
    await player.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: /^Rejected at once/ }).waitFor({ state: 'attached' })
    expect(await page.getByRole('button', { name: '×1', exact: false }).first().getAttribute('aria-pressed')).toBe(
      'true',
    )
    // What Slack has open stays open, now as the modal that it is.
    await page.locator('#modal:modal').waitFor()
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
  },
)
