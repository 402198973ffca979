import type { Fact } from './fact.ts'
import { knownStatus } from './message-status.ts'

/** A fact of which the API client that asked for the workflow is told in a callback. */
export type ReportableFact = Extract<Fact, { type: 'receipt' | 'refused' | 'ended' }>

/**
 * Whether the API client is told of a fact: each status of a message, also late ones and those of a refusal, and the end.
 * A status that is not documented is not told, since the wire has no word for it.
 */
export function isReportable(fact: Fact): fact is ReportableFact {
  if (fact.type === 'receipt') return knownStatus(fact.status) !== undefined
  return fact.type === 'refused' || fact.type === 'ended'
}
