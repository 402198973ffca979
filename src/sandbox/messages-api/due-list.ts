/** Things to do at a business time. */
export interface DueList {
  /** `at` in business ms; what has the same time runs in the order in which it was added. */
  add(at: number, run: () => Promise<void>): void
  /** Starts all that is due at `now`, in order, and waits for it; says whether there was any. */
  runUntil(now: number): Promise<boolean>
}

/** Creates an empty list. */
export function createDueList(): DueList {
  const items: { at: number; run: () => Promise<void> }[] = []
  return {
    add(at, run) {
      const index = items.findLastIndex((item) => item.at <= at)
      items.splice(index + 1, 0, { at, run })
    },
    async runUntil(now) {
      const next = items.findIndex((item) => item.at > now)
      const due = items.splice(0, next < 0 ? items.length : next)
      await Promise.all(due.map((item) => item.run()))
      return due.length > 0
    },
  }
}
