import type { Fact } from './fact.ts'
import type { Attempt, RevocationResult } from './state.ts'
import type { Workflow } from './workflow.ts'

/** The channels on which a message that is not on the phone yet can be taken back. Source: Messages API 1.20.0, PATCH. */
const REVOCABLE_CHANNELS: ReadonlySet<string> = new Set(['rcs'])

/** An attempt that is to be taken back, or is being taken back. */
export interface Revocation {
  index: number
  attempt: Attempt
}

/**
 * What is to be taken back before the next message goes, so that the person does not get both: the attempts of earlier
 * messages that went out and have neither arrived nor failed. Each is tried once, whatever comes of it.
 */
export function openRevocation(workflow: Workflow): Revocation | undefined {
  return findEarlier(workflow, (attempt, channel) => {
    const isOnItsWay = attempt.status === undefined || attempt.status === 'submitted'
    return REVOCABLE_CHANNELS.has(channel) && isOnItsWay && attempt.messageUuid !== undefined && !attempt.revocation
  })
}

/** What is being taken back now; nothing is sent meanwhile. */
export function revocationUnderWay(workflow: Workflow): (Revocation & { startedAt: number }) | undefined {
  const found = findEarlier(workflow, ({ revocation }) => revocation !== undefined && !revocation.result)
  const startedAt = found?.attempt.revocation?.startedAt
  return found && startedAt !== undefined ? { ...found, startedAt } : undefined
}

/** Begins to take an attempt back, in place. */
export function beginRevocation({ index, attempt }: Revocation, at: number): Fact {
  attempt.revocation = { startedAt: at }
  return { type: 'revoking', index, attempt: attempt.number }
}

/** What came of taking an attempt back, in place. An answer that comes after it was given up still counts. */
export function concludeRevocation(
  workflow: Workflow,
  event: Omit<Extract<Fact, { type: 'revocation' }>, 'type'> & { result: RevocationResult },
): Fact[] {
  const { index, attempt: number, result, failure } = event
  const revocation = workflow.state.messages[index]?.attempts.find((attempt) => attempt.number === number)?.revocation
  if (!revocation || revocation.result === result || (revocation.result && revocation.result !== 'unanswered'))
    return []
  revocation.result = result
  return [{ type: 'revocation', index, attempt: number, result, ...(failure ? { failure } : {}) }]
}

/** Gives up what is being taken back when whoever asked for it has been gone for too long; a send waits no longer. */
export function giveUpLostRevocation(workflow: Workflow, dueBy: number): Fact[] {
  const lost = revocationUnderWay(workflow)
  if (!lost || dueBy < lost.startedAt + workflow.limits.sendLeaseMs) return []
  return concludeRevocation(workflow, { index: lost.index, attempt: lost.attempt.number, result: 'unanswered' })
}

function findEarlier(
  { messages, state }: Workflow,
  isWanted: (attempt: Attempt, channel: string) => boolean,
): Revocation | undefined {
  for (const [index, { attempts }] of state.messages.slice(0, state.current).entries()) {
    const attempt = attempts.find((one) => isWanted(one, messages[index]?.channel ?? ''))
    if (attempt) return { index, attempt }
  }
  return undefined
}
