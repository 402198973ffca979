import { expect } from 'vitest'
import { blocksOf, enteredIn, fill, formOf, GOOD, openForm, shownIn, submit, untilForm } from './form-hands.ts'
import { deliverRaw, lastDelivered } from './raw-delivery.ts'
import { story } from './story.ts'
import {
  ADA,
  cardIn,
  cardsIn,
  giveChance,
  INCIDENTS,
  NUMBER,
  notify,
  PSID,
  sentUuid,
  untilSent,
  untilTold,
} from './thread.ts'

story('a form that is filled in well closes, and its notification goes its way', async (world) => {
  await openForm(world)
  expect(await submit(world, { ...GOOD, m1_condition_messenger: 'read', m1_expiry: '30' })).toEqual({
    delivery: 'acked',
    errors: {},
  })
  expect(world.slack.openViews(ADA)).toEqual([])
  await untilTold(world, /Messenger\* sent: 30 s to be read/)
  await world.advance(30)
  await untilSent(world, 2)
  expect(world.phones.messages().map(({ channel, to, text }) => [channel, to, text])).toEqual([
    ['messenger', PSID, GOOD.form_text],
    ['sms', NUMBER, GOOD.form_text],
  ])
})

story('something opens before anything is read, and cannot be sent', async (world) => {
  world.slack.fault({ method: 'views.update', error: 'internal_error', times: 2 })
  await notify(world, '')
  await world.slack.until(() => world.slack.openViews(ADA).length === 1)
  expect(shownIn(world)).toContain('One moment')
  expect(world.slack.openViews(ADA)[0]?.definition).not.toHaveProperty('submit')
  await world.slack.until((slack) => slack.messages(INCIDENTS).some(({ text }) => /could not be opened/.test(text)))
})

story('another time is typed, and one that is none is told there', async (world) => {
  await openForm(world)
  await fill(world, { ...GOOD, m1_expiry: 'typed' })
  await untilForm(world, () => blocksOf(world).includes('m1_expiryTyped'))
  const { errors } = await submit(world, { m1_expiryTyped: 'soon' })
  expect(errors).toEqual({ m1_expiryTyped: 'Write a number with s, m, h or d, like 30s, 10m, 2h or 1d.' })
  await submit(world, { m1_expiryTyped: '45 s' })
  await untilTold(world, /Messenger\* sent: 45 s to be read/)
})

story('the last settings are the next ones, without addresses and texts', async (world) => {
  await openForm(world)
  await submit(world, { ...GOOD, m1_condition_messenger: 'delivered', m1_expiry: '1800' })
  await untilSent(world, 1)
  await openForm(world)
  expect(enteredIn(world, 'm1_condition_messenger')).toBe('delivered')
  expect(enteredIn(world, 'm1_expiry')).toBe('1800')
  expect([enteredIn(world, 'm1_to'), enteredIn(world, 'form_text')]).toEqual([null, null])
})

story('the same text to the same recipient within two minutes is asked about first', async (world) => {
  await openForm(world)
  await submit(world, GOOD)
  await untilSent(world, 1)
  await world.advance(40)
  await openForm(world)
  const before = formOf(world)?.id
  await submit(world, GOOD)
  await untilForm(world, ({ definition }) => JSON.stringify(definition.submit).includes('Send again'))
  expect(formOf(world)?.id).toBe(before)
  expect(shownIn(world)).toMatch(/the same text went to Messenger `…4567` 40 s ago .*by <@U0ADA>.*Press \*Send again\*/)
  expect(enteredIn(world, 'm2_to')).toBe(NUMBER)
  expect(cardsIn(world)).toHaveLength(1)
  await submit(world)
  await world.slack.until(() => cardsIn(world).length === 2)
  expect(world.slack.openViews(ADA)).toEqual([])
})

story('what was confirmed is what is sent: another recipient of the same is asked about again', async (world) => {
  await notify(world, `${NUMBER} Hello`)
  await notify(world, '447700900009 Hello')
  await untilSent(world, 2)
  await openForm(world)
  await submit(world, { form_text: 'Hello', m1_to: NUMBER })
  await untilForm(world, () => shownIn(world).includes('Send again'))
  await submit(world, { m1_to: '447700900009' })
  await untilForm(world, () => /the same text went to SMS `\+44 •••• 009`/.test(shownIn(world)))
  expect(world.phones.messages()).toHaveLength(2)
})

