import { describe, expect, test } from 'vitest'
import type { Notification } from '../../src/bot/notification.ts'
import type { Fact } from '../../src/failover/fact.ts'
import { at, day, messengerSent, receipt, time } from './notifications.ts'
import { linesAfter } from './shown-card.ts'

const QUOTE = '>The server room is flooding'
const MESSENGER = 'Messenger `…3210`'
const SMS = 'SMS `+44 •••• 123`'
const ASKED = `N-7F3A2C · asked by <@U1> ${day(0)}`

const smsSent: [number, Fact][] = [
  [600, { type: 'failover', index: 0, next: 1, reason: 'expired' }],
  [600, { type: 'attempt', index: 1, attempt: 1 }],
  [601, { type: 'accepted', index: 1, attempt: 1, deadlineAt: at(87_001) }],
]

describe('what comes late is told beside the outcome', () => {
  test.each<[string, [number, Fact][], Partial<Notification>, string[]]>([
    [
      'when the first one is read long after the SMS has arrived',
      [
        ...messengerSent(0),
        ...smsSent,
        [610, receipt(1, 'delivered')],
        [610, { type: 'ended', status: 'completed', reason: 'condition met', index: 1 }],
        [600 + 36 * 60, receipt(0, 'read', { late: true })],
      ],
      {},
      [
        `✅  *Reached* · delivered on SMS, ${day(610)} · read 36 min later on Messenger, after the SMS`,
        `1.  ${MESSENGER}  👀 Read · ${time(600 + 36 * 60)} · 36 min late, after the SMS`,
        `2.  ${SMS}  📬 Delivered · ${time(610)}`,
      ],
    ],
    [
      'when the last one arrives after all, a day after it was given up',
      [
        ...messengerSent(0),
        ...smsSent,
        [87_001, { type: 'ended', status: 'error', reason: 'no receipt', index: 1 }],
        [87_301, receipt(1, 'delivered', { late: true })],
      ],
      {},
      [
        `⚠️  *Not reached* · no receipt came for the last message, so nobody can say whether it arrived, ${day(87_001)} · delivered 5 min later on SMS, after the end`,
        `1.  ${MESSENGER}  📤 Sent · ${time(0)} · not read in time`,
        `2.  ${SMS}  📬 Delivered · ${time(87_301)} · 5 min late, after the end`,
      ],
    ],
    [
      'when it is read after it was delivered in time, which was enough',
      [
        ...messengerSent(0),
        ...smsSent,
        [610, receipt(1, 'delivered')],
        [610, { type: 'ended', status: 'completed', reason: 'condition met', index: 1 }],
        [700, receipt(1, 'read', { late: true })],
      ],
      {},
      [
        `✅  *Reached* · delivered on SMS, ${day(610)}`,
        `1.  ${MESSENGER}  📤 Sent · ${time(0)} · not read in time`,
        `2.  ${SMS}  👀 Read · ${time(700)}`,
      ],
    ],
    [
      'when it is delivered late, which is not enough, while the SMS is waited for',
      [...messengerSent(0), ...smsSent, [660, receipt(0, 'delivered', { late: true })]],
      {},
      [
        `⏳  *Waiting* · to be delivered on SMS, until ${day(87_001)} at the latest`,
        `1.  ${MESSENGER}  📬 Delivered · ${time(660)} · 1 min late, after the SMS`,
        `2.  ${SMS}  📤 Sent · ${time(601)}`,
      ],
    ],
    [
      'when it arrives after somebody has cancelled',
      [
        ...messengerSent(0),
        [10, { type: 'cancel requested', by: 'U02BEN' }],
        [10, { type: 'ended', status: 'cancelled', reason: 'cancelled' }],
        [40, receipt(0, 'read', { late: true })],
      ],
      {},
      [
        `🛑  *Cancelled* · by <@U02BEN>, ${day(10)} · read 30 s later on Messenger, after the end`,
        `1.  ${MESSENGER}  👀 Read · ${time(40)} · 30 s late, after the end`,
        `2.  ${SMS}  ▫️ Not sent`,
      ],
    ],
  ])('%s', (_name, facts, changes, [headline, ...messages]) => {
    expect(linesAfter(facts, changes)).toEqual([headline, QUOTE, ...messages, ASKED])
  })
})
