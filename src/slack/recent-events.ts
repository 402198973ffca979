/** Events that are remembered: far more than come in the minutes in which Slack repeats one. */
const REMEMBERED_MAX = 1000

/**
 * Tells a repeated event, which has the id of the first, from a new one. Only for what does no harm when it is done
 * twice: another process, or one that has begun anew, remembers nothing.
 */
export function createRecentEvents(max = REMEMBERED_MAX): { isNew(eventId: string): boolean } {
  const seen = new Set<string>()
  return {
    isNew(eventId) {
      if (seen.has(eventId)) return false
      seen.add(eventId)
      const [oldest] = seen
      if (seen.size > max && oldest !== undefined) seen.delete(oldest)
      return true
    },
  }
}
