import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerWithForm, askAboutSame, fitsButton } from '../../src/slack/blocks/typed-answer.ts'
import { readNotifyText } from '../../src/slack/notify-text.ts'
import { sameRequestWords } from '../../src/slack/words/command.ts'
import { correction, typedInFull } from '../../src/slack/words/help.ts'
import { messageProblems, shownText } from './block-kit.ts'

const someTyped = fc
  .oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 2000 }), fc.string({ minLength: 1, maxLength: 2000 }))
  .filter((typed) => typed.trim() !== '' && typed.length <= 2000)

test('Slack takes the answer to whatever was typed, and its button carries all of it', () => {
  fc.assert(
    fc.property(someTyped, (typed) => {
      const read = readNotifyText(typed, { sms: '447700900001' })
      const { text, blocks } = answerWithForm(correction('reason' in read ? read.reason : '', typed), typed)
      expect(messageProblems(blocks)).toEqual([])
      expect(text).toMatch(/^⚠️ Nothing was sent: /)
      expect(JSON.stringify(blocks.at(-1))).toContain(JSON.stringify(typed))
    }),
  )
})

test('a button carries 2000 characters and no more', () => {
  expect(fitsButton('x'.repeat(2000))).toBe(true)
  expect(fitsButton('x'.repeat(2001))).toBe(false)
})

test('the question before the same goes again says what, how long ago, and by whom', () => {
  const words = sameRequestWords({ recipient: 'SMS `+44 •••• 123`', agoMs: 40_000, shortId: 'N-7F3A2C', userId: 'U1' })
  const { blocks } = askAboutSame(words, '447700900123 Flood', 'command:1.2.3')
  expect(messageProblems(blocks)).toEqual([])
  expect(shownText(blocks)).toBe(
    '⚠️ Nothing was sent: the same text went to SMS `+44 •••• 123` 40 s ago (`N-7F3A2C`, by <@U1>).',
  )
})

test('what is repeated in full can neither mention anybody nor end its frame', () => {
  expect(typedInFull('a ```<!channel> &lt;b&gt;')).toBe(
    "All that you typed:\n```/notify a '''&lt;!channel&gt; &lt;b&gt;```",
  )
})
