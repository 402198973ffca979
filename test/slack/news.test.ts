import { describe, expect, test } from 'vitest'
import type { Fact } from '../../src/failover/fact.ts'
import { progress } from '../../src/failover/progress.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { newsLines } from '../../src/slack/blocks/news.ts'
import { refusalNews } from '../../src/slack/words/news.ts'
import { aNotification, at, day, MESSENGER_THEN_SMS, receipt, recorded, time } from './notifications.ts'

/** The lines that tell facts, the whole story being these. */
function linesOf(story: [seconds: number, fact: Fact][], messages: readonly WorkflowMessage[] = MESSENGER_THEN_SMS) {
  const facts = recorded(...story)
  return newsLines(facts, { messages, requesterId: 'U1', shown: progress(messages, facts) })
}

/** The line that tells a fact of the tenth second, without its time; undefined where there is none. */
function lineOf(fact: Fact, messages: readonly WorkflowMessage[] = MESSENGER_THEN_SMS): string | undefined {
  const lines = linesOf([[10, fact]], messages)
  expect(lines.length).toBeLessThanOrEqual(1)
  const [line] = lines
  if (line !== undefined) expect(line.startsWith(`${time(10)}  `)).toBe(true)
  return line?.slice(`${time(10)}  `.length)
}

const first = { index: 0, attempt: 1 } as const
const failure = { code: '1320', title: 'Blocked', detail: 'By the carrier' }

