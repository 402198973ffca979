import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dateToken,
  durationOf,
  escapeText,
  maskAddress,
  recipientOf,
  shorten,
  timeToken,
} from '../../src/slack/blocks/text.ts'

describe('text that somebody typed', () => {
  test.each([
    ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
    ['<!channel> <@U1> <#C1> <https://a.example|here>', null],
    ['&lt;', '&amp;lt;'],
    ['\u202e900\u200b123\u2066\ufeff', '900123'],
    ['مرحبا', 'مرحبا'],
    ['*bold* _it_ ~no~ `code` :tada:', '*bold* _it_ ~no~ `code` :tada:'],
  ])('%s is escaped', (typed, expected) => {
    if (expected !== null) expect(escapeText(typed)).toBe(expected)
    expect(escapeText(typed)).not.toMatch(/[<>]/)
  })

  test('escaped text comes back the same, but for what can not be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (typed) => {
        const shown = escapeText(typed).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
        expect(shown).toBe(typed)
      }),
    )
  })

  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['👩👩👩👩', 3, '👩👩…'],
    ['a\nb\r\n\tc\u2028d', 9, 'a b c d'],
    ['  a  ', 9, 'a'],
    ['', 3, ''],
  ])('%j in at most %i characters is %j', (text, max, expected) => {
    expect(shorten(text, max)).toBe(expected)
  })

  test('is cut to one line of whole characters, and never to more than was asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const short = shorten(text, max)
        expect([...short].length).toBeLessThanOrEqual(max)
        expect(short).not.toMatch(/[\n\r\u2028\u2029]/)
        expect(short.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('an address', () => {
  test.each([
    ['447700900123', 'number', '+44 •••• 123'],
    ['12345678', 'number', '+12 •••• 678'],
    ['1234567', 'number', '•••••••'],
    ['9876543210', 'id', '…3210'],
    ['short', 'id', '•••••'],
    ['👩👩👩👩👩👩👩👩', 'id', '…👩👩👩👩'],
    ['', 'id', ''],
  ] as const)('%s as a %s is shown as %s', (address, kind, shown) => {
    expect(maskAddress(address, kind)).toBe(shown)
  })

  test('is never markup, whatever an id may hold', () => {
    expect(recipientOf({ channel: 'messenger', to: 'aaaaaaaa<!c>' })).toBe('Messenger `…&lt;!c&gt;`')
    expect(recipientOf({ channel: 'messenger', to: 'aaaaaaaa`*x*' })).toBe("Messenger `…'*x*`")
    expect(recipientOf({ channel: 'sms', to: '447700900123' })).toBe('SMS `+44 •••• 123`')
  })
})

describe('time', () => {
  test('an instant has the zone of each reader, and UTC where there is none', () => {
    expect(dateToken(1_700_000_000_999)).toBe(
      '<!date^1700000000^{date_short_pretty} {time_secs}|2023-11-14 22:13:20 UTC>',
    )
    expect(timeToken(1_700_000_000_999)).toBe('<!date^1700000000^{time_secs}|22:13:20 UTC>')
  })

  test.each([
    [0, '0 s'],
    [499, '0 s'],
    [1000, '1 s'],
    [59_600, '1 min'],
    [90_000, '1 min 30 s'],
    [600_000, '10 min'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h 5 s'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '1 d'],
    [90_061_000, '1 d 1 h'],
  ])('%i ms are %s', (ms, words) => {
    expect(durationOf(ms)).toBe(words)
  })
})
