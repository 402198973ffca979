import { expect, test } from 'vitest'
import { createFollowingClock } from '../../../src/sandbox/following-clock.ts'
import { createSandboxClock } from '../../../src/sandbox/sandbox-clock.ts'

const START_AT = 1_700_000_000_000

/** The sandbox's clock and one in another process that has been told its base; both on a real time that stands still. */
function twoClocks() {
  const real = { ms: 1000.5 }
  const clock = createSandboxClock({ startAt: START_AT, realMs: () => real.ms })
  return { real, clock, follower: createFollowingClock(clock.base(), () => real.ms) }
}

test('two processes have the same business time at every rate', () => {
  const { real, clock, follower } = twoClocks()
  for (const rate of [10, 100, 0, 1] as const) {
    clock.setRate(rate)
    follower.follow(clock.base())
    real.ms += 333.25
    expect(follower.now()).toBe(clock.now())
    expect(follower.realMsUntil(clock.now() + 5000)).toBe(clock.realMsUntil(clock.now() + 5000))
  }
  clock.advance(600_000)
  follower.follow(clock.base())
  expect(follower.now()).toBe(clock.now())
})

test('a pause that is told late turns nothing back, and stands until the other has caught up', () => {
  const { real, clock, follower } = twoClocks()
  clock.setRate(100)
  follower.follow(clock.base())
  clock.setRate(0)
  real.ms += 4
  expect(follower.now()).toBe(START_AT + 400)
  follower.follow(clock.base())
  expect(follower.now()).toBe(START_AT + 400)
  expect(follower.realMsUntil(START_AT + 500)).toBe(Number.POSITIVE_INFINITY)
  clock.advance(1000)
  follower.follow(clock.base())
  expect(follower.now()).toBe(START_AT + 1000)
})