describe('what a fact is told as', () => {
  test.each<[Fact, string]>([
    [
      { type: 'attempt', ...first, attempt: 2, again: true },
      '🔁 *Messenger* is sent again, since nothing was heard of the first attempt; it may arrive twice',
    ],
    [{ type: 'accepted', ...first, deadlineAt: at(610) }, `📤 *Messenger* sent: 10 min to be read, until ${day(610)}`],
    [{ type: 'accepted', index: 1, attempt: 1, deadlineAt: at(86_410) }, '📤 *SMS* sent'],
    [
      { type: 'accepted', index: 1, attempt: 1, deadlineAt: at(86_410), byReceipt: true },
      '📤 *SMS* sent (the API gave no answer, but a receipt proves it)',
    ],
    [{ type: 'refused', ...first, failure }, '❌ *Messenger* was refused: Blocked: By the carrier [1320]'],
    [
      { type: 'postponed', ...first, reason: 'rate limit', retryAt: at(15) },
      `⏳ *Messenger* is not sent yet: the API asks us to wait (too many requests). Next try ${time(15)}`,
    ],
    [
      { type: 'postponed', ...first, reason: 'server error', retryAt: at(15) },
      `⏳ *Messenger* is not sent yet: the API has an internal error. Next try ${time(15)}`,
    ],
    [
      { type: 'postponed', ...first, reason: 'no connection', retryAt: at(15) },
      `⏳ *Messenger* is not sent yet: the API could not be reached. Next try ${time(15)}`,
    ],
    [
      { type: 'held', ...first, reason: 'credit', retryAt: at(70) },
      `⛔ Sending is on hold: the account is out of credit. An operator must top it up. Next try ${time(70)}`,
    ],
    [
      { type: 'held', ...first, reason: 'credentials', retryAt: at(70) },
      `⛔ Sending is on hold: the API refuses our credentials. An operator must check Backstop's Vonage settings. Next try ${time(70)}`,
    ],
    [
      { type: 'unanswered', ...first, deadlineAt: at(600) },
      '❓ *Messenger* may have been sent: the API gave no answer. Waiting for a receipt before it is sent again',
    ],
    [receipt(0, 'delivered'), '📬 *Messenger*: delivered'],
    [receipt(0, 'read'), '👀 *Messenger*: read'],
    [receipt(0, 'read', { late: true }), '👀 *Messenger*: read, late'],
    [receipt(0, 'delivered', { change: 'corrected', late: true }), '📬 *Messenger*: delivered after all, late'],
    [
      receipt(1, 'rejected', { failure }),
      '❌ *SMS* failed: Blocked: By the carrier [1320]. The same was sent before; nothing is to be done',
    ],
    [receipt(1, 'undeliverable'), '❌ *SMS* failed (undeliverable)'],
    [
      receipt(1, 'rejected', { change: 'not believed' }),
      '❔ *SMS* is reported as rejected after it had arrived; not believed',
    ],
    [
      receipt(1, 'seen <!here>', { change: 'unknown' }),
      '❔ *SMS* is reported as “seen &lt;!here&gt;”, a status that is not documented',
    ],
    [{ type: 'failover', index: 0, next: 1, reason: 'expired' }, '⏰ *Messenger* not read in 10 min: sending *SMS*'],
    [{ type: 'failover', index: 0, next: 1, reason: 'refused' }, '➡️ *Messenger* was refused: sending *SMS*'],
    [{ type: 'failover', index: 0, next: 1, reason: 'failed' }, '➡️ *Messenger* failed: sending *SMS*'],
    [{ type: 'failover', index: 0, next: 1, reason: 'skipped' }, '➡️ *Messenger* was skipped: sending *SMS*'],
    [
      { type: 'failover', index: 0, next: 1, reason: 'not accepted' },
      '➡️ *Messenger* could not be handed over in time: sending *SMS*',
    ],
    [{ type: 'cancel requested', by: 'U02ABC' }, '🛑 <@U02ABC> cancelled'],
    [
      { type: 'cancel requested', by: 'ops <console>', during: 0 },
      '🛑 ops &lt;console&gt; cancelled while *Messenger* was already being handed over',
    ],
    [{ type: 'skip requested', by: 'U02ABC', index: 0 }, '⏭ <@U02ABC> wants to go on from *Messenger* now'],
    [
      { type: 'skip requested', by: 'U02ABC', index: 0, during: 0 },
      '⏭ <@U02ABC> wants to go on from *Messenger* now while *Messenger* was already being handed over',
    ],
    [
      { type: 'not listening', from: at(-100), to: at(0) },
      `💤 Backstop was not running from ${day(-100)} to ${day(0)}; what was due then is done now`,
    ],
  ])('%j', (fact, line) => {
    expect(lineOf(fact)).toBe(line)
  })

  test.each<[Omit<Extract<Fact, { type: 'ended' }>, 'type'>, string]>([
    [{ status: 'completed', reason: 'condition met', index: 0 }, '✅ *Done*: read on Messenger'],
    [{ status: 'completed', reason: 'condition met', index: 1 }, '✅ *Done*: delivered on SMS'],
    [{ status: 'completed', reason: 'condition met', index: 0, late: true }, '✅ *Done*: read on Messenger, late'],
    [
      { status: 'completed', reason: 'condition met', index: 0, late: true, handedOver: 'yes' },
      '✅ *Done*: read on Messenger, late; the message that was being handed over went out',
    ],
    [{ status: 'completed', reason: 'final report' }, '✅ *Done*'],
    [{ status: 'cancelled', reason: 'cancelled' }, '🛑 *Cancelled*: nothing more is sent'],
    [
      { status: 'cancelled', reason: 'cancelled', handedOver: 'no' },
      '🛑 *Cancelled*: nothing more is sent; the message that was being handed over did not go out',
    ],
    [
      { status: 'cancelled', reason: 'cancelled', handedOver: 'maybe' },
      '🛑 *Cancelled*: nothing more is sent; whether the message that was being handed over went out is not known',
    ],
    [{ status: 'error', reason: 'refused', index: 1 }, '⚠️ <@U1> *Not reached*: the last message was refused'],
    [{ status: 'error', reason: 'failed', index: 1 }, '⚠️ <@U1> *Not reached*: the last message failed'],
    [
      { status: 'error', reason: 'no receipt', index: 1 },
      '⚠️ <@U1> *Not reached*: no receipt came for the last message, so nobody can say whether it arrived',
    ],
    [
      { status: 'error', reason: 'not accepted', index: 1 },
      '⚠️ <@U1> *Not reached*: the last message could not be handed over in time',
    ],
    [{ status: 'error', reason: 'held too long', index: 0 }, '⚠️ <@U1> *Not reached*: sending was on hold for 24 hours'],
    [{ status: 'error', reason: 'final report' }, '⚠️ <@U1> *Not reached*: the Workflows API reported an error'],
    [
      { status: 'unknown', reason: 'no final report' },
      '❓ <@U1> *Outcome unknown*: the Workflows API sent no final report',
    ],
  ])('the end %j', (end, line) => {
    expect(lineOf({ type: 'ended', ...end })).toBe(line)
  })

  test.each<Fact>([
    { type: 'created' },
    { type: 'attempt', ...first },
    receipt(0, 'submitted'),
    receipt(0, 'delivered', { change: 'repeated' }),
    receipt(0, 'delivered', { change: 'outdated' }),
  ])('%j changes nothing that anybody knows, and is not told', (fact) => {
    expect(lineOf(fact)).toBeUndefined()
  })
})

