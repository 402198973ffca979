import { describe, expect, test } from 'vitest'
import { type NotifyText, readNotifyText } from '../../src/slack/notify-text.ts'
import { normalizeNumber } from '../../src/slack/recipient-text.ts'
import { correction } from '../../src/slack/words/help.ts'

const SENDERS = { messenger: 'page', viber_service_msg: '16273', whatsapp: '447700900002', sms: '447700900001' }

function read(typed: string, senders = SENDERS): NotifyText {
  return readNotifyText(typed, senders)
}

/** The messages that come of it; fails where it was not understood. */
function messagesOf(typed: string) {
  const understood = read(typed)
  if (understood.type !== 'send') throw new Error(JSON.stringify(understood))
  return understood.messages
}

/** Why it was not understood. */
function reasonOf(typed: string, senders: Parameters<typeof readNotifyText>[1] = SENDERS): string {
  const understood = readNotifyText(typed, senders)
  return understood.type === 'wrong' ? understood.reason : JSON.stringify(understood)
}

describe('what is understood', () => {
  test.each(['', '   ', '\n'])('%j asks for the form', (typed) => {
    expect(read(typed)).toEqual({ type: 'form' })
  })

  test.each(['help', ' HELP ', '?', 'help me'])('%j asks for the help', (typed) => {
    expect(read(typed)).toEqual({ type: 'help' })
  })

  test('a number and a text are an SMS', () => {
    expect(messagesOf('447700900000 The server room is flooding')).toEqual([
      {
        channel: 'sms',
        from: '447700900001',
        to: '447700900000',
        content: { type: 'text', text: 'The server room is flooding' },
      },
    ])
  })

  test('a chain waits for what each channel can tell, and its last message for nothing', () => {
    const messages = messagesOf('messenger:1234,viber:447700900001,whatsapp:447700900002,sms:447700900003 Hello')
    expect(messages).toEqual([
      chained('messenger', 'page', '1234', { expirySeconds: 600, conditionStatus: 'read' }),
      chained('viber_service_msg', '16273', '447700900001', { expirySeconds: 600, conditionStatus: 'read' }),
      chained('whatsapp', '447700900002', '447700900002', { expirySeconds: 600, conditionStatus: 'read' }),
      chained('sms', '447700900001', '447700900003'),
    ])
  })

  test('an SMS in the middle of a chain is waited for to be delivered, since it is never read', () => {
    expect(messagesOf('sms:447700900001,sms:447700900002 Hello')[0]?.failover?.conditionStatus).toBe('delivered')
  })

  test.each([
    ['facebook:1234 Hello', 'messenger'],
    ['Messenger:1234 Hello', 'messenger'],
    ['viber_service_msg:447700900000 Hello', 'viber_service_msg'],
    ['WhatsApp:447700900000 Hello', 'whatsapp'],
    ['SMS:447700900000 Hello', 'sms'],
  ])('%s goes by %s', (typed, channel) => {
    expect(messagesOf(typed)).toMatchObject([{ channel }])
  })

  test.each([
    '+447700900000',
    '00447700900000',
    '+44(7700)900-000',
    '44.7700.900.000',
    '+44(0)7700900000',
    'sms:+44-7700-900000',
  ])('%s is the number 447700900000', (number) => {
    expect(messagesOf(`${number} Hello`)[0]?.to).toBe('447700900000')
  })

  test('a number in a form may have spaces', () => {
    expect(normalizeNumber(' +44 (0) 7700 900 000 ')).toBe('447700900000')
  })

  test('a number in a form may have the marks of direction that a phone book adds', () => {
    expect(normalizeNumber('\u202a+44\u00a07700\u00a0900000\u202c')).toBe('447700900000')
  })

  test.each([
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['&amp;lt;', '&lt;'],
    ['two\n\nlines,  kept', 'two\n\nlines,  kept'],
    ['🙂 مرحبا', '🙂 مرحبا'],
  ])('the text %j, as Slack escapes it, is sent as %j', (typed, text) => {
    expect(messagesOf(`447700900000 ${typed}`)[0]?.content).toEqual({ type: 'text', text })
  })

  function chained(channel: string, from: string, to: string, failover?: object) {
    return { channel, from, to, content: { type: 'text', text: 'Hello' }, ...(failover ? { failover } : {}) }
  }
})

describe('what is not understood', () => {
  test.each([
    ['Ada the lift is out', '“Ada” is neither a number nor a channel with an address, like `sms:447700900000`'],
    [
      'sms:447700900000, Hello',
      'a comma stands between two addresses, and nowhere else; did you mean `/notify sms:447700900000 Hello`?',
    ],
    ['fax:447700900000 Hello', '“fax” is no channel; use messenger, viber, whatsapp or sms'],
    ['constructor:1 Hello', '“constructor” is no channel; use messenger, viber, whatsapp or sms'],
    ['__proto__:1 Hello', '“__proto__” is no channel; use messenger, viber, whatsapp or sms'],
    ['447700900000', 'the text is missing: `/notify 447700900000 The server room is flooding`'],
    ['07700900000 Hello', 'the SMS address must start with the country code instead of 0, for example 447700900000'],
    [
      'sms: Hello',
      'the SMS address must be a number of 7 to 15 digits that starts with the country code, for example 447700900000',
    ],
    ['messenger: Hello', 'the Messenger address must be a Messenger id of 1 to 50 characters'],
    [
      `${'x'.repeat(99)} Hello`,
      `“${'x'.repeat(59)}…” is neither a number nor a channel with an address, like \`sms:447700900000\``,
    ],
    [`447700900000 ${'x'.repeat(1001)}`, 'SMS takes 1000 characters at most; this has 1001'],
  ])('%j', (typed, reason) => {
    expect(reasonOf(typed)).toBe(reason)
  })

  test('a channel that is not set up names the setting that is missing', () => {
    expect(reasonOf('viber:447700900000 Hello', { sms: '1' })).toBe(
      'Viber is not set up here: an operator has to set VIBER_FROM',
    )
  })

  test('a chain has at most six messages, as the form has', () => {
    const chain = (length: number) => `${Array(length).fill('447700900000').join()} Hello`
    expect(messagesOf(chain(6))).toHaveLength(6)
    expect(reasonOf(chain(7))).toBe('a chain has at most 6 messages; this has 7')
  })

  test('the correction repeats what was typed, as it was typed, and says where the help is', () => {
    const words = correction('“a” is wrong', 'a &lt;!channel&gt; `b` &amp;')
    expect(words.split('\n', 2)).toEqual([
      '⚠️ Nothing was sent: “a” is wrong',
      "You typed: `/notify a &lt;!channel&gt; 'b' &amp;`",
    ])
    expect(words.endsWith('\n`/notify help` shows all that can be typed.')).toBe(true)
  })

  test('the correction can not be used to call everybody, nor to write lines of its own', () => {
    const typed = '<!channel>`\n✅ *Done*'
    const understood = read(typed)
    const words = understood.type === 'wrong' ? correction(understood.reason, typed) : ''
    expect(words).not.toContain('<!')
    expect(words.split('\n').slice(0, 3)).toEqual([
      '⚠️ Nothing was sent: “&lt;!channel&gt;`” is neither a number nor a channel with an address, like `sms:447700900000`',
      "You typed: `/notify &lt;!channel&gt;' ✅ *Done*`",
      '`/notify help` shows all that can be typed.',
    ])
  })
})
