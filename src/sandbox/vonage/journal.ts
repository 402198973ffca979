/** One thing that happened at a fake, for people to read in a transcript. */
export interface JournalEntry {
  /** Business ms. */
  at: number
  text: string
}

/** How long `until` waits before it gives up, in real ms. */
export interface UntilOptions {
  timeoutMs?: number
}

/** What a fake has seen and done, and the one place that tells waiters that something changed. */
export interface Journal {
  entries(): readonly JournalEntry[]
  note(text: string): void
  /** Says that state changed without a line of its own. */
  changed(): void
  /** Calls `listener` after each change; returns what takes it off again. */
  onChange(listener: () => void): () => void
  /** Resolves once `predicate` holds; looked at on every change, never by polling. Rejects with the transcript. */
  until(predicate: () => boolean, options?: UntilOptions): Promise<void>
  /** All entries as lines, `+seconds text`, counted from the first one. */
  transcript(): string
}

/** Real ms after which `until` gives up unless told otherwise. */
const UNTIL_TIMEOUT_MS = 10_000

/** Creates an empty journal on the business clock `now` (ms). */
export function createJournal(now: () => number): Journal {
  const entries: JournalEntry[] = []
  const listeners = new Set<() => void>()
  let announced = false

  /** Changes of one turn are told together, so that a busy fake does not look at every predicate for every line. */
  function changed() {
    if (announced) return
    announced = true
    setImmediate(() => {
      announced = false
      for (const listener of [...listeners]) listener()
    })
  }

  function transcript() {
    const startAt = entries[0]?.at ?? 0
    return entries.map((entry) => `+${((entry.at - startAt) / 1000).toFixed(1)}s ${entry.text}`).join('\n')
  }

  function onChange(listener: () => void) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  return {
    entries: () => entries,
    note(text) {
      entries.push({ at: now(), text })
      changed()
    },
    changed,
    onChange,
    transcript,
    until(predicate, { timeoutMs = UNTIL_TIMEOUT_MS } = {}) {
      return new Promise((resolve, reject) => {
        if (predicate()) {
          resolve()
          return
        }
        const giveUp = setTimeout(() => {
          stopListening()
          reject(new Error(`Not reached within ${timeoutMs} ms. What happened:\n${transcript() || '(nothing)'}`))
        }, timeoutMs)
        const stopListening = onChange(() => {
          try {
            if (!predicate()) return
            resolve()
          } catch (error) {
            reject(error)
          }
          clearTimeout(giveUp)
          stopListening()
        })
      })
    },
  }
}
