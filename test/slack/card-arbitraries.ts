import fc from 'fast-check'
import type { Notification, Submission } from '../../src/bot/notification.ts'
import { CHANNELS } from '../../src/failover/channel.ts'
import type { Fact, RecordedFact } from '../../src/failover/fact.ts'
import type { Failure } from '../../src/failover/state.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { aNotification, at } from './notifications.ts'

/** Who every message goes to; whole it must be nowhere. */
export const NUMBER = '447700900123'

/** A line with which somebody would fake one of ours. */
const FAKED = '✅  *Reached*'

/** What people and providers can write: long, in every script, and what Slack could take for its own markup. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<!channel>',
        '<!here>',
        '<@U1>',
        '<#C1>',
        '<https://a.example|b>',
        '&lt;!channel&gt;',
        '<!date^1',
      ),
      fc.constantFrom('`', '```', '*', '_', '~', '>', '>>>', '•', ':tada:', '@here', '#general', '\u202e', '\u200b'),
      fc.constantFrom('\n', '\r\n', '\u2028', '\u0085', '\u000b', `\n${FAKED}`),
      fc.constantFrom(
        '🙂',
        '👩‍👩‍👧',
        'مرحبا',
        'שלום',
        'é',
        '&',
        '<',
        '<'.repeat(300),
        '&'.repeat(4096),
        '🙂'.repeat(4096),
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

const address = fc.oneof(
  fc.constant(NUMBER),
  hostileText.map((text) => [...text].slice(0, 50).join('')),
)

const message: fc.Arbitrary<WorkflowMessage> = fc
  .record({
    channel: fc.constantFrom('messenger' as const, 'viber_service_msg' as const, 'whatsapp' as const, 'sms' as const),
    to: address,
    text: hostileText,
  })
  .map(({ channel, to, text }) => ({
    channel,
    from: NUMBER,
    to: CHANNELS[channel].to === 'number' ? NUMBER : to,
    content: { type: 'text', text },
    failover: { expirySeconds: 600, conditionStatus: 'delivered' },
  }))

/** What a provider says of a failure may repeat the number. */
const failure: fc.Arbitrary<Failure> = fc.record(
  {
    title: hostileText,
    detail: hostileText.map((text) => `${NUMBER} ${text} +${NUMBER}`),
    code: hostileText,
    parameters: fc.array(
      hostileText.map((text) => `to: ${NUMBER} ${text}`),
      { maxLength: 5 },
    ),
  },
  { requiredKeys: ['title'] },
)

const usage = fc.record({
  currency: fc.oneof(fc.constantFrom('EUR', 'USD'), hostileText, fc.string({ minLength: 1, maxLength: 3 })),
  price: fc.oneof(fc.constant('0.0333'), fc.bigInt({ min: 0n }).map(String)),
})

const by = fc.oneof(fc.constantFrom('U1', 'W99'), hostileText)
/** Any instant of the story. */
export const instant = fc.integer({ min: 0, max: 10_000_000 }).map(at)
const index = fc.nat(3)
const attempt = fc.integer({ min: 1, max: 3 })
const leaveReason = fc.constantFrom('refused' as const, 'failed' as const, 'expired' as const, 'skipped' as const)

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ type: fc.constant('attempt' as const), index, attempt }),
  fc.record({ type: fc.constant('attempt' as const), index, attempt, again: fc.constant(true as const) }),
  fc.record({ type: fc.constant('accepted' as const), index, attempt, deadlineAt: instant }),
  fc.record({ type: fc.constant('refused' as const), index, attempt, failure }),
  fc.record({
    type: fc.constant('postponed' as const),
    index,
    attempt,
    reason: fc.constantFrom('rate limit' as const, 'server error' as const, 'no connection' as const),
    retryAt: instant,
  }),
  fc.record({
    type: fc.constant('held' as const),
    index,
    attempt,
    reason: fc.constantFrom('credentials' as const, 'credit' as const),
    retryAt: instant,
  }),
  fc.record({ type: fc.constant('unanswered' as const), index, attempt, deadlineAt: instant }),
  fc.record(
    {
      type: fc.constant('receipt' as const),
      index,
      attempt,
      status: fc.oneof(fc.constantFrom('submitted', 'delivered', 'read', 'rejected', 'undeliverable'), hostileText),
      change: fc.constantFrom('advanced' as const, 'corrected' as const, 'not believed' as const, 'unknown' as const),
      late: fc.boolean(),
      failure,
      usage,
    },
    { requiredKeys: ['type', 'index', 'attempt', 'status', 'change', 'late'] },
  ),
  fc.record({ type: fc.constant('failover' as const), index, next: index, reason: leaveReason }),
  fc.record({ type: fc.constant('cancel requested' as const), by }),
  fc.record({ type: fc.constant('skip requested' as const), by, index, during: index }),
  fc.record({ type: fc.constant('not listening' as const), from: instant, to: instant }),
  fc.record(
    {
      type: fc.constant('ended' as const),
      status: fc.constantFrom('completed' as const, 'error' as const, 'cancelled' as const, 'unknown' as const),
      reason: fc.constantFrom(
        'condition met' as const,
        'failed' as const,
        'cancelled' as const,
        'final report' as const,
      ),
      index,
      late: fc.boolean(),
      handedOver: fc.constantFrom('yes' as const, 'no' as const, 'maybe' as const),
    },
    { requiredKeys: ['type', 'status', 'reason'] },
  ),
)

/** Whatever may have happened, in any order. */
export const facts: fc.Arbitrary<RecordedFact[]> = fc
  .array(fc.record({ at: instant, fact }), { maxLength: 30 })
  .map((some) => some.map(({ at: when, fact: one }, i) => ({ seq: i + 1, at: when, fact: one })))

/** Somebody's wish, however it went so far. */
export const notification: fc.Arbitrary<Notification> = fc
  .record(
    {
      messages: fc.array(message, { minLength: 1, maxLength: 10 }),
      submission: fc.constantFrom<Submission>('saved', 'submitting', 'created', 'refused', 'unknown'),
      refusal: failure,
      movedBecause: fc.constantFrom('not_in_channel', 'message_not_found', 'is_archived'),
      againOf: fc.uuid(),
      isRepeated: fc.constant(true as const),
      workflowUuid: hostileText,
      sandbox: fc.boolean(),
    },
    { requiredKeys: ['messages', 'submission', 'sandbox'] },
  )
  .map((changes) => aNotification(changes))
