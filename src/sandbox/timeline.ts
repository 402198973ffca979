import { createChangeListeners } from './change-listeners.ts'
import type { Observe, SeenAnswer, SeenRequest } from './exchange.ts'
import { protocolNow } from './slack/signing.ts'

/** An instant in both times, in milliseconds since 1970. */
export interface Instant {
  businessAt: number
  realAt: number
}

/** One entry, in the order in which things began. An exchange comes with `answer` once it has ended. */
export type TimelineEntry = { n: number; begun: Instant } & (
  | { kind: 'note'; text: string }
  | { kind: 'exchange'; request: SeenRequest; answer?: SeenAnswer; ended?: Instant }
)

/** Everything that goes between Backstop and the fakes, and what the sandbox did to them. */
export interface Timeline {
  observe: Observe
  /** What the sandbox itself did: a fault that struck, a kill. */
  note(text: string): void
  /**
   * What is new since `after`, the `next` of the last answer, or 0: entries that began, and again those that ended
   * since. Of the oldest only as many as are kept.
   */
  since(after: number): { entries: TimelineEntry[]; next: number }
  onChange(listener: () => void): () => void
}

/** How many entries are kept. */
const KEPT_ENTRIES = 2000

/** An empty timeline; `write` gets each entry once it will not change any more. */
export function createTimeline(now: () => number, write: (entry: TimelineEntry) => void = () => {}): Timeline {
  const { changed, onChange } = createChangeListeners()
  const kept: { entry: TimelineEntry; revision: number }[] = []
  let lastNumber = 0
  let revision = 0
  const instant = (): Instant => ({ businessAt: now(), realAt: Math.round(protocolNow()) })

  function keep(entry: TimelineEntry) {
    const place = { entry, revision: ++revision }
    kept.push(place)
    if (kept.length > KEPT_ENTRIES) kept.shift()
    changed()
    return place
  }

  return {
    observe(request) {
      const place = keep({ n: ++lastNumber, begun: instant(), kind: 'exchange', request })
      return (answer) => {
        place.entry = { ...place.entry, kind: 'exchange', request, answer, ended: instant() }
        place.revision = ++revision
        write(place.entry)
        changed()
      }
    },
    note(text) {
      write(keep({ n: ++lastNumber, begun: instant(), kind: 'note', text }).entry)
    },
    since(after) {
      const entries = kept.filter((place) => place.revision > after).map(({ entry }) => entry)
      return { entries, next: revision }
    },
    onChange,
  }
}
