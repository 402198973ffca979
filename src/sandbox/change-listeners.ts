/** Those who want to hear that something changed. */
export interface ChangeListeners {
  /** Tells all of them. */
  changed(): void
  /** Adds one; returns how to stop listening. */
  onChange(listener: () => void): () => void
}

/** Nobody yet. */
export function createChangeListeners(): ChangeListeners {
  const listeners = new Set<() => void>()
  return {
    changed() {
      for (const listener of [...listeners]) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
