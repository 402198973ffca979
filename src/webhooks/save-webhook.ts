import type { InboundReport } from '../failover/inbound-message.ts'
import type { Report } from '../failover/report.ts'
import type { SignedWebhook } from './receive.ts'
import { createSharedCommit } from './shared-commit.ts'

/** A webhook that is of a message of ours, or that was not understood. */
export interface ReceiptWebhook extends Omit<SignedWebhook, 'report'> {
  report?: Report
}

/** A webhook that brings what somebody wrote to us. */
export interface InboundWebhook extends Omit<SignedWebhook, 'report'> {
  report: InboundReport
}

/** Keeps each webhook where its kind is kept, in commits that those which come at the same time share. */
export function createWebhookSaver(stores: {
  saveReceipts: (webhooks: readonly ReceiptWebhook[]) => Promise<void>
  saveInbound: (webhooks: readonly InboundWebhook[]) => Promise<void>
}): (webhook: SignedWebhook) => Promise<void> {
  const saveReceipt = createSharedCommit(stores.saveReceipts)
  const saveInbound = createSharedCommit(stores.saveInbound)
  return ({ report, ...webhook }) => {
    if (report?.type === 'inbound') return saveInbound({ ...webhook, report })
    return saveReceipt(report ? { ...webhook, report } : webhook)
  }
}
