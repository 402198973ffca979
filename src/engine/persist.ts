import { setTimeout as sleep } from 'node:timers/promises'

/** Real milliseconds between tries; together they end before the lease of a send does. */
const PAUSES_MS = [50, 200, 1000, 4000, 8000]

/**
 * Saves what the API has answered although the database fails for a moment: if that were lost, a message that is known
 * to have been accepted would count as maybe sent, and go out again. `save` must be harmless to repeat.
 * @throws what the last try threw.
 */
export async function persist<T>(save: () => Promise<T>, pausesMs: readonly number[] = PAUSES_MS): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await save()
    } catch {
      await sleep(pauseMs)
    }
  }
  return save()
}
