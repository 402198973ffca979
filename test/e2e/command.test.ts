import { expect } from 'vitest'
import { story } from './story.ts'
import { ADA, cardIn, cardsIn, NUMBER, notify, toldTo, untilSent } from './thread.ts'

story('/notify help tells what can be typed', async (world) => {
  await notify(world, 'help')
  expect(toldTo(world, ADA)).toEqual([expect.stringContaining('`/notify 447700900000 The server room is flooding`')])
  expect(world.phones.requests()).toEqual([])
})

const NONSENSE: [string, string, RegExp][] = [
  ['a word that is no address', 'tell Ben to come', /“tell” is neither a number nor a channel/],
  ['a channel that there is none of', 'pigeon:1234 Hello', /“pigeon” is no channel/],
  ['a number that is too short', '12345 Hello', /SMS address must be a number of 7 to 15 digits/],
  ['no text', NUMBER, /the text is missing/],
  ['two addresses without a comma', `messenger:1234567 sms:${NUMBER} Hello`, /a comma stands between two addresses/],
  ['a number with a blank in it', '+4915123 456789 Hello', /a number has no blanks in it/],
  [
    'what is nearly a condition',
    `messenger:1234567,sms:${NUMBER} if unread in 10m: Hello`,
    /did you mean `if not read within 10m: Hello`/,
  ],
  ['an address with markup in it', '<!channel>` Hello', /is neither a number nor a channel/],
]

for (const [what, typed, reason] of NONSENSE) {
  story(
    `${what} is answered with what is wrong, what was typed and where the help is; nothing is sent`,
    async (world) => {
      expect(await notify(world, typed)).toEqual({ delivery: 'acked' })
      const [answer = ''] = toldTo(world, ADA)
      expect(answer).toMatch(/^⚠️ Nothing was sent: /)
      expect(answer).toMatch(reason)
      expect(answer).not.toContain('<!channel>')
      expect(answer).toContain(typed.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('`', "'"))
      expect(answer).toContain('`/notify help` shows all')
      expect(cardsIn(world)).toEqual([])
      expect(world.phones.requests()).toEqual([])
    },
  )
}

story('what Slack escapes in a command comes to the phone as it was typed, and is inert on the card', async (world) => {
  await notify(world, `${NUMBER} &lt;!channel&gt; R&amp;D is on *fire*, 1 &lt; 2`)
  await untilSent(world, 1)
  await world.slack.until(() => cardIn(world) !== undefined)
  expect(world.phones.messages()[0]?.text).toBe('<!channel> R&D is on *fire*, 1 < 2')
  expect(JSON.stringify([cardIn(world)?.text, cardIn(world)?.blocks])).not.toContain('<!channel>')
})
