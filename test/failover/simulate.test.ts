import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkflowEvent } from '../../src/failover/event.ts'
import { type Simulation, simulate } from '../../src/failover/simulate.ts'
import { transition } from '../../src/failover/transition.ts'
import type { Usage } from '../../src/failover/usage.ts'
import type { Workflow, WorkflowMessage } from '../../src/failover/workflow.ts'
import { aMessage, aWorkflow, CREATED_AT, dueAt, LIMITS, messenger, sms, viber } from './workflows.ts'

const NO_PRICES = { limits: LIMITS, priceOf: () => undefined }
const DAY_MS = LIMITS.lastMessageTimeoutMs

/** A plan of one to ten messages; the API may take back what goes by RCS. */
const plan: fc.Arbitrary<WorkflowMessage[]> = fc
  .array(
    fc.record({
      channel: fc.constantFrom('messenger' as const, 'rcs' as const, 'whatsapp' as const),
      condition: fc.constantFrom('read' as const, 'delivered' as const),
      expirySeconds: fc.integer({ min: 15, max: 86_400 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((rows) =>
    rows.map(({ channel, condition, expirySeconds }, index) =>
      index === rows.length - 1 ? aMessage(channel) : aMessage(channel, condition, expirySeconds),
    ),
  )

interface Fate {
  isRefused: boolean
  status: string | undefined
  /** Of the time limit. */
  share: number
  isLate: boolean
}

/** What a hand-run world does with each message: the API's answer, and what a receipt says how far into the time limit. */
const fates: fc.Arbitrary<Fate[]> = fc.array(
  fc.record({
    isRefused: fc.boolean(),
    status: fc.constantFrom('delivered', 'read', 'rejected', 'undeliverable', undefined),
    share: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    isLate: fc.boolean(),
  }),
  { minLength: 10, maxLength: 10 },
)

const REFUSED: Fate = { isRefused: true, status: undefined, share: 0, isLate: false }

/** Lives through one path, as the engine would: when each message went, and when and how it ended. */
function live(messages: WorkflowMessage[], path: readonly Fate[]) {
  let workflow: Workflow = aWorkflow(messages)
  let now = CREATED_AT
  const sentMs: number[] = []
  const receipts: Extract<WorkflowEvent, { type: 'receipt' }>[] = []
  const play = (event: WorkflowEvent) => {
    const after = transition(workflow, event)
    workflow = after.workflow
    return after.facts
  }
  while (!workflow.state.outcome) {
    const [fact] = play({ type: 'attempt', at: now }).slice(-1)
    if (fact?.type === 'revoking') {
      play({ type: 'revocation', at: now, index: fact.index, attempt: fact.attempt, result: 'refused' })
    } else if (fact?.type === 'attempt') {
      const { index, attempt } = fact
      sentMs[index] = now - CREATED_AT
      const { isRefused, status, share, isLate } = path[index] ?? REFUSED
      if (isRefused) play({ type: 'refused', at: now, index, attempt, failure: { title: 'no' } })
      else {
        play({ type: 'accepted', at: now, index, attempt, messageUuid: `uuid ${index}` })
        const limitMs = (dueAt(workflow) ?? now) - now
        const at = Math.floor(now + limitMs * (isLate ? 1 + share : share))
        if (status) receipts.push({ type: 'receipt', at, index, attempt, status })
      }
    } else {
      const due = dueAt(workflow) ?? now
      const [receipt] = receipts.toSorted((a, b) => a.at - b.at)
      const event: WorkflowEvent = receipt && receipt.at <= due ? receipt : { type: 'tick', at: due }
      if (event === receipt) receipts.splice(receipts.indexOf(receipt), 1)
      now = Math.max(now, event.at)
      play({ ...event, at: now })
    }
  }
  return { sentMs, endMs: now - CREATED_AT, outcome: workflow.state.outcome }
}

/** A step in few words. */
function told({ steps }: Simulation): string[] {
  return steps.flatMap(({ index, send, outcomes }) => [
    `${index} goes ${send.earliestMs}–${send.latestMs}`,
    ...outcomes.map(({ cause, effect, at: { earliestMs, latestMs } }) => {
      const what = effect.type === 'next' ? `next ${effect.index}` : effect.type
      return `${cause}: ${what}${effect.type === 'not reached' ? ` (${effect.reason})` : ''} ${earliestMs}–${latestMs}`
    }),
  ])
}

describe('a simulation', () => {
  test('tells for each message when it goes and what each outcome leads to', () => {
    expect(told(simulate([messenger('read', 600), sms()], NO_PRICES))).toEqual([
      '0 goes 0–0',
      'condition met: reached 0–600000',
      'failed: next 1 0–600000',
      'not in time: next 1 600000–600000',
      '1 goes 0–600000',
      `condition met: reached 0–${600_000 + DAY_MS}`,
      `failed: not reached (failed) 0–${600_000 + DAY_MS}`,
      `not in time: not reached (no receipt) ${DAY_MS}–${600_000 + DAY_MS}`,
    ])
  })

  test('of one message ends with it', () => {
    const { steps, worst } = simulate([sms()], NO_PRICES)
    expect(steps).toHaveLength(1)
    expect(worst).toEqual({ lastSendMs: 0, endMs: DAY_MS })
  })

  test('of nothing is nothing', () => {
    expect(simulate([], NO_PRICES)).toMatchObject({ steps: [], worst: { lastSendMs: 0, endMs: 0 } })
  })

  test('sums up the time limits for the worst case', () => {
    fc.assert(
      fc.property(plan, (messages) => {
        const { steps, worst } = simulate(messages, NO_PRICES)
        const sums = messages.map((_, index) =>
          messages.slice(0, index).reduce((sum, { failover }) => sum + (failover?.expirySeconds ?? 0) * 1000, 0),
        )
        expect(steps.map(({ send }) => send)).toEqual(sums.map((latestMs) => ({ earliestMs: 0, latestMs })))
        expect(worst).toEqual({ lastSendMs: sums.at(-1), endMs: (sums.at(-1) ?? 0) + DAY_MS })
        expect(steps.map(({ timeLimitMs }) => timeLimitMs)).toEqual(
          messages.map(({ failover }) => (failover ? failover.expirySeconds * 1000 : DAY_MS)),
        )
      }),
    )
  })

  test('holds every path that is lived through by hand', () => {
    fc.assert(
      fc.property(plan, fates, (messages, path) => {
        const { steps, worst } = simulate(messages, NO_PRICES)
        const { sentMs, endMs, outcome } = live(messages, path)
        for (const [index, sent] of sentMs.entries()) {
          expect(sent).toBeGreaterThanOrEqual(steps[index]?.send.earliestMs ?? Number.NaN)
          expect(sent).toBeLessThanOrEqual(steps[index]?.send.latestMs ?? Number.NaN)
        }
        expect(endMs).toBeLessThanOrEqual(worst.endMs)
        const effects = steps.flatMap(({ outcomes }) => outcomes.map(({ effect }) => effect.type))
        expect(effects).toContain(outcome.status === 'completed' ? 'reached' : 'not reached')
      }),
      { numRuns: 300 },
    )
  })

  test('takes work that grows with the number of messages, not of paths', () => {
    let asked = 0
    const priceOf = () => {
      asked += 1
      return undefined
    }
    const messages = [...Array.from({ length: 9 }, () => messenger('read', 60)), sms()]
    expect(simulate(messages, { limits: LIMITS, priceOf }).steps).toHaveLength(10)
    expect(asked).toBeLessThanOrEqual(10 * 7)
  })

  test('leaves the plan as it was', () => {
    const messages = [messenger('read'), sms()]
    const before = structuredClone(messages)
    simulate(messages, NO_PRICES)
    expect(messages).toEqual(before)
  })
})

describe('the cost of a simulation', () => {
  const PRICES: Readonly<Record<string, Usage>> = {
    sms: { currency: 'EUR', price: '0.0333' },
    viber_service_msg: { currency: 'EUR', price: '0.01' },
    whatsapp: { currency: 'USD', price: '0.005' },
  }
  const costOf = (messages: WorkflowMessage[]) =>
    simulate(messages, { limits: LIMITS, priceOf: ({ channel }) => PRICES[channel] }).cost

  test('is the sum for each currency if all go, and that of the first one if it is enough', () => {
    expect(costOf([viber('read'), aMessage('whatsapp', 'read'), sms()])).toEqual({
      ifFirstReaches: [{ currency: 'EUR', price: '0.01' }],
      ifAllGo: [
        { currency: 'EUR', price: '0.0433' },
        { currency: 'USD', price: '0.005' },
      ],
      unknown: [],
    })
  })

  test('names the messages whose price is not known', () => {
    expect(costOf([messenger('read'), sms()])).toEqual({
      ifFirstReaches: [],
      ifAllGo: [{ currency: 'EUR', price: '0.0333' }],
      unknown: [0],
    })
  })
})
