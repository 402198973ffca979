import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNotifyText } from '../../src/slack/notify-text.ts'

const SENDERS = { messenger: 'page', viber_service_msg: '16273', whatsapp: '447700900002', sms: '447700900001' }
const CHAIN = 'messenger:1234,sms:447700900000'

const read = (typed: string) => readNotifyText(typed, SENDERS)

/** Why it was not understood, or what it was taken for. */
function reasonOf(typed: string): string {
  const understood = read(typed)
  return understood.type === 'wrong' ? understood.reason : JSON.stringify(understood)
}

/** The text that is sent. */
function textOf(typed: string): string {
  const understood = read(typed)
  const content = understood.type === 'send' ? understood.messages[0]?.content : undefined
  return content?.type === 'text' ? content.text : reasonOf(typed)
}

describe('what begins like a condition', () => {
  test.each([
    'if the message is not read within 10m: hello',
    'if he doesn’t read it within 10m: hello',
    'if read not within 10m: hello',
    'within 10m if not read: hello',
    'then if not read within 10m hello',
    'but only if not read within 10m hello',
    'after 10m: hello',
    'until 10 minutes: hello',
    'if not raed: hello',
    'when not deliverd: hello',
    ': if not read within 10m: hello',
    'if not read within 10m: if not raed within 5m: hello',
  ])('a chain is not sent with what may be a condition in its text: %s', (typed) => {
    expect(reasonOf(`${CHAIN} ${typed}`)).toMatch(/^a (condition is|chain has one condition, ?) ?written/)
  })

  test.each(['if not read within 10m: Hello', 'if not raed in 10 minutes: Hello', 'then if not read within 10m Hello'])(
    'a condition where no message follows is not sent as a text: %s',
    (typed) => {
      expect(reasonOf(`447700900000 ${typed}`)).toMatch(/^no message follows if it is not: /)
    },
  )

  test.each([
    'then if not read within 10m sms:447700900000 hello',
    'if not read within 10m, sms:447700900000 hello',
    'and if it has not been read for 10m, write by sms:447700900000: hello',
  ])('an address after a condition is not sent as a text: %s', (typed) => {
    expect(read(`messenger:1234567890 ${typed}`).type).toBe('wrong')
  })

  test.each([
    'If not received, please call',
    'No heartbeat received for 10 minutes: check the server',
    'if nobody answers in 10m call the fire brigade',
    'unless I call within 10 minutes, leave',
    'Fridge door opened for 5 m: close it',
    'then call me',
  ])('an everyday text to one person goes out: %s', (text) => {
    expect(textOf(`447700900000 ${text}`)).toBe(text)
  })

  test.each([
    '1732279171 is the build',
    '20261122143000 backup failed',
    'build:1234567890 failed',
    'id:1234567890 failed',
    'tel:447700900001 is the number',
    'sms: gateway down',
    'sms:8080 down',
    'viber:down',
    '192.168.100.200 is down',
    'Your parcel arrived in 2h: check',
    'if not received within 2h call me',
  ])('an everyday text goes out after a condition too: %s', (text) => {
    expect(textOf(`${CHAIN} if not read within 10m: ${text}`)).toBe(text)
    expect(textOf(`447700900000 ${text}`)).toBe(text)
  })
})

test('whatever is very long is read before a test gives up', () => {
  const blanks = ' '.repeat(20_000)
  expect(read(`${CHAIN} if not read within${blanks}y`).type).toBe('wrong')
  expect(read(`${CHAIN} if not read within 10m${blanks}y`).type).toBe('wrong')
  expect(textOf(`${CHAIN} if not read within${blanks}10m: Hello`)).toBe('Hello')
  expect(read('1 '.repeat(20_000)).type).toBe('wrong')
  expect(read(`447700900000 ${'then '.repeat(20_000)}`).type).toBe('wrong')
  expect(read(`${CHAIN} ${'if '.repeat(20_000)}`).type).toBe('wrong')
})

test('what is proposed is understood when it is typed', () => {
  const somePiece = fc.constantFrom(
    'sms:447700900000',
    '447700900001',
    '+447700900002',
    'messenger:1234567890',
    'sms',
    'sms:',
    '+44',
    '4477009',
    '3',
    ',',
    ';',
    'then',
    'if not read within 10m:',
    'if not raed within 10m',
    'unless seen',
    'Hello',
    '10.0.0.1',
    '-',
    ':',
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(somePiece, fc.constantFrom(' ', ' ', '')), { maxLength: 6 }), (pieces) => {
      const typed = pieces.flat().join('')
      const [, chain, condition] = /did you mean `(?:\/notify ([^`]*)|(if not [^`]*))`/.exec(reasonOf(typed)) ?? []
      const proposed = chain ?? (condition === undefined ? undefined : `${CHAIN} ${condition}`)
      if (proposed !== undefined) expect([typed, proposed, read(proposed).type]).not.toContain('wrong')
    }),
    { numRuns: 1000 },
  )
})
