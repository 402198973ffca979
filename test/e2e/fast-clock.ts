import type { Clock } from '../../src/clock.ts'

/** Business time that runs `factor` times as fast as real time, from the real instant `startedAt` on, in any process. */
export function createFastClock(startedAt: number, factor: number): Clock {
  const now = () => startedAt + Math.floor((Date.now() - startedAt) * factor)
  return { now, realMsUntil: (at) => Math.max(0, (at - now()) / factor) }
}
