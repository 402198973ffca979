interface Waiting<T> {
  item: T
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * Collects what arrives while a commit is under way, and saves it in the next one. Where a commit fails, each of its
 * items is saved by itself, so that one that can't be saved takes none of the others with it.
 */
export function createSharedCommit<T>(saveAll: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = []
  let running = false

  async function run(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await saveTogether(batch)
    }
    running = false
  }

  async function saveTogether(batch: Waiting<T>[]): Promise<void> {
    try {
      await saveAll(batch.map(({ item }) => item))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const one of batch) await saveTogether([one])
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!running) void run()
    })
}
