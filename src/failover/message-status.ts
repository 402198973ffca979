/** A status that the Messages API reports of a message. Source: Dispatch API 0.3.3, MessageStatus.status. */
export type MessageStatus = 'submitted' | 'delivered' | 'read' | 'rejected' | 'undeliverable'

/** A status that can be the condition of a failover. Source: Dispatch API 0.3.3, FailoverProperty.condition_status. */
export type ConditionStatus = 'delivered' | 'read'

/**
 * The order in which statuses outrank each other; the highest one reported is the message's status, so the order
 * in which receipts arrive can't matter. A failure outranks `submitted` only: after `delivered` it is not believed,
 * and a `delivered` or `read` after a failure is a late condition (rule 6). Of the two failures the one that is
 * found out later, on the way to the person, outranks the other, so that no two statuses rank alike.
 */
const RANK: Readonly<Record<MessageStatus, number>> = {
  submitted: 1,
  rejected: 2,
  undeliverable: 3,
  delivered: 4,
  read: 5,
}

/** What a reported status did to the status that was known before. */
export type StatusChange = 'advanced' | 'repeated' | 'outdated' | 'not believed' | 'corrected' | 'unknown'

/** The wire's word as a status, or undefined for one that is not documented. */
export function knownStatus(word: string): MessageStatus | undefined {
  return Object.hasOwn(RANK, word) ? (word as MessageStatus) : undefined
}

/** Whether the status says that the message will not arrive. */
export function isFailure(status: MessageStatus | undefined): boolean {
  return status === 'rejected' || status === 'undeliverable'
}

/** Whether the status satisfies the condition; `read` implies `delivered` (rule 2). */
export function meets(status: MessageStatus | undefined, condition: ConditionStatus): boolean {
  return status !== undefined && RANK[status] >= RANK[condition]
}

/** The status after another was reported, and what the report changed. */
export function mergeStatus(
  known: MessageStatus | undefined,
  reported: MessageStatus,
): { status: MessageStatus; change: StatusChange } {
  if (known === undefined) return { status: reported, change: 'advanced' }
  if (RANK[reported] > RANK[known]) {
    return { status: reported, change: isFailure(known) && !isFailure(reported) ? 'corrected' : 'advanced' }
  }
  if (isFailure(reported) && !isFailure(known)) return { status: known, change: 'not believed' }
  return { status: known, change: reported === known ? 'repeated' : 'outdated' }
}

/** The best of several statuses: that of a message whose attempts have one each (rule 6). */
export function bestStatus(statuses: readonly (MessageStatus | undefined)[]): MessageStatus | undefined {
  return statuses.reduce((best, status) => {
    if (status === undefined) return best
    return best === undefined ? status : mergeStatus(best, status).status
  }, undefined)
}
