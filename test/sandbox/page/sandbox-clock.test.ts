import { expect, test } from 'vitest'
import { type ClockRate, createSandboxClock } from '../../../src/sandbox/sandbox-clock.ts'

const START_AT = 1_700_000_000_000

/** A clock on real time that only moves when told to. */
function clockWithRealTime() {
  const real = { ms: 5000.25 }
  return { real, clock: createSandboxClock({ startAt: START_AT, realMs: () => real.ms }) }
}

test('begins where it is told to, as fast as real time', () => {
  const { real, clock } = clockWithRealTime()
  expect(clock.state()).toEqual({ now: START_AT, rate: 1 })
  real.ms += 1500.5
  expect(clock.now()).toBe(START_AT + 1500)
})

test.each<[ClockRate, number]>([
  [1, 1000],
  [10, 10_000],
  [100, 100_000],
  [0, 0],
])('at rate %i one real second is %i ms', (rate, passedMs) => {
  const { real, clock } = clockWithRealTime()
  clock.setRate(rate)
  real.ms += 1000
  expect(clock.now() - START_AT).toBe(passedMs)
})

test('keeps what has passed when the rate changes, fractions included', () => {
  const { real, clock } = clockWithRealTime()
  for (const rate of [10, 1, 100, 0] as const) {
    clock.setRate(rate)
    real.ms += 0.5
  }
  expect(clock.now() - START_AT).toBe(55)
  real.ms += 60_000
  expect(clock.now() - START_AT).toBe(55)
})

test('says how much real time is left', () => {
  const { real, clock } = clockWithRealTime()
  expect(clock.realMsUntil(START_AT + 60_000)).toBe(60_000)
  expect(clock.realMsUntil(START_AT)).toBe(0)
  expect(clock.realMsUntil(START_AT - 1)).toBe(0)
  clock.setRate(100)
  expect(clock.realMsUntil(START_AT + 60_000)).toBe(600)
  real.ms += clock.realMsUntil(START_AT + 60_001)
  expect(clock.now()).toBeGreaterThanOrEqual(START_AT + 60_001)
})

test('never reaches what lies ahead of a pause', () => {
  const { clock } = clockWithRealTime()
  clock.setRate(0)
  expect(clock.realMsUntil(START_AT + 1)).toBe(Number.POSITIVE_INFINITY)
  expect(clock.realMsUntil(START_AT)).toBe(0)
})

test('steps forward at every rate, and never back', () => {
  const { real, clock } = clockWithRealTime()
  clock.setRate(0)
  clock.advance(600_000)
  expect(clock.state()).toEqual({ now: START_AT + 600_000, rate: 0 })
  clock.setRate(10)
  real.ms += 1
  clock.advance(5)
  expect(clock.now()).toBe(START_AT + 600_015)
  expect(() => clock.advance(-1)).toThrow(RangeError)
  expect(() => clock.advance(Number.NaN)).toThrow(RangeError)
})

test('tells of changes until nobody listens any more', () => {
  const { clock } = clockWithRealTime()
  const told: number[] = []
  const stop = clock.onChange(() => told.push(clock.state().rate))
  clock.setRate(100)
  clock.advance(1)
  stop()
  clock.setRate(1)
  expect(told).toEqual([100, 100])
})
