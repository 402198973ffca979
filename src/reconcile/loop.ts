import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'

/** A claimed row, and what its owner makes of it. */
export interface Task {
  id: string
  /** Makes the world match the row; it saves what it did itself. */
  handle: () => Promise<void>
}

/** Rows of one kind that become due, and their owner. */
export interface Queue {
  name: string
  /** Takes up to `limit` due rows; they stay taken until they are handled, or their lease has run out. */
  claim: (now: number, limit: number) => Promise<Task[]>
  /** When the next row is due, or undefined. */
  nextDueAt: (now: number) => Promise<number | undefined>
  /** How many rows of this kind may be under way at once. */
  concurrency: number
  /** Whether a row must not be handled twice at once in this process, even where its lease has run out meanwhile. */
  isExclusive: boolean
}

/** What a loop works on. */
export interface LoopOptions {
  clock: Clock
  queues: readonly Queue[]
  /** Told of what `handle` or `claim` threw; the row comes round again when its lease has run out. */
  onError: (error: unknown, queue: string) => void
  /** Called about once in `PRESENCE_INTERVAL_MS` of business time: this process listens. */
  noteListening: (now: number) => Promise<void>
}

/** The one loop: claims what is due and hands each row to its owner. Safe to stop before its start, and twice. */
export interface Loop {
  start(): void
  /** Claims nothing any more, and resolves when all that was begun has ended. A stop is no failure: rows stay due. */
  stop(): Promise<void>
  /** Looks at once: something was written. Only ever saves time; the loop would see it by itself. */
  nudge(): void
  /** Handles all that is due at the clock's time, until nothing is; for tests, instead of `start`. */
  drain(): Promise<void>
}

/** The longest sleep, in real milliseconds: other processes write, too, and business time may be moved. */
const LONGEST_SLEEP_MS = 250

/** The shortest one, where what is due is with somebody else or waits for the budget. */
const SHORTEST_SLEEP_MS = 5

/** How often this process says that it listens, in milliseconds. */
export const PRESENCE_INTERVAL_MS = 10_000

/** Makes the loop that claims what is due and hands each row to its owner; it does nothing before its start. */
export function createLoop({ clock, queues, onError, noteListening }: LoopOptions): Loop {
  const underWay = new Map<Queue, Map<Promise<void>, string>>(queues.map((queue) => [queue, new Map()]))
  let wake = new AbortController()
  let isStopping = false
  let running: Promise<void> | undefined
  let notedAt = Number.NEGATIVE_INFINITY

  /** Claims once from each queue; returns how many rows were begun. */
  async function claimAll(): Promise<number> {
    await noteIfDue()
    let begun = 0
    for (const queue of queues) begun += await claimFrom(queue)
    return begun
  }

  async function claimFrom(queue: Queue): Promise<number> {
    const busy = underWay.get(queue) ?? new Map<Promise<void>, string>()
    const room = queue.concurrency - busy.size
    if (room <= 0) return 0
    const tasks = await queue.claim(clock.now(), room)
    const busyIds = new Set(queue.isExclusive ? busy.values() : [])
    for (const task of tasks.filter(({ id }) => !busyIds.has(id))) {
      const handled = task
        .handle()
        .catch((error: unknown) => onError(error, queue.name))
        .finally(() => {
          busy.delete(handled)
          nudge()
        })
      busy.set(handled, task.id)
    }
    return tasks.length
  }

  async function noteIfDue(): Promise<void> {
    const now = clock.now()
    if (now - notedAt < PRESENCE_INTERVAL_MS) return
    notedAt = now
    await noteListening(now)
  }

  function nudge(): void {
    wake.abort()
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      wake = new AbortController()
      try {
        if ((await claimAll()) > 0) continue
        await sleep(await sleepMs(), undefined, { signal: wake.signal }).catch(() => {})
      } catch (error) {
        onError(error, 'loop')
        await sleep(LONGEST_SLEEP_MS)
      }
    }
  }

  async function sleepMs(): Promise<number> {
    // A queue without room has nothing to wait for but one of its own rows to end, which wakes the loop.
    const withRoom = queues.filter((queue) => (underWay.get(queue)?.size ?? 0) < queue.concurrency)
    const instants = await Promise.all(withRoom.map((queue) => queue.nextDueAt(clock.now())))
    const waits = instants.map((at) => (at === undefined ? LONGEST_SLEEP_MS : clock.realMsUntil(at)))
    return Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, Math.min(...waits)))
  }

  async function settle(): Promise<void> {
    await Promise.all([...underWay.values()].flatMap((busy) => [...busy.keys()]))
  }

  return {
    start() {
      if (!isStopping) running ??= run()
    },
    async stop() {
      isStopping = true
      nudge()
      await running
      await settle()
    },
    nudge,
    async drain() {
      while ((await claimAll()) > 0 || [...underWay.values()].some((busy) => busy.size > 0)) await settle()
    },
  }
}
