import { transition } from '../failover/transition.ts'
import type { Workflow } from '../failover/workflow.ts'
import type { DatedFact, UnreadReceipt } from './ports.ts'

/** A workflow while the events of one transaction are applied to it. */
export interface Draft {
  workflow: Workflow
  facts: DatedFact[]
  read: number[]
  unmatched: number[]
}

/** Applies all receipts in the order in which they were received: only then may an expiry count. */
export function takeInReceipts(workflow: Workflow, receipts: readonly UnreadReceipt[]): Draft {
  const draft: Draft = { workflow, facts: [], read: [], unmatched: [] }
  for (const { id, key, receivedAt, report } of receipts) {
    const index = report.type === 'status' ? indexOf(draft.workflow, report.messageUuid, report.index) : undefined
    if (report.type !== 'status' || index === undefined) {
      draft.unmatched.push(id)
      continue
    }
    const { attempt, messageUuid, status, failure, usage, providerAt } = report
    const made = transition(draft.workflow, {
      type: 'receipt',
      at: receivedAt,
      index,
      messageUuid,
      status,
      ...(attempt === undefined ? {} : { attempt }),
      ...(failure ? { failure } : {}),
      ...(usage ? { usage } : {}),
    })
    draft.workflow = made.workflow
    for (const fact of made.facts) {
      const ofReceipt = { receiptKey: key, ...(providerAt === undefined ? {} : { providerAt }) }
      draft.facts.push({ at: receivedAt, fact, ...(fact.type === 'receipt' ? ofReceipt : {}) })
    }
    draft[made.unmatched ? 'unmatched' : 'read'].push(id)
  }
  return draft
}

/** The message of a receipt: by our reference, else by the uuid that the API gave it. */
function indexOf(workflow: Workflow, messageUuid: string, index: number | undefined): number | undefined {
  if (index !== undefined) return index
  const found = workflow.state.messages.findIndex((message) =>
    message.attempts.some((attempt) => attempt.messageUuid === messageUuid),
  )
  return found < 0 ? undefined : found
}
