import { describe, expect, test } from 'vitest'
import type { Warning } from '../../src/failover/lint.ts'
import { warningWords } from '../../src/slack/words/lint.ts'
import { aMessage, at, messenger, sms, viber } from '../failover/workflows.ts'

const PLAN = [messenger('read'), viber('read'), aMessage('whatsapp', 'read'), sms()]
const HOURS_24 = 86_400_000

const ALL: Warning[] = [
  { index: 0, type: 'text too long', limit: 640 },
  { index: 3, type: 'sms parts', parts: 2, encoding: 'GSM-7' },
  { index: 3, type: 'sms parts', parts: 2, encoding: 'UCS-2', unicodeBecauseOf: '’' },
  { index: 0, type: 'read is often off' },
  { index: 1, type: 'read is often off' },
  { index: 2, type: 'read is often off' },
  { index: 0, type: 'outside the window', windowMs: HOURS_24 },
  { index: 2, type: 'outside the window', windowMs: HOURS_24, lastHeardAt: at(0) },
  { index: 2, type: 'window may close', closesAt: at(600) },
  { index: 0, type: 'unknown tag', tag: 'ticket_update' },
  { index: 1, type: 'ttl shorter', ttlSeconds: 60, expirySeconds: 600 },
  { index: 1, type: 'ttl longer', bestTtlSeconds: 600 },
  { index: 3, type: 'same address', as: 0 },
]

describe('a warning in words', () => {
  test.each(ALL)('is one sentence that names its message ($type)', (warning) => {
    const words = warningWords(warning, PLAN)
    expect(words).toMatch(new RegExp(`^Message ${warning.index + 1} \\((Messenger|Viber|WhatsApp|SMS)\\) [^\\n]+\\.$`))
    expect(words.replace(/<!date[^>]+>/g, 'at noon')).not.toContain('!')
    expect(words.length).toBeLessThan(250)
  })

  test('says what happens and what to do', () => {
    expect(ALL.map((warning) => warningWords(warning, PLAN))).toMatchInlineSnapshot(`
      [
        "Message 1 (Messenger) is longer than the 640 characters that Messenger takes: shorten it, or give it a text of its own.",
        "Message 4 (SMS) goes as 2 SMS parts, each of them charged: 160 characters fit into one, so shorten the text.",
        "Message 4 (SMS) goes as 2 SMS parts, each of them charged: because of “’” only 70 characters fit into one, so replace it or shorten the text.",
        "Message 1 (Messenger) waits for “read”, but people can switch that off: message 2 may go although it was read; “delivered” is safer.",
        "Message 2 (Viber) waits for “read”, but Viber has not always reported it: message 3 may go although it was read; “delivered” is safer.",
        "Message 3 (WhatsApp) waits for “read”, but people can switch its receipts off: message 4 may go although it was read; “delivered” is safer.",
        "Message 1 (Messenger) will probably fail, since this person is not known to have written to you in the last 24 h: choose a tag that fits.",
        "Message 3 (WhatsApp) will fail, since this person last wrote to you <!date^1700000000^{date_short_pretty} {time_secs}|2023-11-14 22:13:20 UTC>, more than 24 h ago: use a template.",
        "Message 3 (WhatsApp) may go too late: WhatsApp takes it only until <!date^1700000600^{date_short_pretty} {time_secs}|2023-11-14 22:23:20 UTC>; use a template, or wait less before it.",
        "Message 1 (Messenger) has the tag “ticket_update”, which Messenger does not take: use CONFIRMED_EVENT_UPDATE, POST_PURCHASE_UPDATE, ACCOUNT_UPDATE, HUMAN_AGENT.",
        "Message 2 (Viber) is dropped if it is not delivered within 1 min, so message 3 may go before its 10 min are over: make both times equal.",
        "Message 2 (Viber) may still arrive after message 3 went: let it be dropped after 10 min.",
        "Message 4 (SMS) goes where message 1 went: what failed there may fail again; choose another channel or number.",
      ]
    `)
  })

  test('names a character that can not be seen by its number', () => {
    const words = (unicodeBecauseOf: string) =>
      warningWords({ index: 3, type: 'sms parts', parts: 2, encoding: 'UCS-2', unicodeBecauseOf }, PLAN)
    expect(words('\u200b')).toContain('U+200B')
    expect(words('\u00a0')).toContain('U+00A0')
    expect(words('😀')).toContain('“😀”')
  })

  test('shows what was typed as text, never as markup', () => {
    const words = warningWords({ index: 0, type: 'unknown tag', tag: '<!channel> & <@U1>' }, PLAN)
    expect(words).toContain('“&lt;!channel&gt; &amp; &lt;@U1&gt;”')
  })
})
