import { expect } from 'vitest'
import { NOTIFY_FORM } from '../../src/slack/views/notify-form.ts'
import {
  blocksOf,
  chooseFor,
  enteredIn,
  fill,
  formOf,
  GOOD,
  openForm,
  shownIn,
  submit,
  untilForm,
} from './form-hands.ts'
import { settle } from './slack-calls.ts'
import { story, takeLog } from './story.ts'
import {
  ADA,
  cardsIn,
  giveChance,
  INCIDENTS,
  NUMBER,
  notify,
  PSID,
  sentUuid,
  threadOf,
  untilSent,
  untilTold,
} from './thread.ts'

const BEN = 'U0BEN'

story('messages are added, moved and removed with all that is entered in them', async (world) => {
  await openForm(world)
  await fill(world, GOOD)
  await world.slack.clickInView({ userId: ADA, actionId: 'form_add' })
  await untilForm(world, () => blocksOf(world).includes('m3_to'))
  expect(shownIn(world)).toContain('*Message 3 of 3*')
  await fill(world, { m3_to: '447700900003' })
  await chooseFor(world, 'up m3')
  await untilForm(world, () => blocksOf(world).indexOf('m3_to') < blocksOf(world).indexOf('m2_to'))
  await chooseFor(world, 'remove m1')
  await untilForm(world, () => !blocksOf(world).includes('m1_to'))
  expect([enteredIn(world, 'm3_to'), enteredIn(world, 'm2_to')]).toEqual(['447700900003', NUMBER])
  await submit(world)
  await untilSent(world, 1)
  expect(cardsIn(world)).toHaveLength(1)
  expect(world.phones.messages()[0]?.to).toBe('447700900003')
})

story('two clicks at once add one message, and a letter that was told after them takes nothing away', async (world) => {
  await openForm(world)
  const add = () => world.slack.clickInView({ userId: ADA, actionId: 'form_add' })
  await Promise.all([add(), add(), fill(world, { m1_to: '1' })])
  await untilForm(world, () => blocksOf(world).includes('m3_to'))
  await fill(world, { m1_to: PSID, m2_to: NUMBER })
  await untilForm(world, () => shownIn(world).includes('447…'))
  expect(blocksOf(world).filter((id) => id.endsWith('_to'))).toEqual(['m1_to', 'm2_to', 'm3_to'])
  expect(enteredIn(world, 'm1_to')).toBe(PSID)
})

story('one message alone is sent where the other one was removed', async (world) => {
  await openForm(world)
  await fill(world, GOOD)
  await chooseFor(world, 'remove m2')
  await untilForm(world, () => !blocksOf(world).includes('m2_to'))
  await submit(world)
  await untilTold(world, /Messenger\* sent$/)
  await world.phones.deliver(sentUuid(world, 0))
  await untilTold(world, /Done/)
  expect(threadOf(world).at(-1)).toBe('✅ *Done*: delivered on Messenger')
})

story('another channel brings its own choices, and nothing that was typed is lost on the way', async (world) => {
  await openForm(world)
  await fill(world, { ...GOOD, m1_channel: 'whatsapp' })
  await untilForm(world, () => blocksOf(world).includes('m1_content_whatsapp'))
  await fill(world, { m1_content_whatsapp: 'template' })
  await untilForm(world, () => blocksOf(world).includes('m1_templateName'))
  await fill(world, { m1_templateName: 'ns:alarm', m1_templateParameters: 'B2\nflooded', m1_templateLocale: 'en-GB' })
  await fill(world, { m1_channel: 'sms' })
  await untilForm(world, () => blocksOf(world).includes('m1_content_sms'))
  expect(blocksOf(world)).not.toContain('m1_templateName')
  expect(enteredIn(world, 'm1_condition_sms')).toBe('delivered')
  await fill(world, { m1_channel: 'whatsapp' })
  await untilForm(world, () => blocksOf(world).includes('m1_templateName'))
  expect(enteredIn(world, 'm1_templateName')).toBe('ns:alarm')
  expect(enteredIn(world, 'm1_condition_whatsapp')).toBe('read')
  await submit(world, { m1_to: '+44 7700 900009' })
  await untilSent(world, 1)
  expect(world.slack.openViews(ADA)).toEqual([])
  expect(world.phones.messages()[0]).toMatchObject({ channel: 'whatsapp', to: '447700900009' })
})

story('the plan is told in words while it is entered', async (world) => {
  await openForm(world)
  expect(shownIn(world)).toContain('1. *Messenger* (no address yet) goes at once.')
  await fill(world, { ...GOOD, m1_expiry: '60' })
  await untilForm(world, () => /2\. \*SMS\* to `447…` if message 1 is not read within 1 min/.test(shownIn(world)))
  expect(shownIn(world)).toContain('At worst the last message goes after 1 min.')
  await fill(world, { form_text: 'x'.repeat(200) })
  await untilForm(world, () => shownIn(world).includes('Message 2 (SMS) goes as 2 SMS parts'))
})

