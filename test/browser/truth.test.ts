import { expect } from 'vitest'
import { browserStories } from './browser-stories.ts'

const { story, open } = browserStories()

story('a workflow outlives a kill -9, and the truth shows its deadline, each request and each verdict', async () => {
  const page = await open()
  const composer = page.getByRole('textbox', { name: 'Message #incidents' })
  await composer.fill('/notify messenger:2345678901234567,sms:447700900000 The server room is flooding')
  await composer.press('Enter')
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('10 min to be read').waitFor()

  await page.getByRole('button', { name: /^Workflows/ }).click()
  const workflow = page.getByRole('region', { name: 'Workflows' }).getByRole('listitem').first()
  await workflow.getByText(/^(10:00|9:\d\d) left$/).waitFor()

  await page.getByRole('button', { name: 'Kill -9' }).click()
  await page.getByText('Backstop is down (SIGKILL)').waitFor()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByText('Backstop is running').waitFor()
  await page.getByRole('button', { name: /^Next deadline/ }).click()
  await thread.getByText('not read in 10 min: sending SMS').waitFor()
  await page.getByRole('region', { name: /^SMS/ }).getByText('The server room is flooding').waitFor()

  await page.getByRole('button', { name: /^Timeline/ }).click()
  await page.getByRole('searchbox', { name: 'Filter the timeline' }).fill('message over sms')
  const lines = page.getByRole('list', { name: 'Requests and webhooks' }).getByRole('button')
  await lines.first().click()
  const chosen = page.getByRole('region', { name: 'The chosen one' })
  await chosen.getByText('POST /v1/messages').waitFor()
  await chosen.getByText('"to":"447700900000"').waitFor()
  await chosen.getByText('Verdict: ').waitFor()
  expect(await lines.count()).toBe(1)

  await page.getByRole('button', { name: /^Log/ }).click()
  await page.getByText('SIGKILL').last().waitFor()
})

story('a phone does by itself what was chosen for it', async () => {
  const page = await open()
  const composer = page.getByRole('textbox', { name: 'Message #incidents' })
  const write = async (text: string) => {
    await composer.fill(`/notify messenger:2345678901239999,sms:447700900055 ${text}`)
    await composer.press('Enter')
  }
  await write('First')
  const messenger = page.getByRole('region', { name: 'Messenger 2345678901239999' })
  await messenger.getByText('First').waitFor()
  await messenger.getByRole('combobox', { name: 'New messages' }).selectOption('delivered and read at once')
  await write('Second')
  await messenger.getByText('👀 read').waitFor()
  await messenger.getByRole('combobox', { name: 'New messages' }).selectOption('delivered at once, read in 2 min')
  await write('Third')
  await messenger.getByText('📬 delivered').waitFor()
  await page.getByRole('button', { name: /^\+10 min/ }).click()
  await messenger.getByText('👀 read').nth(1).waitFor()
})

story('a person writes back, says STOP, and blocks', async () => {
  const page = await open()
  const composer = page.getByRole('textbox', { name: 'Message #incidents' })
  const write = async (text: string) => {
    await composer.fill(`/notify 447700900077 ${text}`)
    await composer.press('Enter')
  }
  await write('Are you there?')
  const sms = page.getByRole('region', { name: 'SMS +447700900077' })
  await sms.getByRole('textbox', { name: 'Reply by SMS' }).fill('On my way')
  await sms.getByRole('button', { name: 'Send' }).click()
  await sms.getByRole('article').filter({ hasText: 'On my way' }).waitFor()
  await sms.getByRole('button', { name: 'STOP' }).click()
  await sms.getByText('opted out', { exact: true }).waitFor()
  await write('One more thing')
  await sms.getByText('❌ rejected').waitFor()
  await sms.getByRole('button', { name: 'Block' }).click()
  await sms.getByRole('button', { name: 'Unblock' }).waitFor()
})
