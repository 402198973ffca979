import fc from 'fast-check'
import { CHANNELS } from '../../src/failover/channel.ts'
import type { ReceiptEvent, WorkflowEvent } from '../../src/failover/event.ts'
import type { Fact, RecordedFact } from '../../src/failover/fact.ts'
import { transition } from '../../src/failover/transition.ts'
import type { TimeLimits, Workflow, WorkflowMessage } from '../../src/failover/workflow.ts'
import { uuidOf } from './events.ts'
import { aMessage, aWorkflow, CREATED_AT, dueAt } from './workflows.ts'

/** How the Messages API, or the lack of it, can answer a send. */
export type Answer = 'accepted' | 'refused' | 'postponed' | 'held' | 'unanswered'

/** Something that the world does; numbers pick among what there is, so that every history can be played. */
export type Move =
  | { type: 'wait'; ms: number }
  | { type: 'tick when due' }
  | { type: 'tick' }
  | { type: 'send' }
  | { type: 'answer'; answer: Answer; pick: number; retryMs: number }
  | { type: 'crash' }
  | {
      type: 'receipt'
      pick: number
      ahead: number
      status: string
      named: 'attempt' | 'uuid' | 'both'
      agoMs: number
      usage: boolean
    }
  | { type: 'replay'; pick: number }
  | { type: 'cancel' }
  | { type: 'skip'; index: number }
  | { type: 'absence'; ms: number }

const waitMs = fc.oneof(
  fc.integer({ min: 0, max: 3000 }),
  fc.integer({ min: 0, max: 120_000 }),
  fc.integer({ min: 0, max: 3_600_000 }),
  fc.integer({ min: 0, max: 100_000_000 }),
)

/** An answer of the API. */
export const answer: fc.Arbitrary<Answer> = fc.constantFrom('accepted', 'refused', 'postponed', 'held', 'unanswered')

const status = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('submitted', 'delivered', 'read', 'rejected', 'undeliverable') },
  { weight: 1, arbitrary: fc.constantFrom('seen', 'constructor', '') },
)

const receiptMove = fc.record({
  type: fc.constant('receipt' as const),
  pick: fc.nat(20),
  /** Attempts that have not begun yet. */
  ahead: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
  status,
  named: fc.constantFrom('attempt' as const, 'uuid' as const, 'both' as const),
  agoMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })),
  usage: fc.boolean(),
})

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: waitMs }) },
  { weight: 4, arbitrary: fc.constant({ type: 'tick when due' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'tick' as const }) },
  { weight: 7, arbitrary: fc.constant({ type: 'send' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('answer' as const),
      answer,
      pick: fc.nat(3),
      retryMs: fc.integer({ min: 1000, max: 120_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'crash' as const }) },
  { weight: 6, arbitrary: receiptMove },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('replay' as const), pick: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.constant({ type: 'cancel' as const }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('skip' as const), index: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('absence' as const), ms: waitMs }) },
)

/** What a world does with a workflow. */
export const moves: fc.Arbitrary<Move[]> = fc.array(move, { maxLength: 40 })

const expirySeconds = fc.oneof(fc.constantFrom(15, 60, 600), fc.integer({ min: 15, max: 86_400 }))

const message: fc.Arbitrary<WorkflowMessage> = fc
  .record({ channel: fc.constantFrom('messenger' as const, 'rcs' as const, 'sms' as const), expirySeconds })
  .chain(({ channel, expirySeconds: seconds }) =>
    fc.constantFrom(...CHANNELS[channel].conditionStatuses).map((condition) => aMessage(channel, condition, seconds)),
  )

/** A workflow of one to four messages that was saved just now. */
export const freshWorkflow: fc.Arbitrary<Workflow> = fc
  .record({
    before: fc.array(message, { maxLength: 3 }),
    last: fc.constantFrom(aMessage('sms'), aMessage('whatsapp')),
    limits: fc.constantFrom<Partial<TimeLimits>>({}, { sendLeaseMs: 120_000 }, { maybeSentGraceMs: 1000 }),
  })
  .map(({ before, last, limits }) => aWorkflow([...before, last], limits))

