import type { types } from '@slack/bolt'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { progress } from '../../src/failover/progress.ts'
import { card } from '../../src/slack/blocks/card.ts'
import { details } from '../../src/slack/blocks/details.ts'
import { newsLines } from '../../src/slack/blocks/news.ts'
import { reply } from '../../src/slack/blocks/reply.ts'
import { OUTCOME_SIGN } from '../../src/slack/words/states.ts'
import { messageProblems, shownText } from './block-kit.ts'
import { facts, instant, NUMBER, notification } from './card-arbitraries.ts'
import { aNotification } from './notifications.ts'

/** The only markup of Slack's own: who asked or clicked, where, and instants. */
const OWN_MARKUP = /<(?:@[UW][A-Z0-9]+|#C1|!date\^\d+\^\{[a-z_]+\}(?: \{time_secs\})?\|[\d :-]+ UTC)>/g

const options = fc.record(
  { canCancel: fc.boolean(), isInThread: fc.boolean(), asOf: instant },
  { requiredKeys: ['canCancel', 'isInThread'] },
)

test('whatever happens and whatever is written, Slack takes the card, and nothing in it is markup of somebody else’s', () => {
  fc.assert(
    fc.property(notification, facts, options, (asked, happened, { canCancel, isInThread, asOf }) => {
      const { text, blocks } = card(asked, progress(asked.messages, happened), {
        canCancel,
        ...(isInThread ? { story: happened } : {}),
        ...(asOf === undefined ? {} : { asOf }),
      })
      expect(messageProblems(blocks)).toEqual([])
      // Source: Slack, chat.update, msg_too_long.
      expect(text.length).toBeLessThan(4000)
      expect(text).not.toMatch(/\n/)
      expect(text).not.toMatch(/[<>]/)
      expect(text).not.toContain(NUMBER)
      expect(JSON.stringify(blocks)).not.toContain(NUMBER)
      const [headline = '', quote = '', ...others] = sectionLines(blocks[0])
      expect(others).toEqual([])
      expect(quote.startsWith('>')).toBe(true)
      for (const line of [headline, quote.slice(1), ...shownText(blocks.slice(1)).split('\n')]) {
        expect(line.replace(OWN_MARKUP, '')).not.toMatch(/[<>]/)
        expect(line.isWellFormed()).toBe(true)
      }
      const lines = shownText(blocks.slice(1)).split('\n')
      expect(lines.filter((line) => /^\d+\. {2}/.test(line))).toHaveLength(asked.messages.length)
    }),
    { numRuns: 300 },
  )
})

test('each line of the thread is one line, and nothing in it is markup of somebody else’s', () => {
  fc.assert(
    fc.property(notification, facts, ({ messages, requesterId }, happened) => {
      const shown = progress(messages, happened)
      for (const line of newsLines(happened, { messages, requesterId, shown })) {
        expect(line).not.toMatch(/[\n\r\u2028\u2029]/)
        expect(line.replace(OWN_MARKUP, '')).not.toMatch(/[<>]/)
        expect(line.length).toBeLessThan(3000)
        expect(line).not.toContain(NUMBER)
      }
    }),
    { numRuns: 300 },
  )
})

test('a reply is read out as sentences in one line, without markup but names of people, and without a number', () => {
  fc.assert(
    fc.property(notification, facts, fc.boolean(), (asked, happened, isRepeated) => {
      const { messages, requesterId } = asked
      const lines = newsLines(happened, { messages, requesterId, shown: progress(messages, happened) })
      const { text, blocks } = reply(asked, lines, isRepeated)
      expect(messageProblems(blocks)).toEqual([])
      expect(text).not.toMatch(/[\n\r\u2028\u2029]/)
      expect(text.replace(/<@[UW][A-Z0-9]+>/g, '')).not.toMatch(/[<>]/)
      expect(text).not.toMatch(/\*(?:Messenger|SMS|Viber|WhatsApp|Done|Not reached)/)
      // Source: Slack, chat.postMessage, msg_too_long.
      expect(text.length).toBeLessThan(4000)
      expect(text).not.toContain(NUMBER)
    }),
    { numRuns: 200 },
  )
})

test('whatever happens and whatever is written, Slack takes the details, and others see no number in them', () => {
  fc.assert(
    fc.property(notification, facts, fc.boolean(), (asked, happened, isRequester) => {
      const dated = happened.map((one, i) => (i % 2 === 0 ? one : { ...one, providerAt: one.at - i * 997 }))
      const story = { notification: asked, facts: dated, wakes: 0 }
      const { text, blocks } = details(story, isRequester ? asked.requesterId : 'U99')
      expect(messageProblems(blocks)).toEqual([])
      expect(text).not.toMatch(/[\n<>]/)
      // The sender is ours, and no secret.
      const shown = shownText(blocks).replaceAll(`from \`${NUMBER}\``, '')
      if (!isRequester) expect(shown).not.toContain(NUMBER)
      for (const line of shown.split('\n')) {
        expect(line.replace(OWN_MARKUP, '')).not.toMatch(/[<>]/)
        expect(line.isWellFormed()).toBe(true)
      }
      for (const index of asked.messages.keys()) expect(shown).toContain(`*${index + 1}. `)
    }),
    { numRuns: 200 },
  )
})

test('the card never says of a late receipt what contradicts the outcome', () => {
  fc.assert(
    fc.property(notification, facts, (asked, happened) => {
      const shown = progress(asked.messages, happened)
      const [headline = ''] = sectionLines(card(asked, shown, { canCancel: true }).blocks[0])
      const { outcome } = shown
      const begun = Object.entries(OUTCOME_SIGN).filter(([, { glyph, word }]) =>
        headline.startsWith(`${glyph}  *${word}*`),
      )
      expect(begun.map(([status]) => status)).toEqual(outcome ? [outcome.status] : [])
    }),
    { numRuns: 200 },
  )
})

test('what somebody wrote is not searched for names and addresses, which Slack would make links of', () => {
  const { blocks } = card(aNotification(), progress([], []), { canCancel: true })
  for (const block of blocks) if (block.type === 'section') expect(block.text).toMatchObject({ verbatim: true })
})

function sectionLines(block: types.KnownBlock | undefined): string[] {
  return block?.type === 'section' ? (block.text?.text.split('\n') ?? []) : []
}