test('a channel that occurs twice is named with the place of its message', () => {
  const [messenger, sms] = MESSENGER_THEN_SMS
  if (!messenger || !sms) throw new Error('there are two messages')
  const twice = [messenger, { ...sms, failover: { expirySeconds: 60, conditionStatus: 'delivered' as const } }, sms]
  expect(lineOf(receipt(2, 'delivered'), twice)).toBe('📬 *SMS (message 3)*: delivered')
  expect(lineOf({ type: 'failover', index: 0, next: 1, reason: 'expired' }, twice)).toBe(
    '⏰ *Messenger* not read in 10 min: sending *SMS (message 2)*',
  )
})

test('facts are told in their order, each with its time', () => {
  const story: [number, Fact][] = [
    [1, receipt(0, 'delivered')],
    [2, receipt(0, 'read')],
  ]
  expect(linesOf(story)).toEqual([`${time(1)}  📬 *Messenger*: delivered`, `${time(2)}  👀 *Messenger*: read`])
})

test('a story of half a day or more is told with its days', () => {
  const story = (seconds: number): [number, Fact][] => [
    [1, receipt(0, 'delivered')],
    [1 + seconds, receipt(0, 'read')],
  ]
  expect(linesOf(story(43_199))[1]).toBe(`${time(43_200)}  👀 *Messenger*: read`)
  expect(linesOf(story(43_200))).toEqual([
    `${day(1)}  📬 *Messenger*: delivered`,
    `${day(43_201)}  👀 *Messenger*: read`,
  ])
})

describe('what comes late is told with how late it is, and after what', () => {
  const smsWent: [number, Fact][] = [
    [600, { type: 'failover', index: 0, next: 1, reason: 'expired' }],
    [601, { type: 'accepted', index: 1, attempt: 1, deadlineAt: at(87_001) }],
  ]
  const smsArrived: [number, Fact][] = [
    [610, receipt(1, 'delivered')],
    [610, { type: 'ended', status: 'completed', reason: 'condition met', index: 1 }],
  ]

  test('while the next message is waited for, which ends it', () => {
    const read: [number, Fact][] = [
      [690, receipt(0, 'read', { late: true })],
      [690, { type: 'ended', status: 'completed', reason: 'condition met', index: 0, late: true }],
    ]
    expect(linesOf([...smsWent, ...read]).slice(-2)).toEqual([
      `${time(690)}  👀 *Messenger*: read 1 min 30 s later, after the SMS`,
      `${time(690)}  ✅ *Done*: read 1 min 30 s later on Messenger, after the SMS`,
    ])
  })

  test('after the end', () => {
    const second = 600 + 36 * 60
    expect(linesOf([...smsWent, ...smsArrived, [second + 7, receipt(0, 'read', { late: true })]]).at(-1)).toBe(
      `${time(second + 7)}  👀 *Messenger*: read 36 min later, after the SMS`,
    )
  })

  test('but not where it was in time for what was asked', () => {
    expect(linesOf([...smsWent, ...smsArrived, [700, receipt(1, 'read', { late: true })]]).at(-1)).toBe(
      `${time(700)}  👀 *SMS*: read`,
    )
  })
})

describe('a workflow that was not taken', () => {
  test('is told with what the API said', () => {
    expect(refusalNews(aNotification({ submission: 'refused', refusal: failure }))).toEqual([
      '⚠️ <@U1> *Not sent*: the Workflows API refused it: Blocked: By the carrier [1320]',
    ])
  })

  test('is told where nobody knows', () => {
    expect(refusalNews(aNotification({ submission: 'unknown' }))).toEqual([
      '❓ <@U1> *Not known whether it was sent*: the Workflows API gave no answer. It is not submitted again by itself',
    ])
  })

  test('is nothing to tell where it was taken', () => {
    expect(refusalNews(aNotification())).toEqual([])
  })
})