/** An attempt as the world knows it. */
interface Sent {
  index: number
  attempt: number
}

/** One event with what it made of the workflow. */
export interface Step {
  event: WorkflowEvent
  before: Workflow
  after: Workflow
  facts: Fact[]
}

/** A world that plays moves against a workflow and keeps everything that happened. */
export function createWorld(workflow: Workflow) {
  const steps: Step[] = []
  const recorded: RecordedFact[] = []
  const receipts: ReceiptEvent[] = []
  const begun: Sent[] = []
  let underWay: Sent[] = []
  let now = CREATED_AT

  const world = {
    workflow,
    steps,
    recorded,
    now: () => now,
    apply(event: WorkflowEvent): void {
      const before = world.workflow
      const { workflow: after, facts } = transition(before, event)
      steps.push({ event, before, after, facts })
      for (const fact of facts) recorded.push({ seq: recorded.length + 1, at: event.at, fact })
      for (const fact of facts) {
        if (fact.type !== 'attempt') continue
        begun.push({ index: fact.index, attempt: fact.attempt })
        underWay.push({ index: fact.index, attempt: fact.attempt })
      }
      world.workflow = after
    },
    tickWhenDue(): boolean {
      const due = dueAt(world.workflow)
      if (due === undefined) return false
      now = Math.max(now, due)
      world.apply({ type: 'tick', at: now })
      return true
    },
    answer(kind: Answer, pick: number, retryMs: number): void {
      const sent = underWay[pick % underWay.length]
      if (!sent) return
      underWay = underWay.filter((other) => other !== sent)
      world.apply(answerEvent(kind, sent, now, retryMs))
    },
    play(next: Move): void {
      switch (next.type) {
        case 'wait':
          now += next.ms
          break
        case 'tick when due':
          world.tickWhenDue()
          break
        case 'tick':
          world.apply({ type: 'tick', at: now })
          break
        case 'send':
          world.apply({ type: 'attempt', at: now })
          break
        case 'answer':
          world.answer(next.answer, next.pick, next.retryMs)
          break
        case 'crash':
          underWay = []
          break
        case 'receipt': {
          const event = receiptEvent(next, begun, now)
          if (event) receipts.push(event)
          if (event) world.apply(event)
          break
        }
        case 'replay': {
          const event = receipts[next.pick % receipts.length]
          if (event) world.apply({ ...event, at: now })
          break
        }
        case 'cancel':
          world.apply({ type: 'cancel', at: now, by: 'U1' })
          break
        case 'skip':
          world.apply({ type: 'skip', at: now, by: 'U1', index: next.index })
          break
        case 'absence':
          now += next.ms
          world.apply({ type: 'absence', at: now, from: now - next.ms, to: now })
      }
    },
  }
  return world
}

function answerEvent(kind: Answer, { index, attempt }: Sent, at: number, retryMs: number): WorkflowEvent {
  const base = { at, index, attempt }
  switch (kind) {
    case 'accepted':
      return { type: kind, ...base, messageUuid: uuidOf(index, attempt) }
    case 'refused':
      return { type: kind, ...base, failure: { title: 'Invalid params' } }
    case 'postponed':
      return { type: kind, ...base, reason: 'server error', retryAt: at + retryMs }
    case 'held':
      return { type: kind, ...base, reason: 'credentials', retryAt: at + retryMs }
    case 'unanswered':
      return { type: kind, ...base }
  }
}

function receiptEvent(
  next: Extract<Move, { type: 'receipt' }>,
  begun: readonly Sent[],
  now: number,
): ReceiptEvent | undefined {
  const sent = begun[next.pick % begun.length]
  if (!sent) return undefined
  const number = sent.attempt + next.ahead
  return {
    type: 'receipt',
    at: now - next.agoMs,
    index: sent.index,
    status: next.status,
    ...(next.named === 'uuid' ? {} : { attempt: number }),
    ...(next.named === 'attempt' ? {} : { messageUuid: uuidOf(sent.index, number) }),
    ...(next.usage ? { usage: { currency: 'EUR', price: `0.0${next.pick}` } } : {}),
  }
}
