import { expect, test } from 'vitest'
import type { Notification } from '../../src/bot/notification.ts'
import type { Fact } from '../../src/failover/fact.ts'
import { progress } from '../../src/failover/progress.ts'
import { stepFailure } from '../../src/slack/words/step.ts'
import { aNotification, at, MESSENGER_THEN_SMS } from './notifications.ts'

type Ended = Extract<Fact, { type: 'ended' }>

function words(changes: Partial<Notification>, ...facts: Fact[]): string {
  const recorded = facts.map((fact, i) => ({ seq: i + 1, at: at(i), fact }))
  return stepFailure(aNotification(changes), progress(MESSENGER_THEN_SMS, recorded))
}

const FAILED: Ended = { type: 'ended', status: 'error', reason: 'failed', index: 1 }

test.each<[why: string, said: string, words: string]>([
  ['nobody was reached', words({}, FAILED), 'Not reached: the last message failed.'],
  [
    'nobody was reached, in the words of the API, with numbers masked',
    words(
      {},
      {
        type: 'refused',
        index: 1,
        attempt: 1,
        failure: { code: '1120', title: 'Illegal <Sender>', detail: 'for 447700900123' },
      },
      { type: 'ended', status: 'error', reason: 'refused', index: 1 },
    ),
    'Not reached: the last message was refused: Illegal &lt;Sender&gt;: for +44 •••• 123 [1120].',
  ],
  [
    'no receipt came',
    words({}, { type: 'ended', status: 'error', reason: 'no receipt', index: 1 }),
    'Not reached: no receipt came for the last message, so nobody can say whether it arrived.',
  ],
  [
    'somebody cancelled it',
    words({}, { type: 'cancel requested', by: 'U0BEN' }, { type: 'ended', status: 'cancelled', reason: 'cancelled' }),
    'Cancelled by <@U0BEN>: nothing more is sent.',
  ],
  [
    'the hosted API sent no final report',
    words({}, { type: 'ended', status: 'unknown', reason: 'no final report' }),
    'Not known whether anybody was reached: the Workflows API sent no final report.',
  ],
  [
    'the workflow was refused',
    words({ submission: 'refused', refusal: { title: 'Invalid params' } }),
    'Not sent: the Workflows API refused it: Invalid params.',
  ],
  [
    'nobody knows whether it was taken',
    words({ submission: 'unknown' }),
    'Not known whether it was sent: the Workflows API gave no answer. Ask the person before you run the workflow again.',
  ],
])('says that %s', (_why, said, expected) => {
  expect(said).toBe(expected)
})