const MISTAKES: [string, Record<string, string | null>, Record<string, string>][] = [
  [
    'a number without its country code',
    { m2_to: '07700900000' },
    { m2_to: 'Must start with the country code instead of 0, for example 447700900000.' },
  ],
  [
    'a text that the second channel takes and the first does not',
    { form_text: 'x'.repeat(641) },
    { form_text: 'Messenger takes 640 characters at most; this has 641.' },
  ],
  [
    'all of several mistakes',
    { form_text: 'x'.repeat(641), m2_to: 'Ada' },
    {
      form_text: 'Messenger takes 640 characters at most; this has 641.',
      m2_to: 'Must be a number of 7 to 15 digits that starts with the country code, for example 447700900000.',
    },
  ],
]

for (const [mistake, fields, words] of MISTAKES) {
  story(`${mistake} is told at its field, with what was entered kept`, async (world) => {
    await openForm(world)
    const before = formOf(world)?.id
    const { errors } = await submit(world, { ...GOOD, ...fields })
    expect(errors).toEqual(words)
    expect(formOf(world)?.id).toBe(before)
    expect(enteredIn(world, 'm1_to')).toBe(PSID)
    await submit(world, GOOD)
    await untilSent(world, 1)
    expect(world.slack.openViews(ADA)).toEqual([])
  })
}

story('a mistake whose field is not shown is told at the top of the form, with the field', async (world) => {
  await openForm(world)
  await fill(world, GOOD)
  await giveChance(world)
  world.slack.fault({ method: 'views.update', error: 'ratelimited' })
  await fill(world, { m1_content_messenger: 'own text' })
  await giveChance(world)
  expect(blocksOf(world)).not.toContain('m1_ownText')
  expect(await submit(world)).toEqual({ delivery: 'acked', errors: {} })
  expect(blocksOf(world)).toContain('m1_ownText')
  expect(shownIn(world)).toContain('Put this right first:\\n• Message 1: Must not be empty.')
  expect((await submit(world)).errors).toHaveProperty('m1_ownText')
  await submit(world, { m1_ownText: 'Call Ada' })
  await untilSent(world, 1)
  expect(world.phones.messages()[0]?.text).toBe('Call Ada')
})

story('a form that is sent twice at once is one notification', async (world) => {
  await openForm(world)
  await Promise.all([submit(world, GOOD), submit(world, GOOD)])
  await untilTold(world, /Messenger\* sent/)
  await world.phones.read(sentUuid(world, 0))
  await untilTold(world, /Done/)
  expect(cardsIn(world)).toHaveLength(1)
  expect(world.phones.messages()).toHaveLength(1)
  expect(world.slack.journal().filter((entry) => 'name' in entry && entry.name === 'view_submission')).toHaveLength(2)
})

story('a form that was sent, but stayed open, is not sent again with something else', async (world) => {
  await openForm(world)
  await fill(world, GOOD)
  // Slack never heard the answer, so that the form stays open.
  const { actions: _, ...payload } = lastDelivered(world, 'block_actions').payload
  await deliverRaw(world, { envelope: 'interactive', payload: { ...payload, type: 'view_submission' } })
  await untilSent(world, 1)
  const { errors } = await submit(world, { form_text: 'Stay where you are' })
  expect(errors.form_text).toMatch(
    /^This form was already sent as N-[0-9A-F]{6}; open a new one to send something else\.$/,
  )
  await submit(world, GOOD)
  expect(world.slack.openViews(ADA)).toEqual([])
  expect(world.phones.messages().map(({ text }) => text)).toEqual([GOOD.form_text])
})

story('without a conversation the form asks for it; without an answer the card comes to who asked', async (world) => {
  await world.slack.shortcut({ userId: ADA, callbackId: 'notify' })
  await untilForm(world)
  expect(blocksOf(world)).toContain('form_conversation')
  await submit(world, GOOD)
  await untilSent(world, 1)
  const direct = world.slack.conversations().find(({ kind, memberIds }) => kind === 'im' && memberIds.includes(ADA))
  await world.slack.until(() => cardIn(world, direct?.id) !== undefined)
  await world.slack.shortcut({ userId: ADA, callbackId: 'notify' })
  await untilForm(world)
  await submit(world, { ...GOOD, form_text: 'Another', form_conversation: INCIDENTS })
  await world.slack.until(() => cardIn(world) !== undefined)
})

story('what is marked up in a text is inert on the card, and as it was typed on the phone', async (world) => {
  const text = '<!channel> & *bold* <https://evil.example|click> @here'
  await openForm(world)
  await submit(world, { ...GOOD, form_text: text })
  await untilSent(world, 1)
  await world.slack.until(() => cardIn(world) !== undefined)
  expect(world.phones.messages()[0]?.text).toBe(text)
  const shown = JSON.stringify([cardIn(world)?.text, cardIn(world)?.blocks])
  expect(shown).not.toContain('<!channel>')
  expect(shown).not.toContain('<https://evil')
  expect(shown).toContain('&lt;!channel&gt; &amp; *bold*')
})
