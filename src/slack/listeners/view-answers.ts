import type { ShowOutcome } from '../../bot/card-ports.ts'

/** Whether an update was not taken since the view was closed, so that nobody waits for it. Source: Slack, views.update. */
export function isClosed(outcome: ShowOutcome<unknown>): boolean {
  return 'error' in outcome && outcome.error === 'not_found'
}

/** Whether an update was not taken since the view is in another state than it named. Source: Slack, views.update. */
export function isConflict(outcome: ShowOutcome<unknown>): boolean {
  return 'error' in outcome && outcome.error === 'hash_conflict'
}
