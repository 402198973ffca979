import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wantsSend } from '../../src/failover/deadline.ts'
import type { Fact } from '../../src/failover/fact.ts'
import { bestStatus } from '../../src/failover/message-status.ts'
import { progress } from '../../src/failover/progress.ts'
import { transition } from '../../src/failover/transition.ts'
import type { Workflow } from '../../src/failover/workflow.ts'
import { uuidOf } from './events.ts'
import { type Answer, answer, createWorld, freshWorkflow, type Move, moves } from './histories.ts'
import { aWorkflow, CREATED_AT, dueAt, messenger, sms } from './workflows.ts'

const RUNS = { numRuns: 500 }

type World = ReturnType<typeof createWorld>

/** Checks the property in a world in which the moves have been played. */
function afterAnyHistory(check: (world: World) => void): void {
  fc.assert(
    fc.property(freshWorkflow, moves, (workflow, history) => check(played(workflow, history))),
    RUNS,
  )
}

function played(workflow: Workflow, history: readonly Move[]): World {
  const world = createWorld(workflow)
  for (const move of history) world.play(move)
  return world
}

function factsOf(world: World): Fact[] {
  return world.recorded.map(({ fact }) => fact)
}

function sendingCount(workflow: Workflow): number {
  return workflow.state.messages.flatMap((m) => m.attempts).filter((a) => a.outcome === 'sending').length
}

describe('whatever happens to a workflow', () => {
  test('it ends at most once, and only receipts are recorded after its end', () => {
    afterAnyHistory((world) => {
      const facts = factsOf(world)
      const end = facts.findIndex((fact) => fact.type === 'ended')
      const after = end < 0 ? [] : facts.slice(end + 1)
      expect(after.filter((fact) => fact.type !== 'receipt')).toEqual([])
      expect(end >= 0).toBe(world.workflow.state.outcome !== undefined)
    })
  })

  test('the messages go out in order, each once, and a maybe-sent one once more', () => {
    afterAnyHistory((world) => {
      const facts = factsOf(world)
      const notSent = new Set(
        facts.flatMap((f) => (f.type === 'postponed' || f.type === 'held' ? [`${f.index}:${f.attempt}`] : [])),
      )
      const sent = facts.flatMap((f) => (f.type === 'attempt' && !notSent.has(`${f.index}:${f.attempt}`) ? [f] : []))
      const indices = sent.map((fact) => fact.index)
      expect(indices).toEqual(indices.toSorted((a, b) => a - b))
      for (const index of new Set(indices)) {
        const times = sent.filter((fact) => fact.index === index)
        const first = facts.findIndex((f) => f.type === 'attempt' && f === times[0])
        const second = facts.findIndex((f) => f.type === 'attempt' && f === times[1])
        const between = facts.slice(first, second).filter((f) => f.type === 'unanswered' && f.index === index)
        expect(times.length).toBeLessThanOrEqual(2)
        if (times.length === 2) expect(between.length).toBeGreaterThan(0)
      }
      const begun = new Set(facts.flatMap((f) => (f.type === 'attempt' ? [f.index] : [])))
      const left = facts.flatMap((f) => (f.type === 'failover' ? [f] : []))
      for (const fact of left.filter((f) => !begun.has(f.index))) {
        expect(['skipped', 'not accepted']).toContain(fact.reason)
      }
    })
  })

  test('no send begins while another is under way, nor after the end', () => {
    afterAnyHistory((world) => {
      for (const { event, before, after, facts } of world.steps) {
        expect(sendingCount(after)).toBeLessThanOrEqual(1)
        if (!facts.some((fact) => fact.type === 'attempt')) continue
        expect(before.state.outcome).toBeUndefined()
        expect(sendingCount(transition(before, { type: 'tick', at: event.at }).workflow)).toBe(0)
        expect(event.type).toBe('attempt')
      }
    })
  })

  test('while a send is under way, nothing is decided', () => {
    afterAnyHistory((world) => {
      for (const { before, after, facts } of world.steps) {
        if (sendingCount(before) === 0 || facts.some((fact) => 'attempt' in fact && fact.type !== 'receipt')) continue
        expect(after.state.current).toBe(before.state.current)
        expect(after.state.outcome).toEqual(before.state.outcome)
      }
    })
  })

  test('a repeated receipt changes nothing', () => {
    afterAnyHistory((world) => {
      const last = world.workflow
      for (const { event, after, facts } of world.steps) {
        if (event.type !== 'receipt' || !facts.some((fact) => fact.type === 'receipt')) continue
        expect(transition(after, event).workflow).toEqual(after)
        const later = { ...event, at: Math.max(world.now(), event.at) }
        const passed = transition(last, { type: 'tick', at: later.at - 1 }).workflow
        const again = transition(last, later)
        if (isDeepStrictEqual(passed, last)) expect(again.workflow).toEqual(last)
      }
    })
  })

  test('it is plain JSON, and an event leaves the given one alone', () => {
    afterAnyHistory((world) => {
      for (const { event, before, after, facts } of world.steps) {
        const copy: Workflow = JSON.parse(JSON.stringify(before))
        const again = transition(copy, event)
        if (!isDeepStrictEqual(again.workflow, after)) expect(again.workflow).toEqual(after)
        if (!isDeepStrictEqual(copy, before)) expect(copy).toEqual(before)
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
      }
    })
  })

  test('what is shown agrees with what is', () => {
    afterAnyHistory((world) => {
      const { state, messages } = world.workflow
      const shown = progress(messages, world.recorded)
      expect(shown.current).toBe(state.current)
      expect(shown.outcome).toEqual(state.outcome)
      expect(shown.messages.map((m) => m.status)).toEqual(
        state.messages.map((m) => bestStatus(m.attempts.map((a) => a.status))),
      )
      expect(shown.messages.map((m) => m.stage)).toEqual(state.messages.map((_, index) => stageOf(world, index)))
      if (shown.hold) {
        expect(state.outcome).toBeUndefined()
        expect(state.messages[state.current]?.heldSince).toBeDefined()
      }
    })
  })

  test('after a tick and a send it is due in the future, and it ends when only time passes', () => {
    fc.assert(
      fc.property(
        freshWorkflow,
        moves,
        fc.array(answer, { minLength: 1, maxLength: 4 }),
        (workflow, history, answers) => expectEnd(played(workflow, history), answers),
      ),
      RUNS,
    )
  })
})

