import { type Alerts, RECEIPT_TRIES, type WorkflowChange, type WorkflowStore } from './ports.ts'
import { type Draft, takeInReceipts } from './take-in-receipts.ts'

/**
 * Changes a workflow on top of its receipts, which whoever handles it first takes in. Once it is saved, tells of those
 * that have been tried too often now.
 * @returns undefined where there is no such workflow.
 */
export async function changeWorkflow<T>(
  { store, alerts }: { store: WorkflowStore; alerts: Alerts },
  workflowUuid: string,
  decide: (draft: Draft) => WorkflowChange<T>,
): Promise<T | undefined> {
  let parked: number[] = []
  const result = await store.change(workflowUuid, (workflow, receipts) => {
    const draft = takeInReceipts(workflow, receipts)
    const isParked = ({ id, tries }: { id: number; tries: number }) =>
      tries + 1 === RECEIPT_TRIES && draft.unmatched.includes(id)
    parked = receipts.filter(isParked).map(({ id }) => id)
    return decide(draft)
  })
  for (const receiptId of parked) alerts.receiptParked({ receiptId, workflowUuid })
  return result
}