story(
  'a text that is too long is told while it is typed, without taking the form from anybody else',
  async (world) => {
    await openForm(world)
    await fill(world, GOOD)
    await untilForm(world, () => shownIn(world).includes('447…'))
    for (let length = 641; length < 760; length += 1) await fill(world, { form_text: 'x'.repeat(length) })
    await untilForm(world, () => shownIn(world).includes('Message 1 (Messenger) is longer than the 640 characters'))
    await world.slack.typeCommand({ userId: BEN, conversationId: INCIDENTS, text: '/notify' })
    await world.slack.until((slack) => slack.openViews(BEN).at(-1)?.definition.callback_id === NOTIFY_FORM)
    const { errors } = await submit(world)
    expect(errors).toEqual({ form_text: 'Messenger takes 640 characters at most; this has 759.' })
  },
  { hasRateLimits: true },
)

story('who wrote lately is named, and can be written to without a tag', async (world) => {
  await notify(world, `messenger:${PSID} Hello`)
  await untilSent(world, 1)
  await world.phones.reply({ address: PSID, channel: 'messenger', text: 'Yes?' })
  await openForm(world)
  expect(shownIn(world)).toContain(`can be answered: \`${PSID}\``)
  await fill(world, { m1_to: PSID })
  await untilForm(world, () => shownIn(world).includes('to `234…`'))
  expect(blocksOf(world)).not.toContain('m1_messengerTag')
  await fill(world, { m1_to: '999' })
  await untilForm(world, () => blocksOf(world).includes('m1_messengerTag'))
})

story('what would happen is told on top of the form, and nothing is sent', async (world) => {
  await openForm(world)
  await fill(world, GOOD)
  await untilForm(world, () => shownIn(world).includes('447…'))
  await world.slack.clickInView({ userId: ADA, actionId: 'simulate_form' })
  await world.slack.until((slack) => slack.openViews(ADA).length === 2)
  expect(shownIn(world)).toContain('Nothing was sent')
  await world.slack.closeView({ userId: ADA })
  expect(enteredIn(world, 'm1_to')).toBe(PSID)
  await giveChance(world)
  expect(world.phones.messages()).toEqual([])
})

story('what must be put right is told instead of what would happen', async (world) => {
  await openForm(world)
  await fill(world, { m2_to: '07700900000' })
  await world.slack.clickInView({ userId: ADA, actionId: 'simulate_form' })
  await world.slack.until((slack) => slack.openViews(ADA).length === 2)
  expect(shownIn(world)).toMatch(/Text: Must not be empty.*Message 1: Say who.*Message 2: Must start with the country/)
})

story('where what would happen is not shown, the form says so, loses nothing and goes on', async (world) => {
  await openForm(world)
  await fill(world, GOOD)
  await settle(world)
  for (const error of ['expired_trigger_id', 'push_limit_reached']) {
    const before = formOf(world)?.hash
    world.slack.fault({ method: 'views.push', error })
    await world.slack.clickInView({ userId: ADA, actionId: 'simulate_form' })
    await untilForm(world, ({ hash }) => hash !== before)
    expect(shownIn(world)).toContain('Slack did not show what would happen')
  }
  expect(blocksOf(world).slice(-2)).toEqual(['form_notice', 'simulate_form'])
  expect(blocksOf(world).filter((id) => id === 'form_notice')).toHaveLength(1)
  expect(enteredIn(world, 'm1_to')).toBe(PSID)
  await fill(world, { m1_to: '999' })
  await untilForm(world, () => !blocksOf(world).includes('form_notice'))
  await submit(world)
  await untilSent(world, 1)
})

story('where the form can not say that nothing was shown either, a direct message does', async (world) => {
  await openForm(world)
  world.slack.fault({ method: 'views.push', httpStatus: 503 })
  world.slack.fault({ method: 'views.update', error: 'hash_conflict' })
  await world.slack.clickInView({ userId: ADA, actionId: 'simulate_form' })
  await world.slack.until(({ messages }) =>
    messages('D0ADA').some(({ text }) => text.startsWith('⚠️ Slack did not show what would happen')),
  )
})

story('a form that can not be shown anew stays as it is, and can be sent', async (world) => {
  await openForm(world)
  world.slack.fault({ method: 'views.update', error: 'hash_conflict', times: 20 })
  await submit(world, GOOD)
  await untilSent(world, 1)
  expect(takeLog(world)).toEqual([])
})
