import type { ShowOutcome } from '../../bot/card-ports.ts'

/** An answer in Slack that whoever it is for does not see. */
export interface LostAnswer {
  /** The Web API method that did not bring it. */
  method: string
  teamId: string
  outcome: Exclude<ShowOutcome<unknown>['type'], 'done'>
  /** Slack's error code, where it said one. */
  error?: string
}

/** What an operator must hear of, since nobody in Slack does. */
export interface ListenerAlerts {
  answerLost(answer: LostAnswer): void
}

/**
 * Alerts where an answer did not arrive. Where the bot may not write, or what it answers is gone, that is not the
 * operator's to mend, and nobody is to be told of it.
 */
export function alertIfLost(
  outcome: ShowOutcome<unknown>,
  call: Pick<LostAnswer, 'method' | 'teamId'>,
  alerts: ListenerAlerts,
): void {
  if (outcome.type === 'done' || outcome.type === 'not allowed' || outcome.type === 'gone') return
  alerts.answerLost({ ...call, outcome: outcome.type, ...('error' in outcome ? { error: outcome.error } : {}) })
}
