import { businessTime, type ClockBase, machineMs, realMsFor } from './clock-base.ts'

/** Business time as another process tells it: what a Backstop of the sandbox runs on. */
export interface FollowingClock {
  /** Integer milliseconds since 1970. */
  now(): number
  /** Whole real milliseconds until business time is `at`; Infinity in a pause before it. */
  realMsUntil(at: number): number
  /** Goes on from a new base; what was passed already while it was on its way is not gone through again. */
  follow(base: ClockBase): void
}

/** A clock that follows `base`; `realMs` must be the clock in which bases are told. */
export function createFollowingClock(base: ClockBase, realMs: () => number = machineMs): FollowingClock {
  let current = base
  let reached = Number.NEGATIVE_INFINITY
  const exactNow = () => Math.max(reached, businessTime(current, realMs()))
  return {
    now: () => Math.floor(exactNow()),
    realMsUntil: (at) => realMsFor(at - exactNow(), current.rate),
    follow(next) {
      reached = exactNow()
      current = next
    },
  }
}
