/** Views that are remembered; what was done in an older state is told within a second or so. */
const VIEWS_MAX = 1000

/** What became of the states of views here: Slack gives each a hash, and takes no update that names another one. */
export interface ViewStates {
  /**
   * The hash with which something that was done in this state may be shown: of what letters have made of it here, or
   * its own. Undefined where a click has replaced it: what was done in it knows nothing of the click.
   */
  hashFor(viewId: string, seenHash: string): string | undefined
  /** A letter that was entered in this state was shown. */
  shown(viewId: string, seenHash: string, hash: string): void
  /** A click in this state was shown. */
  clicked(viewId: string, seenHash: string, hash: string): void
}

interface States {
  /** Each differs from the one before it by what was entered alone; the last one is the newest. */
  current: string[]
  /** Those before the last click. */
  replaced: Set<string>
}

/** None yet. Of the views that were used the longest ago nothing is known any more. */
export function createViewStates(): ViewStates {
  const views = new Map<string, States>()

  /** What is older than this state is forgotten: what was entered in it is older, too. */
  function statesOf(viewId: string, seenHash: string): States {
    const { current = [], replaced = new Set<string>() } = views.get(viewId) ?? {}
    const place = current.indexOf(seenHash)
    const states = { current: place < 0 ? [seenHash] : current.slice(place), replaced }
    views.delete(viewId)
    views.set(viewId, states)
    const [oldest] = views.keys()
    if (views.size > VIEWS_MAX && oldest !== undefined) views.delete(oldest)
    return states
  }

  return {
    hashFor(viewId, seenHash) {
      const { current = [], replaced } = views.get(viewId) ?? {}
      if (replaced?.has(seenHash)) return undefined
      return current.includes(seenHash) ? current.at(-1) : seenHash
    },
    shown(viewId, seenHash, hash) {
      statesOf(viewId, seenHash).current.push(hash)
    },
    clicked(viewId, seenHash, hash) {
      const states = statesOf(viewId, seenHash)
      for (const before of states.current) states.replaced.add(before)
      states.current = [hash]
    },
  }
}
