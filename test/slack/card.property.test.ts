import type { types } from '@slack/bolt'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Notification, Submission } from '../../src/bot/notification.ts'
import { CHANNELS } from '../../src/failover/channel.ts'
import type { Fact, RecordedFact } from '../../src/failover/fact.ts'
import { progress } from '../../src/failover/progress.ts'
import type { Failure } from '../../src/failover/state.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { card } from '../../src/slack/blocks/card.ts'
import { newsLines } from '../../src/slack/blocks/news.ts'
import { messageProblems, shownText } from './block-kit.ts'
import { aNotification, at } from './notifications.ts'

/** Who every message goes to; whole it must be nowhere. */
const NUMBER = '447700900123'

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
const instant = fc.integer({ min: 0, max: 10_000_000 }).map(at)
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

const facts: fc.Arbitrary<RecordedFact[]> = fc
  .array(fc.record({ at: instant, fact }), { maxLength: 30 })
  .map((some) => some.map(({ at: when, fact: one }, i) => ({ seq: i + 1, at: when, fact: one })))

const notification: fc.Arbitrary<Notification> = fc
  .record(
    {
      messages: fc.array(message, { minLength: 1, maxLength: 10 }),
      submission: fc.constantFrom<Submission>('saved', 'submitting', 'created', 'refused', 'unknown'),
      refusal: failure,
      movedBecause: fc.constant('not_in_channel'),
      sandbox: fc.boolean(),
    },
    { requiredKeys: ['messages', 'submission', 'sandbox'] },
  )
  .map((changes) => aNotification(changes))

/** The only markup of Slack's own: who asked or clicked, where, and instants. */
const OWN_MARKUP = /<(?:@[UW][A-Z0-9]+|#C1|!date\^\d+\^\{[a-z_]+\}(?: \{time_secs\})?\|[\d :-]+ UTC)>/g

test('whatever happens and whatever is written, Slack takes the card, and nothing in it is markup of somebody else’s', () => {
  fc.assert(
    fc.property(notification, facts, fc.boolean(), (asked, happened, canCancel) => {
      const { text, blocks } = card(asked, progress(asked.messages, happened), { canCancel })
      expect(messageProblems(blocks)).toEqual([])
      // Source: Slack, chat.update, msg_too_long.
      expect(text.length).toBeLessThan(4000)
      expect(text).not.toMatch(/\n/)
      expect(text).not.toMatch(/[<>]/)
      expect(text).not.toContain(NUMBER)
      expect(JSON.stringify(blocks)).not.toContain(NUMBER)
      const [headline = '', quote = '', ...others] = sectionLines(blocks[0])
      expect(others).toEqual([])
      expect(quote.startsWith('>')).toBe(true)
      for (const line of [headline, quote.slice(1), ...shownText(blocks.slice(1)).split('\n')]) {
        expect(line.replace(OWN_MARKUP, '')).not.toMatch(/[<>]/)
        expect(line.isWellFormed()).toBe(true)
      }
      const lines = shownText(blocks.slice(1)).split('\n')
      expect(lines.filter((line) => /^\d+\. {2}/.test(line))).toHaveLength(asked.messages.length)
    }),
    { numRuns: 300 },
  )
})

test('each line of the thread is one line, and nothing in it is markup of somebody else’s', () => {
  fc.assert(
    fc.property(notification, facts, ({ messages, requesterId }, happened) => {
      const shown = progress(messages, happened)
      for (const line of newsLines(happened, { messages, requesterId, shown })) {
        expect(line).not.toMatch(/[\n\r\u2028\u2029]/)
        expect(line.replace(OWN_MARKUP, '')).not.toMatch(/[<>]/)
        expect(line.length).toBeLessThan(3000)
        expect(line).not.toContain(NUMBER)
      }
    }),
    { numRuns: 300 },
  )
})

test('what somebody wrote is not searched for names and addresses, which Slack would make links of', () => {
  const { blocks } = card(aNotification(), progress([], []), { canCancel: true })
  for (const block of blocks) if (block.type === 'section') expect(block.text).toMatchObject({ verbatim: true })
})

function sectionLines(block: types.KnownBlock | undefined): string[] {
  return block?.type === 'section' ? (block.text?.text.split('\n') ?? []) : []
}
