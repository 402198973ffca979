import { businessTime, type ClockBase, type ClockRate, machineMs, realMsFor } from './clock-base.ts'
import { protocolSeconds } from './vonage/protocol-clock.ts'

export type { ClockRate } from './clock-base.ts'

/** The rates that a page may choose. */
export const CLOCK_RATES: readonly ClockRate[] = [0, 1, 10, 100]

/** Business time of the sandbox: it can be sped up, paused and moved forward, never back. */
export interface SandboxClock {
  /** Integer milliseconds since 1970. */
  now(): number
  /** Whole real milliseconds until business time is `at`: 0 when it is already, Infinity when paused before it. */
  realMsUntil(at: number): number
  setRate(rate: ClockRate): void
  /** Moves on by business milliseconds, whatever the rate. @throws RangeError for a step back. */
  advance(ms: number): void
  state(): ClockState
  /** What another process needs to keep the same time until the next change. */
  base(): ClockBase
  /** Told of a new rate and of each step, not of time that merely passes; returns how to stop listening. */
  onChange(listener: () => void): () => void
}

/** The clock as a page shows it. */
export interface ClockState {
  /** Business time in milliseconds. */
  now: number
  rate: ClockRate
}

/**
 * A clock that begins at `startAt` (real time unless said) with rate 1. `realMs` is a source that never goes back;
 * business time is counted in it, so that a changed system clock moves nothing.
 */
export function createSandboxClock(options: { startAt?: number; realMs?: () => number } = {}): SandboxClock {
  const realMs = options.realMs ?? machineMs
  const listeners = new Set<() => void>()
  let base: ClockBase = { at: options.startAt ?? protocolSeconds() * 1000, realMs: realMs(), rate: 1 }

  const exactNow = () => businessTime(base, realMs())

  function rebase(at: number, rate: ClockRate): void {
    base = { at, realMs: realMs(), rate }
    for (const listener of [...listeners]) listener()
  }

  return {
    now: () => Math.floor(exactNow()),
    realMsUntil: (at) => realMsFor(at - exactNow(), base.rate),
    setRate: (next) => rebase(exactNow(), next),
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`business time never goes back, as by ${ms} ms`)
      rebase(exactNow() + ms, base.rate)
    },
    state: () => ({ now: Math.floor(exactNow()), rate: base.rate }),
    base: () => base,
    onChange(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
