import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNotifyText } from '../../src/slack/notify-text.ts'
import { draftOf, draftOfText } from '../../src/slack/views/draft-of.ts'

const SENDERS = { messenger: 'page', viber_service_msg: '16273', whatsapp: '447700900002', sms: '447700900001' }

describe('a draft of what was typed', () => {
  /** Channel and address of each message, and the text. */
  const read = (typed: string, senders: Parameters<typeof draftOfText>[1] = SENDERS) => {
    const { text, messages } = draftOfText(typed, senders)
    return [messages.map(({ channel, to }) => `${channel} ${to}`.trim()), text]
  }

  test.each([
    ['', [], ''],
    ['Ada the lift is out', [], 'Ada the lift is out'],
    ['Hello, the lift is out', [], 'Hello, the lift is out'],
    ['3 lifts are out', [], '3 lifts are out'],
    ['https://example.com is down', [], 'https://example.com is down'],
    ['Warning: the lift is out', [], 'Warning: the lift is out'],
    ['447700900000', ['sms 447700900000'], ''],
    ['+44 7700 900000 The lift is out', ['sms +44'], '7700 900000 The lift is out'],
    ['447700900000 3 lifts are out', ['sms 447700900000'], '3 lifts are out'],
    ['sms 447700900000 The lift', ['sms 447700900000'], 'The lift'],
    ['pigeon:1234 The lift', ['sms pigeon:1234'], 'The lift'],
    ['mesenger:1234 The lift', ['messenger 1234'], 'The lift'],
    ['messenger:1234, sms:447700900000 The lift', ['messenger 1234', 'sms 447700900000'], 'The lift'],
    ['messenger:1234 , sms:447700900000 The lift', ['messenger 1234', 'sms 447700900000'], 'The lift'],
    ['sms:447700900000, The lift', ['sms 447700900000'], 'The lift'],
    ['Ada,sms:447700900000 The lift', ['sms Ada', 'sms 447700900000'], 'The lift'],
    ['07700900000 a &lt; b &amp; c', ['sms 07700900000'], 'a < b & c'],
  ])('%j', (typed, messages, text) => {
    expect(read(typed)).toEqual([messages, text])
  })

  test('a channel that is not set up is left to be seen in an address', () => {
    expect(read('viber:447700900000 The lift', { whatsapp: '1' })).toEqual([
      ['whatsapp viber:447700900000'],
      'The lift',
    ])
  })

  test('more messages than the form has, and words too long for an address, stand in the text', () => {
    const typed = `${Array(7).fill('447700900000').join()},${'7'.repeat(51)} The lift`
    expect(read(typed)).toEqual([Array(6).fill('sms 447700900000'), `447700900000,${'7'.repeat(51)} The lift`])
  })

  test.each([
    ['if not delivered within 30s: Come', 'delivered', { chosenSeconds: 30 }, 'Come'],
    ['if not delivered within 45 minutes: Come', 'delivered', { typed: '45m' }, 'Come'],
    ['if not read within 10m Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['if not delivered within soon: Come', 'delivered', { typed: 'soon' }, 'Come'],
    ['if not seen within 10m: Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['if not read in 10m: Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['if unread within 10m: Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['if undelivered in 30s, Come', 'delivered', { chosenSeconds: 30 }, 'Come'],
    ['if it is not opened after 1 h - Come', 'read', { chosenSeconds: 3600 }, 'Come'],
    ['unless received within 45m: Come', 'delivered', { typed: '45m' }, 'Come'],
    ['if not raed 10m: Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['if it has not been read in 10m: Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['and if messenger notread within 10m: Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['Meter room read 10m: Come', 'read', { chosenSeconds: 600 }, 'Meter room read 10m: Come'],
    ['unless Ben has read within 10m: Come', 'read', { chosenSeconds: 600 }, 'unless Ben has read within 10m: Come'],
    ['not read within 10m: Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['\u200eif not read within\u00a010m\u200e: Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['if not read within 1h 30m: Come', 'read', { typed: '1h 30m' }, 'Come'],
    ['if not answered within 10m: Come', 'read', { chosenSeconds: 600 }, 'if not answered within 10m: Come'],
  ])('messenger:1234,sms:447700900000 %s', (typed, condition, expiry, text) => {
    const draft = draftOfText(`messenger:1234,sms:447700900000 ${typed}`, SENDERS)
    expect(draft.messages[0]).toMatchObject({ condition, expiry })
    expect(draft.text).toBe(text)
  })

  test('a condition on one message asks for the one that follows', () => {
    const typed = 'messenger:1234 if not read within 2h: Come'
    expect(read(typed)).toEqual([['messenger 1234', 'sms'], 'Come'])
    expect(draftOfText(typed, SENDERS).messages[0]?.expiry).toEqual({ typed: '2h' })
  })

  test('addresses after a condition are of the messages that follow', () => {
    const typed = 'messenger:1234 if not read within 2h: sms:447700900000 Come'
    expect(read(typed)).toEqual([['messenger 1234', 'sms 447700900000'], 'Come'])
  })

  test('a condition that the channel can not report becomes the one that it can', () => {
    const { messages } = draftOfText('sms:447700900000,sms:447700900001 if not read within 10m: Come', SENDERS)
    expect(messages[0]?.condition).toBe('delivered')
  })

  test('what the command understands is the same in the form', () => {
    const typed = 'messenger:1234,viber:+447700900001,sms:447700900000 if not delivered within 90s: The lift is out'
    const understood = readNotifyText(typed, SENDERS)
    if (understood.type !== 'send') throw new Error(JSON.stringify(understood))
    const draft = draftOfText(typed, SENDERS)
    expect({ ...draft, messages: draft.messages.slice(0, -1) }).toEqual({
      ...draftOf(understood.messages),
      messages: draftOf(understood.messages).messages.slice(0, -1),
    })
    expect(draft.messages.at(-1)?.to).toBe('447700900000')
  })

  test('nothing that was typed is lost, whatever it is', () => {
    const word = fc.constantFrom(
      'sms:447700900000',
      'pigeon:1234',
      'Ada,',
      'if',
      'not',
      'read',
      '3',
      ',',
      'x'.repeat(60),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const { text, messages } = draftOfText(words.join(' '), SENDERS)
        const held = [text, ...messages.map(({ to, channel }) => `${channel}:${to} ${to}`)].join(' ')
        for (const typed of words) expect(held).toContain(typed.replaceAll(',', ''))
      }),
    )
  })
})
