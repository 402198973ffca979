import { randomUUID } from 'node:crypto'
import { createAlerts } from './alerts.ts'
import { createBot } from './bot/bot.ts'
import { createDueNotificationHandler } from './bot/handle-due-notification.ts'
import { createHostedWorkflowHandler } from './bot/observe-hosted.ts'
import type { InboundMessages, WorkflowsApi } from './bot/ports.ts'
import { createBugReports } from './bugs.ts'
import { callbackClientNames, callbackQueues } from './callback-queues.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Config, DEFAULT_MESSAGES_API_URL } from './config.ts'
import { createEngine } from './engine/engine.ts'
import { createDueWorkflowHandler } from './engine/handle-due-workflow.ts'
import type { HoldReason } from './failover/fact.ts'
import { request } from './http/request.ts'
import type { Logger } from './logger.ts'
import { createMessagesApi } from './messages-api/client.ts'
import { nudging } from './nudging.ts'
import { createOwnApi } from './own-workflows-api.ts'
import { notificationQueue, SEND_BUDGET, workflowQueue } from './queues.ts'
import { createLoop } from './reconcile/loop.ts'
import { authorizationHeader } from './signing/authorization.ts'
import { slackRateOf } from './slack/call-budgets.ts'
import { createCards } from './slack/cards.ts'
import { createStepReports } from './slack/complete-step.ts'
import { createInstallDoors } from './slack/install-doors.ts'
import { createSlackApp } from './slack/slack-app.ts'
import { createWorkspaces } from './slack/workspaces.ts'
import { findLatestAbsence, noteListening } from './store/absences.ts'
import { holdBudget } from './store/budgets.ts'
import { createCallPermits } from './store/call-permits.ts'
import type { Database } from './store/database.ts'
import { createInboundMessageStore } from './store/inbound-messages.ts'
import { createInstallationStore } from './store/installations.ts'
import { latestReceiptAt } from './store/latest-receipt.ts'
import { createNotificationList } from './store/notification-list.ts'
import { createNotificationStore } from './store/notifications.ts'
import { createObservedWorkflowStore } from './store/observed-workflows.ts'
import { createPastPrices } from './store/past-prices.ts'
import { createReceiptStore } from './store/receipts.ts'
import { createWorkflowStore } from './store/workflows.ts'
import { createWebhookSaver } from './webhooks/save-webhook.ts'
import { createHostedApi } from './workflows-api/client.ts'

/** What may stand in for what a real start has. */
export interface AppOverrides {
  clock?: Clock
  logger?: Logger
  /** What Slack takes of each method, by the name of its budget; Slack's published limits unless said. */
  slackRateOf?: typeof slackRateOf
  /** Marks every row and card: nothing here is a real delivery. Set by the sandbox's entry alone. */
  sandbox?: boolean
}

/** All that runs beside the HTTP server. */
export type Services = Awaited<ReturnType<typeof composeServices>>

/** Joins the services and their adapters: the one place where those meet. Nothing runs yet. */
export async function composeServices(
  config: Config,
  overrides: AppOverrides & { logger: Logger },
  database: Database,
) {
  const { logger } = overrides
  const clock = overrides.clock ?? systemClock
  const callbackClients = callbackClientNames(config.apiClients)
  const storeOptions = { clock, sandbox: overrides.sandbox ?? false, callbackClients }
  const alerts = createAlerts(logger)
  const reportBug = createBugReports(logger)
  const slackParts = { rows: createInstallationStore(database, storeOptions), logger, reportBug }
  const workspaces = createWorkspaces(config.slack, slackParts)
  const { clientsOf } = workspaces
  const rateOf = overrides.slackRateOf ?? slackRateOf
  const authorization = authorizationHeader(config.vonage)
  const engineDependencies = {
    store: createWorkflowStore(database, storeOptions),
    messagesApi: createMessagesApi({ ...messagesApiOf(config), authorization, request }),
    budget: {
      hold: (until: number, reason?: HoldReason) => holdBudget(database, SEND_BUDGET, until, reason),
    },
    alerts,
    clock,
    limits: config.limits,
    latestAbsence: await rememberAbsence(database, clock),
  }
  const engine = createEngine(engineDependencies)
  const api: WorkflowsApi =
    config.api.type === 'hosted'
      ? createHostedApi({ url: config.api.url, authorization, request })
      : createOwnApi(engine)
  const botDependencies = {
    store: createNotificationStore(database, storeOptions),
    observed: createObservedWorkflowStore(database, storeOptions),
    api,
    inbound: createInboundMessageStore(database, storeOptions),
    cards: createCards(clientsOf, { canCancel: api.control !== undefined }),
    steps: createStepReports(clientsOf),
    permits: createCallPermits(database, { clock, rateOf }),
    alerts,
    clock,
  }
  const listenerId = randomUUID()
  const loop = createLoop({
    clock,
    queues: [
      workflowQueue(database, config.messagesPerSecond, {
        engine: createDueWorkflowHandler(engineDependencies),
        hosted: createHostedWorkflowHandler(botDependencies),
      }),
      notificationQueue(database, rateOf, createDueNotificationHandler(botDependencies)),
      ...callbackQueues({
        database,
        clients: config.apiClients,
        signatureSecret: config.vonage.signatureSecrets[0] ?? '',
        read: engine.read,
        clock,
        alerts,
      }),
    ],
    onError: (error, queue) => reportBug(error, `the queue of ${queue}`),
    noteListening: (now) => noteListening(database, listenerId, now),
  })
  const { start, cancel, skip } = createBot(botDependencies)
  const bot = { start: nudging(loop, start), cancel: nudging(loop, cancel), skip: nudging(loop, skip) }
  const list = createNotificationList(database, storeOptions)
  const listeners = {
    bot,
    list,
    inbound: inboundShown(config.slack, botDependencies.inbound),
    clientsOf,
    senders: config.senders,
    reportBug,
    alerts,
    isSandbox: storeOptions.sandbox,
    prices: createPastPrices(database),
    limits: config.limits,
    clock,
    health: async () => ({ runBy: config.api.type, latestReceiptAt: await latestReceiptAt(database) }),
  }
  const slack = createSlackApp(config.slack, workspaces, listeners, logger)
  const installDoors = createInstallDoors(config.slack, slackParts)
  const saveReceipts = createReceiptStore(database, storeOptions).save
  const saveWebhook = createWebhookSaver({ saveReceipts, saveInbound: botDependencies.inbound.save })
  return { database, engine, loop, slack, installDoors, workspaces, alerts, clock, logger, reportBug, saveWebhook }
}

function messagesApiOf({ api }: Config): { url: string; webhookUrl: string } {
  if (api.type === 'hosted') return { url: DEFAULT_MESSAGES_API_URL, webhookUrl: '' }
  return { url: api.messagesApiUrl, webhookUrl: `${api.publicUrl}/webhooks/status` }
}

/** Several workspaces share a page: whoever opens a form in one of them must not learn who wrote to another one. */
function inboundShown({ access }: Config['slack'], inbound: InboundMessages): InboundMessages {
  return access.type === 'one workspace' ? inbound : { ...inbound, recentWriters: async () => [] }
}

async function rememberAbsence(database: Database, clock: Clock) {
  const absence = await findLatestAbsence(database, clock.now())
  return () => absence
}
