import type { WorkflowMessage } from './workflow.ts'

/**
 * Milliseconds from the start until a message goes at the latest: all before it take their whole time. NaN where one of
 * these times is not known.
 */
export function latestSendMs(messages: readonly WorkflowMessage[], index: number): number {
  return messages.slice(0, index).reduce((sum, { failover }) => sum + (failover?.expirySeconds ?? 0) * 1000, 0)
}
