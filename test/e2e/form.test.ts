import { expect } from 'vitest'
import { story } from './story.ts'
import { ADA, cardIn, cardsIn, NUMBER, notify, PSID, sentUuid, threadOf, untilSent, untilTold } from './thread.ts'
import type { World } from './world.ts'

/** What Ada enters, by the field's label in our words: `to 2` is the address of the second message. */
function entered(fields: Record<string, string | null>) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const [field = '', place = '1'] = name.split(' ')
      const id = `message_${Number(place) - 1}_${field}`
      return [id, { [id]: value }]
    }),
  )
}

const GOOD = { channel: 'messenger', to: PSID, text: 'The server room is flooding', 'to 2': NUMBER }

async function openForm(world: World): Promise<void> {
  expect(await notify(world, '')).toEqual({ delivery: 'acked' })
  await world.slack.until(() => world.slack.openViews(ADA).length === 1)
}

async function submit(world: World, fields: Record<string, string | null>) {
  return world.slack.submitView({ userId: ADA, values: entered(fields) })
}

story('a form that is filled in well closes, and its notification goes its way', async (world) => {
  await openForm(world)
  expect(await submit(world, { ...GOOD, condition: 'read', expiry: '30' })).toEqual({ delivery: 'acked', errors: {} })
  expect(world.slack.openViews(ADA)).toEqual([])
  await untilTold(world, /Messenger\* sent: 30 s to be read/)
  await world.advance(30)
  await untilSent(world, 2)
  expect(world.phones.messages().map(({ channel, to, text }) => [channel, to, text])).toEqual([
    ['messenger', PSID, GOOD.text],
    ['sms', NUMBER, GOOD.text],
  ])
})

story('a second message without address and text is not sent: the first one stands alone', async (world) => {
  await openForm(world)
  await submit(world, { ...GOOD, 'to 2': null })
  await untilTold(world, /Messenger\* sent$/)
  await world.phones.deliver(sentUuid(world, 0))
  await untilTold(world, /Done/)
  expect(threadOf(world).at(-1)).toBe('✅ *Done*: delivered on Messenger')
})

const MISTAKES: [string, Record<string, string | null>, string, string][] = [
  [
    'an SMS that is to be read',
    { channel: 'sms', to: NUMBER, condition: 'read' },
    'condition',
    'SMS never reports read; use delivered.',
  ],
  [
    'a number without its country code',
    { 'to 2': '07700900000' },
    'to 2',
    'Must start with the country code instead of 0, for example 447700900000.',
  ],
  ['no address for a text', { 'to 2': null, 'text 2': 'Call me' }, 'to 2', 'Say who the message goes to.'],
  [
    'a text that is too long for the second channel',
    { 'text 2': 'x'.repeat(1001) },
    'text 2',
    'SMS takes 1000 characters at most; this has 1001.',
  ],
  [
    'a text that the second channel takes and the first does not',
    { text: 'x'.repeat(641) },
    'text',
    'Messenger takes 640 characters at most; this has 641.',
  ],
]

for (const [mistake, fields, field, words] of MISTAKES) {
  story(`${mistake} is told at its field, with what was entered kept`, async (world) => {
    await openForm(world)
    const before = world.slack.openViews(ADA)[0]?.id
    const { errors } = await submit(world, { ...GOOD, ...fields })
    const id = Object.keys(entered({ [field]: null }))[0] ?? ''
    expect(errors).toEqual({ [id]: words })
    const view = world.slack.openViews(ADA)[0]
    expect(view?.id).toBe(before)
    expect(view?.values).toMatchObject({ message_0_to: { message_0_to: { value: fields.to ?? GOOD.to } } })
    await submit(world, { ...GOOD, 'text 2': null, condition: 'delivered' })
    await untilSent(world, 1)
    expect(world.slack.openViews(ADA)).toEqual([])
    expect(cardsIn(world).length).toBeLessThanOrEqual(1)
  })
}

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

story('what is marked up in a text is inert on the card, and as it was typed on the phone', async (world) => {
  const text = '<!channel> & *bold* <https://evil.example|click> @here'
  await openForm(world)
  await submit(world, { ...GOOD, text })
  await untilSent(world, 1)
  await world.slack.until(() => cardIn(world) !== undefined)
  expect(world.phones.messages()[0]?.text).toBe(text)
  const shown = JSON.stringify([cardIn(world)?.text, cardIn(world)?.blocks])
  expect(shown).not.toContain('<!channel>')
  expect(shown).not.toContain('<https://evil')
  expect(shown).toContain('&lt;!channel&gt; &amp; *bold*')
})