function stageOf({ workflow }: World, index: number): string {
  const message = workflow.state.messages[index]
  if (!message) return 'missing'
  const { attempts } = message
  if (attempts.some((a) => a.outcome === 'sending')) return 'sending'
  if (attempts.some((a) => a.outcome === 'accepted' || a.proved)) {
    return 'sent'
  }
  if (attempts.some((a) => a.outcome === 'unanswered')) return 'maybe sent'
  if (attempts.length > 0) return 'refused'
  if (workflow.state.outcome) return 'not sent'
  if (message.attemptCount === 0) return 'waiting'
  return message.heldSince === undefined ? 'postponed' : 'on hold'
}

/** Lets only time pass, with the given answers in turn; fails if the workflow stays due or never ends. */
function expectEnd(world: World, answers: readonly Answer[]): void {
  world.play({ type: 'crash' })
  for (let turn = 0; turn < 2000 && !world.workflow.state.outcome; turn += 1) {
    expect(world.tickWhenDue()).toBe(true)
    if (wantsSend(world.workflow, world.now())) {
      world.apply({ type: 'attempt', at: world.now() })
      expect(dueAt(world.workflow)).toBeGreaterThan(world.now())
      world.answer(answers[turn % answers.length] ?? 'accepted', 0, 900_000)
    } else {
      expect(dueAt(world.workflow) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(world.now())
    }
  }
  expect(world.workflow.state.outcome).toBeDefined()
}

describe('when only time passes', () => {
  test.each<Answer>(['accepted', 'refused', 'postponed', 'held', 'unanswered'])(
    'a workflow of which every send is %s ends',
    (kind) => {
      fc.assert(
        fc.property(freshWorkflow, (workflow) => expectEnd(createWorld(workflow), [kind])),
        { numRuns: 50 },
      )
    },
  )

  test('a workflow whose every sender dies ends', () => {
    fc.assert(
      fc.property(freshWorkflow, (workflow) => {
        const world = createWorld(workflow)
        for (let turn = 0; turn < 100 && world.tickWhenDue(); turn += 1) {
          world.apply({ type: 'attempt', at: world.now() })
          world.play({ type: 'crash' })
        }
        expect(world.workflow.state.outcome?.status).toBe('error')
      }),
      { numRuns: 50 },
    )
  })
})

test('the order in which receipts arrive before any decision does not matter to the statuses', () => {
  const status = fc.constantFrom('submitted', 'delivered', 'rejected', 'undeliverable', 'seen')
  fc.assert(
    fc.property(
      fc
        .array(status, { minLength: 1, maxLength: 6 })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([one, other]) => {
        expect(statusAfter(one)).toEqual(statusAfter(other))
      },
    ),
    RUNS,
  )
})

/** The status of a message that is still being handed over, so that nothing is decided. */
function statusAfter(statuses: readonly string[]): unknown {
  const world = createWorld(aWorkflow([messenger('read'), sms()]))
  world.apply({ type: 'attempt', at: CREATED_AT })
  for (const status of statuses) {
    world.apply({ type: 'receipt', at: CREATED_AT + 1, index: 0, attempt: 1, messageUuid: uuidOf(0, 1), status })
  }
  return world.workflow.state.messages[0]?.attempts[0]?.status
}
