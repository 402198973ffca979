import { describe, expect, test } from 'vitest'
import { draft, read } from './typed.ts'

describe('a number', () => {
  test.each([
    '+4915123 456789 Flood',
    '+4915123 456 789: Flood',
    'sms:+44 7700 900000 Flood',
    '\u202a+44 7700 900000\u202c Flood',
    '+44\u00a07700\u00a0900000 Flood',
    '+44(0)7700 900 000 Flood',
    '+49 151 234 567 89 Flood',
    '33612345 78',
    'messenger:1234567 +44 7700 900000 Flood',
    'messenger:1234567,sms:447700 900000 Flood',
  ])('with blanks in it is neither put together nor sent to: %s', (typed) => {
    expect(read(typed)).toBe('a number has no blanks in it: `/notify 447700900000 The server room is flooding`')
  })

  test('with blanks in it goes on in the text of the form, as it was typed', () => {
    expect(draft('sms:+4915123 456 789: Flood')).toBe('sms:4915123 | 456 789: Flood')
  })

  test.each(['192.168.1.100 is down', 'sms:192.168.1.100 is down', '447700900000,192.168.1.100 is down'])(
    'is no address of a machine: %s',
    (typed) => {
      expect(read(typed)).toMatch(/192.168.1.100” is neither a number/)
    },
  )

  test('after a comma is one more even where it is short, and where the text is missing it is a slip all the same', () => {
    expect(read('447700900000, 4791234567 Flood')).toBe('sms:447700900000,sms:4791234567 | Flood')
    expect(read('447700900000 sms:447700900001')).toMatch(/^a comma stands between two addresses; did you mean/)
  })

  test.each([
    '447700900000 2 servers are down',
    '447700900000 12 servers are down',
    '447700900000 404 errors in a minute',
    '15551234567 911 was called',
    '4791234567 3 lifts are out',
    '447700900000 123456 is your code',
    '14155550100 0800 shift starts tonight',
    '447700900000 911',
    '447700900000 00 hours',
    '447700900000 3.14',
    '+4477009000 00 hours',
    '447700900000 07700 900001 is the number to call',
    '447700900000 500 500 500',
    '447700900000 192.168.1.100 is down',
    '447700900000 sms: is down',
    '447700900000 signal:447700900001 is the number',
    '447700900000 10.0.0.1 is down',
    '447700900000 then 3 lifts went out',
    '447700900000 and another one',
    '447700900000 - the lift is out',
    '447700900000 > 3 servers',
    '447700900000 https://example.com/a,b is down',
    '447700900000 Warning: the lift is out, sms:447700900001 knows',
    '447700900000 ticket:12345 is open',
    '447700900000 sms is slow, messenger: fine',
    '447700900000 fiber: the line is cut',
  ])('ends at its blank before a text: %s', (typed) => {
    expect(read(typed)).toBe(`sms:${typed.replace('+', '').replace(' ', ' | ')}`)
    expect(draft(typed)).toBe(read(typed))
  })
})
