import { randomUUID } from 'node:crypto'
import { startServer } from '../../http/server.ts'
import { createAuthenticator } from '../vonage/authentication.ts'
import { createFaultPlan } from '../vonage/fault-plan.ts'
import { NOT_FOUND, WRONG_VERB } from '../vonage/general-problems.ts'
import { type RecordedRequest, sendProblem } from '../vonage/http-exchange.ts'
import { createJournal } from '../vonage/journal.ts'
import type { WebhookDistortion } from '../vonage/webhook.ts'
import { createWebhookSender } from '../vonage/webhook-sender.ts'
import type { FakeWorkflowsApi, FakeWorkflowsApiOptions } from './contract.ts'
import { createCreateRoute, type StoredWorkflow } from './create-route.ts'
import { finalReportBody, messageStatusBody } from './reports.ts'
import type { WorkflowChannel, WorkflowMessageStatus, WorkflowUsage } from './workflow.ts'

export type { FakeWorkflowsApi, FakeWorkflowsApiOptions }

/** Old clients send all three forms of each: without, with `/` and with `?` behind it. */
const CREATE_PATH = /^\/(beta\/workflows|v0\.1\/dispatch)\/?$/

/** What a message costs when the test does not say. */
const USAGE: WorkflowUsage = { currency: 'EUR', price: '0.0333' }

/** Starts the fake hosted Workflows API (later Dispatch API) on loopback. */
export async function startFakeWorkflowsApi(options: FakeWorkflowsApiOptions): Promise<FakeWorkflowsApi> {
  const { now, application, account } = options
  const journal = createJournal(now)
  const requests: RecordedRequest[] = []
  const workflows: StoredWorkflow[] = []
  const faults = createFaultPlan(journal)
  const webhooks = createWebhookSender({ now, journal, signer: account })
  const authenticate = createAuthenticator({ application, account })
  const handleCreate = createCreateRoute({ now, journal, requests, faults, authenticate, workflows })
  let statusWebhookUrl = options.statusWebhookUrl

  function find(workflowUuid: string): StoredWorkflow {
    const workflow = workflows.find((one) => one.workflowUuid === workflowUuid)
    if (!workflow) throw new Error(`No workflow ${workflowUuid} was accepted.`)
    return workflow
  }

  function tell(workflow: StoredWorkflow, label: string, body: unknown, distortion: WebhookDistortion | undefined) {
    if (statusWebhookUrl === undefined) throw new Error('No status webhook is set.')
    const applicationId = workflow.authentication === 'jwt' ? application.id : undefined
    return webhooks.send({
      url: statusWebhookUrl,
      body,
      queueKey: workflow.workflowUuid,
      label,
      applicationId,
      distortion,
    })
  }

  const server = await startServer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    onError: (error, request) => journal.note(`${request.method} ${request.url} failed: ${String(error)}`),
    handle(request, response, url) {
      if (!CREATE_PATH.test(url.pathname)) return sendProblem(response, NOT_FOUND)
      return request.method === 'POST' ? handleCreate(request, response) : sendProblem(response, WRONG_VERB)
    },
  })

  return {
    url: server.url,
    port: server.port,
    workflows: () => workflows,
    requests: () => requests,
    webhooks: webhooks.records,
    setStatusWebhookUrl(url) {
      statusWebhookUrl = url
    },
    async sendStatus(workflowUuid, index, status, { error, usage, distortion } = {}) {
      const workflow = find(workflowUuid)
      const message = workflow.messages[index]
      if (!message) throw new Error(`Workflow ${workflowUuid} has no message ${index}.`)
      message.messageUuid ??= randomUUID()
      message.statuses.push(status)
      const charge = usage ?? (isCharged(message.to.type, status) ? USAGE : undefined)
      message.usage = charge ?? message.usage
      const isFailure = status === 'rejected' || status === 'undeliverable'
      const reason = error ?? (isFailure ? { code: 1300, reason: 'Not part of the provider network' } : undefined)
      const body = messageStatusBody(workflow, message, { status, at: now(), error: reason, usage: charge })
      return tell(workflow, `message ${index} ${status} [${workflowUuid}]`, body, distortion)
    },
    async sendFinalReport(workflowUuid, status, { distortion } = {}) {
      const workflow = find(workflowUuid)
      workflow.outcome = status
      return tell(
        workflow,
        `final report ${status} [${workflowUuid}]`,
        finalReportBody(workflow, status, now()),
        distortion,
      )
    },
    hold: webhooks.hold,
    release: ({ order = 'as sent' } = {}) => webhooks.release(order),
    duplicateNext: webhooks.duplicateNext,
    async runDue() {
      while (await webhooks.runDue());
    },
    fault: faults.add,
    gate: faults.gate,
    until: journal.until,
    transcript: journal.transcript,
    async stop() {
      await server.stop(0)
      webhooks.stop()
    },
  }
}

/** Source: vendor's status callback guide: SMS and MMS are charged at `submitted`, the others at `delivered`. */
function isCharged(channel: WorkflowChannel, status: WorkflowMessageStatus): boolean {
  return status === (channel === 'sms' || channel === 'mms' ? 'submitted' : 'delivered')
}
