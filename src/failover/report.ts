import type { Channel } from './channel.ts'
import type { Failure } from './state.ts'
import type { Usage } from './usage.ts'

/** What a webhook said, in our words; plain JSON. */
export type Report = StatusReport | FinalReport

/** The status of one message. */
export interface StatusReport {
  type: 'status'
  messageUuid: string
  /** The wire's word. */
  status: string
  /** The workflow, where the body names it: in our reference, or as a link by a hosted Workflows API. */
  workflowUuid?: string
  /** From our reference. */
  index?: number
  /** From our reference. */
  attempt?: number
  channel?: Channel
  to?: string
  failure?: Failure
  usage?: Usage
  /** The provider's clock. */
  providerAt?: number
}

/** The end of a workflow that a hosted Workflows API ran. */
export interface FinalReport {
  type: 'final report'
  workflowUuid: string
  status: 'completed' | 'error'
  usage?: Usage
  /** The provider's clock. */
  providerAt?: number
}
