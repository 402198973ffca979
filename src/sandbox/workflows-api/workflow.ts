/** The channels of the Workflows API, by their names on its wire. */
export type WorkflowChannel = 'sms' | 'mms' | 'viber_service_msg' | 'messenger' | 'whatsapp'

/** Source: Dispatch API 0.3.3, MessageStatus.status. */
export type WorkflowMessageStatus = 'submitted' | 'delivered' | 'read' | 'rejected' | 'undeliverable'

/** Charge of one message; the price is a decimal string. Source: Dispatch API 0.3.3, usage. */
export interface WorkflowUsage {
  currency: 'EUR'
  price: string
}

/** One end of a message, as it was posted. */
export interface WorkflowAddress {
  readonly type: WorkflowChannel
  readonly id?: string
  readonly number?: string
}

/** One message of an accepted workflow. The objects are live: they change as statuses are sent. */
export interface AcceptedMessage {
  /** Undefined until its first status, as nothing was sent before. */
  readonly messageUuid: string | undefined
  readonly to: WorkflowAddress
  readonly from: WorkflowAddress
  readonly text: string | undefined
  readonly failover: { readonly expirySeconds: number; readonly conditionStatus: string } | undefined
  readonly statuses: readonly WorkflowMessageStatus[]
  readonly usage: WorkflowUsage | undefined
}

/** A workflow that the fake accepted. */
export interface AcceptedWorkflow {
  readonly workflowUuid: string
  /** The name under which the path that it was posted to knows its id. */
  readonly idName: 'workflow_uuid' | 'dispatch_uuid'
  readonly messages: readonly AcceptedMessage[]
  readonly authentication: 'jwt' | 'basic'
  /** Business ms. */
  readonly receivedAt: number
  /** Outcome of the last final report that was sent. */
  readonly outcome?: 'completed' | 'error' | undefined
}
