import type { SandboxClock } from './sandbox-clock.ts'

/** Things to do at a business time, each once; what is passed over by a step of the clock is done at once. */
export interface Schedule {
  /** `at` in business milliseconds; returns how to call it off. */
  add(at: number, run: () => void): () => void
  /** Calls everything off. */
  stop(): void
}

/** The longest timer. Source: Node, setTimeout, a 32-bit delay. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** An empty schedule. What has the same time runs in the order in which it was added. */
export function createSchedule(clock: SandboxClock): Schedule {
  let items: { at: number; run: () => void }[] = []
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    clearTimeout(timer)
    for (let [next] = items; next && next.at <= clock.now(); [next] = items) {
      items.shift()
      next.run()
    }
    const [next] = items
    const waitMs = next ? clock.realMsUntil(next.at) : Number.POSITIVE_INFINITY
    if (waitMs < Number.POSITIVE_INFINITY) timer = setTimeout(look, Math.min(waitMs, LONGEST_TIMER_MS)).unref()
  }

  const stopListening = clock.onChange(look)
  return {
    add(at, run) {
      const item = { at, run }
      items.splice(items.findLastIndex((other) => other.at <= at) + 1, 0, item)
      look()
      return () => {
        items = items.filter((other) => other !== item)
      }
    },
    stop() {
      stopListening()
      clearTimeout(timer)
      items = []
    },
  }
}
