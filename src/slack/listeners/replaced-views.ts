/** Views that are remembered; a letter that was entered before a click is told within a second or so. */
const VIEWS_MAX = 1000

/** States of views that were replaced by what a click or a submission asked for. */
export interface ReplacedViews {
  add(viewId: string, hash: string): void
  /** Whether what was entered in this state comes too late to be shown: it knows nothing of the click. */
  has(viewId: string, hash: string): boolean
}

/** None yet; of each view the last one is remembered, and of the oldest views none. */
export function createReplacedViews(): ReplacedViews {
  const hashes = new Map<string, string>()
  return {
    add(viewId, hash) {
      hashes.delete(viewId)
      hashes.set(viewId, hash)
      const [oldest] = hashes.keys()
      if (hashes.size > VIEWS_MAX && oldest !== undefined) hashes.delete(oldest)
    },
    has: (viewId, hash) => hashes.get(viewId) === hash,
  }
}
