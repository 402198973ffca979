import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNotifyText } from '../../src/slack/notify-text.ts'
import { draftOfText } from '../../src/slack/views/draft-of.ts'
import { draft, read, SENDERS } from './typed.ts'

describe('a chain', () => {
  test.each([
    'messenger:2345678901234567,sms:447700900000 The flood',
    'messenger:2345678901234567 ,sms:447700900000 The flood',
    'messenger:2345678901234567, sms:447700900000 The flood',
    'messenger:2345678901234567 , sms:447700900000 The flood',
    'messenger:2345678901234567 ,\n447700900000\u00a0The flood',
    'messenger:2345678901234567，sms:447700900000 The flood',
    'messenger:2345678901234567,\u202a+447700900000\u202c The flood',
    '\u200emessenger:2345678901234567\u200e,\ufeffsms:\u2066447700900000\u2069 The flood',
  ])('is read with blanks at its commas, and what can not be seen in its addresses: %j', (typed) => {
    expect(read(typed)).toBe('messenger:2345678901234567,sms:447700900000 | The flood')
    expect(draft(typed)).toBe(read(typed))
  })

  test('keeps what can not be seen in a text: it may be a part of its writing', () => {
    expect(read('447700900000 \u200fשלום 1\u200e')).toBe('sms:447700900000 | \u200fשלום 1\u200e')
  })

  test.each([
    ['messenger:1234567 sms:447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567 then sms:447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567 > sms:447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567;sms:447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567, then sms:447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567->sms:447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567 447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567 sms 447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567 sms: 447700900000 Flood', 'a comma stands between two addresses'],
    ['messenger:1234567,,sms:447700900000 Flood', 'a comma stands between two addresses, and nowhere else'],
    [',messenger:1234567,sms:447700900000 Flood', 'a comma stands between two addresses, and nowhere else'],
    ['messenger:1234567,sms:447700900000, Flood', 'a comma stands between two addresses, and nowhere else'],
    ['messenger:1234567,sms:447700900000: Flood', 'a blank and the text follow the last address'],
    ['messenger:1234567,sms: 447700900000 Flood', 'a channel and its address are one word'],
  ])('with a slip is not sent: %s', (typed, reason) => {
    expect(read(typed)).toMatch(
      new RegExp(`^${reason}; did you mean \`/notify messenger:1234567,[a-z:+]*447700900000 Flood\`\\?$`),
    )
    expect(draft(typed)).toBe('messenger:1234567,sms:447700900000 | Flood')
  })

  test.each([
    ['messenger:1234567sms:447700900000 Flood', /^“messenger:1234567sms:447700900000” is neither/],
    ['messenger:1234567 mesenger:7654321 Flood', /^“mesenger” is no channel; did you mean `messenger:`/],
    ['messenger:1,viber:447700900000 if not read within 10m: sms:447700900000 Flood', /^all addresses stand/],
    ['messenger:1234567 otherwise by sms:447700900000 Flood', /^all addresses stand together/],
    ['messenger:1234567 (then sms:447700900000) Flood', /^all addresses stand together/],
    ['messenger:1234567 if not: “sms:447700900000” Flood', /^all addresses stand together/],
  ])('that is wrong is not sent as a text: %s', (typed, reason) => {
    expect(read(typed)).toMatch(reason)
  })
})

describe('whatever is typed', () => {
  const someAddress = fc.constantFrom(
    'messenger:2345678901234567',
    'sms:447700900000',
    '447700900003',
    '+447700900004',
    'viber:447700900005',
    'WhatsApp:+44-7700-900006',
  )
  const someGap = fc.constantFrom(
    ' ',
    ' ,',
    ', ',
    ' , ',
    ',',
    ';',
    ' ; ',
    ' > ',
    ' → ',
    ' then ',
    ' and ',
    ' + ',
    ',,',
    '\u200e,',
    '|',
  )
  const someText = fc.oneof(
    fc.constantFrom(
      '2 servers are down',
      'Flood',
      '404 errors',
      '- out',
      'a, b',
      'tell them about it by sms:447700900009',
    ),
    fc.stringMatching(/^[A-Z][a-z]{4,9}( [a-z0-9,.]{1,8}){0,5}$/),
  )
  const someChain = fc.tuple(someAddress, fc.array(fc.tuple(someGap, someAddress), { maxLength: 4 }), someText)

  test('a chain goes to all of its addresses with all of its text, or to nobody', () => {
    fc.assert(
      fc.property(someChain, ([first, more, text]) => {
        const typed = `${first}${more.flat().join('')} ${text}`
        const understood = readNotifyText(typed, SENDERS)
        const isPlain = more.every(([gap]) => /^\s*\u200e?,\s*$/.test(gap))
        expect([typed, understood.type]).toEqual([typed, isPlain ? 'send' : 'wrong'])
        if (understood.type !== 'send') return
        expect(understood.messages.map(({ to }) => to.slice(-4))).toEqual(
          [first, ...more.map(([, address]) => address)].map((address) => address.slice(-4)),
        )
        expect(understood.messages[0]?.content).toEqual({ type: 'text', text })
      }),
    )
  })

  test('what is proposed for a slip is understood, and means what the form says', () => {
    fc.assert(
      fc.property(someChain, ([first, more, text]) => {
        const typed = `${first}${more.flat().join('')} ${text.slice(0, 30).trim()}`
        const [, proposed] = /did you mean `\/notify ([^`]*)`/.exec(read(typed)) ?? []
        if (proposed === undefined) return
        expect(read(proposed)).toBe(draft(typed))
      }),
    )
  })

  test('a number with a blank anywhere in it is never sent to, and loses nothing', () => {
    const someNumber = fc.stringMatching(/^[1-9][0-9]{10,12}$/)
    fc.assert(
      fc.property(
        someNumber,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('', '+', 'sms:', 'viber:+'),
        (number, at, before) => {
          const typed = `${before}${number.slice(0, at)} ${number.slice(at)} Flood`
          expect([typed, readNotifyText(typed, SENDERS).type]).toEqual([typed, 'wrong'])
          expect(draft(typed)).toMatch(new RegExp(`[:+]${number.slice(0, at)} \\| ${number.slice(at)} Flood$`))
        },
      ),
    )
  })

  test('nothing but marks is lost on the way to the form', () => {
    const somePiece = fc.constantFrom(
      'sms:447700900000',
      'sms:',
      'sms',
      '+44',
      '7700',
      '900000',
      '3',
      ',',
      ';',
      'Ada',
      'pigeon:12',
      ':',
      '-',
      'then',
    )
    fc.assert(
      fc.property(fc.array(somePiece, { maxLength: 10 }), fc.constantFrom(' ', ''), (pieces, between) => {
        const typed = pieces.join(between)
        // An address that is too long for its input stands in the text, where the order is another.
        const shown = (text: string) => [...text.replace(/sms|[^\p{L}\d]|then/gu, '')].sort().join('')
        const { text, messages } = draftOfText(typed, SENDERS)
        expect(shown(`${messages.map(({ to }) => to).join('')}${text}`)).toBe(shown(typed))
      }),
    )
  })
})
