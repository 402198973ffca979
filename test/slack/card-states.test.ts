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

const failure = { code: '1150', title: 'Invalid params', detail: 'The value is not allowed', parameters: ['to: wrong'] }
const FAILURE = 'Invalid params: The value is not allowed (to: wrong) [1150]'
const ADVICE = 'Check what was sent: the API does not take it in this form'

test('a deadline is said with its day, since it may be tomorrow', () => {
  const sent: [number, Fact] = [0, { type: 'accepted', index: 0, attempt: 1, deadlineAt: at(86_400) }]
  const [headline, , first] = linesAfter([sent])
  expect(headline).toContain('until <!date^1700086400^{date_short_pretty} {time_secs}|2023-11-15 22:13:20 UTC>, then')
  expect(first).toContain(
    'waits until <!date^1700086400^{date_short_pretty} {time_secs}|2023-11-15 22:13:20 UTC> to be',
  )
})

describe('the card says how far it is', () => {
  test.each<[string, [number, Fact][], Partial<Notification>, string[]]>([
    [
      'before anything has happened',
      [],
      { submission: 'saved' },
      ['⏳  *Sending*', `1.  ${MESSENGER}  ⏳ Sending`, `2.  ${SMS}  ▫️ Waiting for its turn`],
    ],
    [
      'while it is sent',
      [[0, { type: 'attempt', index: 0, attempt: 1 }]],
      {},
      ['⏳  *Sending*', `1.  ${MESSENGER}  ⏳ Sending`, `2.  ${SMS}  ▫️ Waiting for its turn`],
    ],
    [
      'while it is waited for',
      messengerSent(0),
      {},
      [
        `⏳  *Waiting* · to be read on Messenger until ${day(600)}, then SMS`,
        `1.  ${MESSENGER}  📤 Sent · ${time(0)} · waits until ${day(600)} to be read`,
        `2.  ${SMS}  ▫️ Waiting for its turn`,
      ],
    ],
    [
      'when it was delivered, which is not enough',
      [...messengerSent(0), [5, receipt(0, 'delivered')]],
      {},
      [
        `⏳  *Waiting* · to be read on Messenger until ${day(600)}, then SMS`,
        `1.  ${MESSENGER}  📬 Delivered · ${time(5)} · waits until ${day(600)} to be read`,
        `2.  ${SMS}  ▫️ Waiting for its turn`,
      ],
    ],
    [
      'when it was read',
      [
        ...messengerSent(0),
        [7, receipt(0, 'read')],
        [7, { type: 'ended', status: 'completed', reason: 'condition met', index: 0 }],
      ],
      {},
      [
        `✅  *Reached* · read on Messenger, ${day(7)}`,
        `1.  ${MESSENGER}  👀 Read · ${time(7)}`,
        `2.  ${SMS}  ▫️ Not sent`,
      ],
    ],
    [
      'when the SMS has followed',
      [...messengerSent(0), ...smsSent],
      {},
      [
        `⏳  *Waiting* · to be delivered on SMS, until ${day(87_001)} at the latest`,
        `1.  ${MESSENGER}  📤 Sent · ${time(0)} · not read in time`,
        `2.  ${SMS}  📤 Sent · ${time(601)}`,
      ],
    ],
    [
      'when the first one was delivered in time, but not read',
      [...messengerSent(0), [5, receipt(0, 'delivered')], ...smsSent],
      {},
      [
        `⏳  *Waiting* · to be delivered on SMS, until ${day(87_001)} at the latest`,
        `1.  ${MESSENGER}  📬 Delivered · ${time(5)} · not read in time`,
        `2.  ${SMS}  📤 Sent · ${time(601)}`,
      ],
    ],
    [
      'when the first one is read late',
      [
        ...messengerSent(0),
        ...smsSent,
        [700, receipt(0, 'read', { late: true })],
        [700, { type: 'ended', status: 'completed', reason: 'condition met', index: 0, late: true }],
      ],
      {},
      [
        `✅  *Reached* · read 1 min 40 s later on Messenger, after the SMS, ${day(700)}`,
        `1.  ${MESSENGER}  👀 Read · ${time(700)} · 1 min 40 s late, after the SMS`,
        `2.  ${SMS}  📤 Sent · ${time(601)}`,
      ],
    ],
    [
      'when the first one was refused',
      [
        [0, { type: 'attempt', index: 0, attempt: 1 }],
        [1, { type: 'refused', index: 0, attempt: 1, failure }],
        [1, { type: 'failover', index: 0, next: 1, reason: 'refused' }],
      ],
      {},
      ['⏳  *Sending*', `1.  ${MESSENGER}  ❌ Refused · ${FAILURE}. ${ADVICE}`, `2.  ${SMS}  ⏳ Sending`],
    ],
    [
      'when nothing arrived',
      [
        ...messengerSent(0),
        ...smsSent,
        [700, receipt(1, 'rejected', { failure: { title: 'Blocked' } })],
        [700, { type: 'ended', status: 'error', reason: 'failed', index: 1 }],
      ],
      {},
      [
        `⚠️  *Not reached* · the last message failed, ${day(700)}`,
        `1.  ${MESSENGER}  📤 Sent · ${time(0)} · not read in time`,
        `2.  ${SMS}  ❌ Failed · ${time(700)} · Blocked`,
      ],
    ],
    [
      'while it is on hold',
      [
        [0, { type: 'attempt', index: 0, attempt: 1 }],
        [1, { type: 'held', index: 0, attempt: 1, reason: 'credit', retryAt: at(60) }],
      ],
      {},
      [
        '⛔  *On hold* · the account is out of credit. An operator must top it up',
        `1.  ${MESSENGER}  ⛔ On hold`,
        `2.  ${SMS}  ▫️ Waiting for its turn`,
      ],
    ],
    [
      'when it may have been sent',
      [
        [0, { type: 'attempt', index: 0, attempt: 1 }],
        [1, { type: 'unanswered', index: 0, attempt: 1, deadlineAt: at(600) }],
      ],
      {},
      [
        `⏳  *Waiting* · to be read on Messenger until ${day(600)}, then SMS`,
        `1.  ${MESSENGER}  ❓ Maybe sent · waits until ${day(600)} to be read`,
        `2.  ${SMS}  ▫️ Waiting for its turn`,
      ],
    ],
    [
      'while sending is postponed',
      [
        [0, { type: 'attempt', index: 0, attempt: 1 }],
        [1, { type: 'postponed', index: 0, attempt: 1, reason: 'rate limit', retryAt: at(5) }],
      ],
      {},
      ['⏳  *Sending*', `1.  ${MESSENGER}  ⏳ Not sent yet`, `2.  ${SMS}  ▫️ Waiting for its turn`],
    ],
    [
      'when it was cancelled while it was handed over',
      [
        [0, { type: 'attempt', index: 0, attempt: 1 }],
        [1, { type: 'cancel requested', by: 'U02BEN', during: 0 }],
      ],
      {},
      [
        '🛑  *Cancelling* · by <@U02BEN>, once it is known whether the Messenger message went out',
        `1.  ${MESSENGER}  ⏳ Sending`,
        `2.  ${SMS}  ▫️ Waiting for its turn`,
      ],
    ],
    [
      'when it was cancelled',
      [
        [1, { type: 'cancel requested', by: 'U02BEN' }],
        [1, { type: 'ended', status: 'cancelled', reason: 'cancelled' }],
      ],
      {},
      [`🛑  *Cancelled* · by <@U02BEN>, ${day(1)}`, `1.  ${MESSENGER}  ▫️ Not sent`, `2.  ${SMS}  ▫️ Not sent`],
    ],
    [
      'while the hosted API does not take it',
      [],
      { submission: 'saved', refusal: failure },
      [
        `⏳  *Not sent yet* · the Workflows API does not take it: ${FAILURE}. It is tried again`,
        `1.  ${MESSENGER}  ⏳ Not sent yet`,
        `2.  ${SMS}  ▫️ Waiting for its turn`,
      ],
    ],
    [
      'when it was not taken',
      [],
      { submission: 'refused', refusal: failure },
      [
        `⚠️  *Not sent* · the Workflows API refused it: ${FAILURE}`,
        `1.  ${MESSENGER}  ▫️ Not sent`,
        `2.  ${SMS}  ▫️ Not sent`,
      ],
    ],
    [
      'when nobody knows whether it was taken',
      [],
      { submission: 'unknown' },
      [
        '❓  *Unknown* · the Workflows API gave no answer. It is not submitted again by itself: check, then ask again',
        `1.  ${MESSENGER}  ❓ Not known`,
        `2.  ${SMS}  ❓ Not known`,
      ],
    ],
    [
      'when the final report of a hosted API came',
      [[9, { type: 'ended', status: 'completed', reason: 'final report' }]],
      {},
      [`✅  *Reached* · ${day(9)}`, `1.  ${MESSENGER}  ▫️ No receipt`, `2.  ${SMS}  ▫️ No receipt`],
    ],
  ])('%s', (_name, facts, changes, [headline, ...messages]) => {
    expect(linesAfter(facts, changes)).toEqual([headline, QUOTE, ...messages, ASKED])
  })
})
