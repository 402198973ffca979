import { protocolSeconds } from './vonage/protocol-clock.ts'

/** Business milliseconds that pass in one real millisecond; 0 is a pause. */
export type ClockRate = 0 | 1 | 10 | 100

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
  const realMs = options.realMs ?? (() => performance.now())
  const listeners = new Set<() => void>()
  let rate: ClockRate = 1
  let baseAt = options.startAt ?? protocolSeconds() * 1000
  let baseRealMs = realMs()

  const exactNow = () => baseAt + (realMs() - baseRealMs) * rate

  /** What passed so far is kept unrounded, so that many small changes lose nothing. */
  function rebase(atMs: number, nextRate: ClockRate): void {
    const real = realMs()
    baseAt = atMs
    baseRealMs = real
    rate = nextRate
    for (const listener of [...listeners]) listener()
  }

  return {
    now: () => Math.floor(exactNow()),
    realMsUntil(at) {
      const leftMs = at - exactNow()
      if (leftMs <= 0) return 0
      return rate === 0 ? Number.POSITIVE_INFINITY : Math.ceil(leftMs / rate)
    },
    setRate: (next) => rebase(exactNow(), next),
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`business time never goes back, as by ${ms} ms`)
      rebase(exactNow() + ms, rate)
    },
    state: () => ({ now: Math.floor(exactNow()), rate }),
    onChange(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
