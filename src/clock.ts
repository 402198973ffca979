/** Business time: expiry, retries, budgets, holds. It can be moved; protocol time (signatures, HTTP limits) is real. */
export interface Clock {
  /** Integer milliseconds since 1970. */
  now(): number
  /** Real milliseconds until business time is `at`; 0 when it is already, Infinity when time stands still before it. */
  realMsUntil(at: number): number
}

/** The clock of a real start: business time is real time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  realMsUntil: (at) => Math.max(0, at - Date.now()),
}

/** Real time in integer milliseconds, for what a protocol dates: signatures and tokens. */
export const realNow = (): number => Date.now()
