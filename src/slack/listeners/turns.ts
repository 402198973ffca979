/** Whether nothing newer has come up. */
export type IsLatest = () => boolean

/** Work for different things, done at once; for the same one in the order in which it was asked for. */
export interface Turns {
  /** Resolves when it is done. */
  take(id: string, work: (isLatest: IsLatest) => Promise<void>): Promise<void>
  /** Something newer has come up that waits for nothing: no work that was asked for before is the latest any more. */
  overtake(id: string): void
}

/** No work yet. Nothing is kept of things whose work is done. */
export function createTurns(): Turns {
  const waiting = new Map<string, { newest: number; left: number; last: Promise<void> }>()
  return {
    async take(id, work) {
      const turns = waiting.get(id) ?? { newest: 0, left: 0, last: Promise.resolve() }
      waiting.set(id, turns)
      turns.newest += 1
      turns.left += 1
      const number = turns.newest
      const turn = turns.last.then(() => work(() => turns.newest === number))
      turns.last = turn.catch(() => {})
      try {
        await turn
      } finally {
        turns.left -= 1
        if (turns.left === 0) waiting.delete(id)
      }
    },
    overtake(id) {
      const turns = waiting.get(id)
      if (turns) turns.newest += 1
    },
  }
}
