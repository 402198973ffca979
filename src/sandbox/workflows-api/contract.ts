import type { Fault, Gate } from '../vonage/fault.ts'
import type { RecordedRequest } from '../vonage/http-exchange.ts'
import type { UntilOptions } from '../vonage/journal.ts'
import type { WebhookDistortion, WebhookRecord } from '../vonage/webhook.ts'
import type { AcceptedWorkflow, WorkflowMessageStatus, WorkflowUsage } from './workflow.ts'

/** What the fake stands in for, and on which clock. */
export interface FakeWorkflowsApiOptions {
  /** Loopback when left out. */
  host?: string
  /** Any free port when left out or 0. */
  port?: number
  /** Business ms: timestamps and times of webhook attempts. JWTs are on real time. */
  now: () => number
  application: { id: string; publicKeyPem: string }
  account: { apiKey: string; apiSecret: string; signatureSecret: string }
  /** Where statuses and final reports go, whatever the authentication. */
  statusWebhookUrl?: string
}

/** The running fake: it accepts workflows and plays nothing by itself; tests send each status and report. */
export interface FakeWorkflowsApi {
  /** For WORKFLOWS_API_URL: takes `/beta/workflows` and `/v0.1/dispatch`, with `/` or `?` behind them. */
  readonly url: string
  readonly port: number

  workflows(): readonly AcceptedWorkflow[]
  requests(): readonly Readonly<RecordedRequest>[]
  webhooks(): readonly WebhookRecord[]
  setStatusWebhookUrl(url: string): void

  /**
   * Sends the status of message `index` (from 0) and resolves after the first attempt. A failure has an error (1300
   * when left out), a charge its usage (0.0333 at `submitted` of SMS and MMS, at `delivered` of the others).
   */
  sendStatus(
    workflowUuid: string,
    index: number,
    status: WorkflowMessageStatus,
    options?: { error?: { code: number; reason: string }; usage?: WorkflowUsage; distortion?: WebhookDistortion },
  ): Promise<WebhookRecord>
  /** Sends the final report over all messages that had a status; may be sent more than once. */
  sendFinalReport(
    workflowUuid: string,
    status: 'completed' | 'error',
    options?: { distortion?: WebhookDistortion },
  ): Promise<WebhookRecord>

  /** Webhooks pile up from now on. */
  hold(): void
  release(options?: { order?: 'as sent' | 'reversed' }): Promise<void>
  duplicateNext(count: number): void
  /** Makes every webhook attempt that is due on `now`. */
  runDue(): Promise<void>
  fault(fault: Fault): void
  /** Holds the answer to the next accepted POST. */
  gate(): Gate
  until(predicate: () => boolean, options?: UntilOptions): Promise<void>
  transcript(): string
  stop(): Promise<void>
}
