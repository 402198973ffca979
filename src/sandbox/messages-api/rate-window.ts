/** Counts requests in a sliding second of business time. */
export interface RateWindow {
  /** Takes one request; undefined when it fits, else the business ms at which the next one will. */
  take(): number | undefined
}

const WINDOW_MS = 1000

/** Creates a window for `limit` requests; Infinity never refuses. Source: vendor's support article, 30 a second. */
export function createRateWindow(limit: number, now: () => number): RateWindow {
  let takenAt: number[] = []
  return {
    take() {
      if (limit === Number.POSITIVE_INFINITY) return undefined
      const at = now()
      takenAt = takenAt.filter((earlier) => earlier > at - WINDOW_MS)
      if (takenAt.length >= limit) return (takenAt[0] ?? at) + WINDOW_MS
      takenAt.push(at)
      return undefined
    },
  }
}
