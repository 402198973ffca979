import { browserStories } from './browser-stories.ts'
import { sendByForm, speedUp, TEXT } from './first-minute.ts'

const { story, open } = browserStories()

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
  await form.getByLabel('Address').nth(1).fill('+44 7700 900000')
  await form.getByRole('button', { name: 'Send' }).click()
  const mistake = form.getByRole('alert').filter({ hasText: /./ }).first()
  await mistake.waitFor()
  await page.locator('[aria-invalid="true"]:focus').waitFor()
  const [shown, footer] = [await mistake.boundingBox(), await form.getByRole('contentinfo').boundingBox()]
  if (!shown || !footer) throw new Error('the mistake or the footer has no place')
  if (shown.y + shown.height > footer.y)
    throw new Error(`the mistake ends at ${shown.y + shown.height}, below ${footer.y}`)
})
