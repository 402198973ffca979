import type { Clock } from '../../src/clock.ts'
import { createLoop, type Queue, type Task } from '../../src/reconcile/loop.ts'

/** A row that becomes due again only when a test says so. */
interface Row {
  id: string
  dueAt: number
}

/** A queue in memory with what was handled, in order; a handler that is not set ends at once. */
export interface TestQueue extends Queue {
  rows: Row[]
  handled: string[]
  /** What handling does, by id. */
  handlers: Map<string, () => Promise<void>>
  claims: { now: number; limit: number }[]
  /** Thrown by the next claim. */
  claimFails?: Error | undefined
}

/** A queue with due rows. */
export function createTestQueue(ids: string[], options: Partial<Queue> = {}): TestQueue {
  const queue: TestQueue = {
    name: 'rows',
    concurrency: 10,
    isExclusive: false,
    rows: ids.map((id) => ({ id, dueAt: 0 })),
    handled: [],
    handlers: new Map(),
    claims: [],
    async claim(now, limit): Promise<Task[]> {
      queue.claims.push({ now, limit })
      const failure = queue.claimFails
      queue.claimFails = undefined
      if (failure) throw failure
      const due = queue.rows.filter(({ dueAt }) => dueAt <= now).slice(0, limit)
      queue.rows = queue.rows.filter((row) => !due.includes(row))
      return due.map(({ id }) => ({ id, handle: () => handle(id) }))
    },
    async nextDueAt() {
      const instants = queue.rows.map(({ dueAt }) => dueAt)
      return instants.length > 0 ? Math.min(...instants) : undefined
    },
    ...options,
  }
  async function handle(id: string): Promise<void> {
    queue.handled.push(id)
    await queue.handlers.get(id)?.()
  }
  return queue
}

/** A loop on a clock that stands still, with what it told of. */
export function createTestLoop(queues: Queue[]) {
  const clock = { at: 1_000_000, now: () => clock.at, realMsUntil: (at: number) => (at <= clock.at ? 0 : Infinity) }
  const errors: [unknown, string][] = []
  const noted: number[] = []
  const loop = createLoop({
    clock: clock satisfies Clock,
    queues,
    onError: (error, queue) => errors.push([error, queue]),
    async noteListening(now) {
      noted.push(now)
    },
  })
  return { loop, clock, errors, noted }
}

/** A handler that ends when the test says so. */
export function createGate() {
  const arrived = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  return {
    arrived: arrived.promise,
    release: released.resolve,
    pass(): Promise<void> {
      arrived.resolve()
      return released.promise
    },
  }
}
