/** Business milliseconds that pass in one real millisecond; 0 is a pause. */
export type ClockRate = 0 | 1 | 10 | 100

/** How business time follows from real time: all that another process needs to keep the same clock. */
export interface ClockBase {
  /** Business milliseconds since 1970 at `realMs`; not rounded, so that many changes lose nothing. */
  at: number
  /** Of `machineMs`. */
  realMs: number
  rate: ClockRate
}

/**
 * Real milliseconds since an instant that is the same for all processes of this machine, by a clock that never goes
 * back. Source: Node, process.hrtime (the system's monotonic clock).
 */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

/** Business milliseconds at the real instant `realMs`, unrounded. */
export function businessTime(base: ClockBase, realMs: number): number {
  return base.at + (realMs - base.realMs) * base.rate
}

/** Whole real milliseconds for `leftMs` of business time: 0 where none is left, Infinity in a pause. */
export function realMsFor(leftMs: number, rate: ClockRate): number {
  if (leftMs <= 0) return 0
  return rate === 0 ? Number.POSITIVE_INFINITY : Math.ceil(leftMs / rate)
}
