import { randomUUID } from 'node:crypto'
import { createAlerts } from './alerts.ts'
import { createBot } from './bot/bot.ts'
import { createDueNotificationHandler } from './bot/handle-due-notification.ts'
import { createHostedWorkflowHandler } from './bot/observe-hosted.ts'
import type { WorkflowsApi } from './bot/ports.ts'
import { createBugReports } from './bugs.ts'
import { callbackClientNames, callbackQueues } from './callback-queues.ts'
import { type Clock, realNow, systemClock } from './clock.ts'
import { type Config, DEFAULT_MESSAGES_API_URL } from './config.ts'
import { createEngine, type Engine } from './engine/engine.ts'
import { createDueWorkflowHandler } from './engine/handle-due-workflow.ts'
import type { HoldReason } from './failover/fact.ts'
import { request } from './http/request.ts'
import { type RunningServer, startServer } from './http/server.ts'
import { createLogger, type Logger } from './logger.ts'
import { createMessagesApi } from './messages-api/client.ts'
import { readInbound } from './messages-api/inbound-schema.ts'
import { readStatus } from './messages-api/status-schema.ts'
import { nudging } from './nudging.ts'
import { createOverview, type Overview } from './overview.ts'
import { createOwnApiRoute } from './own-api-route.ts'
import { createOwnApi } from './own-workflows-api.ts'
import { notificationQueue, SEND_BUDGET, workflowQueue } from './queues.ts'
import { createLoop, type Loop } from './reconcile/loop.ts'
import { createRoutes } from './routes.ts'
import { authorizationHeader } from './signing/authorization.ts'
import { signatureKey } from './signing/webhook-signature.ts'
import { slackRateOf } from './slack/call-budgets.ts'
import { createCards } from './slack/cards.ts'
import { checkToken } from './slack/check-token.ts'
import { createSlackApp, type SlackApp } from './slack/slack-app.ts'
import { createWebClients } from './slack/web-clients.ts'
import { findLatestAbsence, noteListening } from './store/absences.ts'
import { holdBudget } from './store/budgets.ts'
import { createCallPermits } from './store/call-permits.ts'
import { type Database, openDatabase, ping } from './store/database.ts'
import { createInboundMessageStore } from './store/inbound-messages.ts'
import { lockDatabase } from './store/lock.ts'
import { createNotificationList } from './store/notification-list.ts'
import { createNotificationStore } from './store/notifications.ts'
import { createObservedWorkflowStore } from './store/observed-workflows.ts'
import { createReceiptStore } from './store/receipts.ts'
import { createWorkflowStore } from './store/workflows.ts'
import { createWebhookReceiver } from './webhooks/receive.ts'
import { createWebhookSaver } from './webhooks/save-webhook.ts'
import { createHostedApi } from './workflows-api/client.ts'
import { readFinalReport } from './workflows-api/final-report-schema.ts'

/** What may stand in for what a real start has. */
export interface AppOverrides {
  clock?: Clock
  logger?: Logger
  /** What Slack takes of each method, by the name of its budget; Slack's published limits unless said. */
  slackRateOf?: typeof slackRateOf
  /** Marks every row and card: nothing here is a real delivery. Set by the sandbox's entry alone. */
  sandbox?: boolean
}

/** A running Backstop. */
export interface App {
  /** Where it listens. */
  url: string
  engine: Engine
  /** Looks at once for what is due: the clock was moved. */
  nudge: Loop['nudge']
  overview: Overview
  /** Keeps everything that needs the database waiting, for `forMs` real milliseconds; for the sandbox. */
  lockDatabase: (forMs: number) => Promise<void>
  /** Lets what is under way end, and closes all. May be called twice. */
  stop(): Promise<void>
}

/**
 * Joins everything, and starts it: the one place where adapters meet.
 * @throws Error with a message for the operator when the database can't be opened or Slack refuses the token.
 */
export async function startApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const logger = overrides.logger ?? createLogger(config.logLevel)
  const database = await openDatabase(config.databaseUrl)
  try {
    return await startWith(config, { ...overrides, logger }, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function startWith(
  config: Config,
  overrides: AppOverrides & { logger: Logger },
  database: Database,
): Promise<App> {
  const services = await composeServices(config, overrides, database)
  const { loop, slack, clients, logger } = services
  const server = await startServer({
    host: config.host,
    port: config.port,
    onError: (error) => services.reportBug(error, 'an HTTP route'),
    handle: composeRoutes(config, services),
  })
  loop.start()
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= stopAll({ server, loop, slack, database })
    return stopped
  }
  try {
    const checked = await checkToken(clients)
    if (checked.type === 'locked out' || checked.type === 'impossible')
      throw new Error(`Slack refuses SLACK_BOT_TOKEN (${checked.error})`)
    if (checked.type !== 'done') logger.warn('Slack can not be reached; messages go out, and the cards follow later')
    await slack.start()
  } catch (error) {
    await stop()
    throw error
  }
  const { engine, clock } = services
  const overview = createOverview({ database, engine, clock })
  return { url: server.url, engine, nudge: loop.nudge, overview, lockDatabase: lockDatabase.bind(null, database), stop }
}

type Services = Awaited<ReturnType<typeof composeServices>>

async function composeServices(config: Config, overrides: AppOverrides & { logger: Logger }, database: Database) {
  const { logger } = overrides
  const clock = overrides.clock ?? systemClock
  const callbackClients = callbackClientNames(config.apiClients)
  const storeOptions = { clock, sandbox: overrides.sandbox ?? false, callbackClients }
  const alerts = createAlerts(logger)
  const reportBug = createBugReports(logger)
  const clients = createWebClients(config.slack, logger)
  const clientsOf = async () => clients
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
  const listeners = { bot, list, clientsOf, senders: config.senders, reportBug, isSandbox: storeOptions.sandbox }
  const slack = createSlackApp(config.slack, listeners, logger)
  const saveReceipts = createReceiptStore(database, storeOptions).save
  const saveWebhook = createWebhookSaver({ saveReceipts, saveInbound: botDependencies.inbound.save })
  return { database, engine, loop, slack, clients, alerts, clock, logger, reportBug, saveWebhook }
}

function composeRoutes(config: Config, { slack, loop, engine, alerts, clock, saveWebhook, database }: Services) {
  const receiveWebhook = createWebhookReceiver({
    keys: config.vonage.signatureSecrets.map(signatureKey),
    read: (body) => readStatus(body) ?? readFinalReport(body) ?? readInbound(body),
    save: nudging(loop, saveWebhook),
    clock,
    realNow,
    alerts,
  })
  const { requestListener } = slack
  return createRoutes({
    receiveWebhook,
    ping: () => ping(database),
    ...(requestListener ? { slack: requestListener } : {}),
    ...(config.api.type === 'engine'
      ? { workflowsApi: createOwnApiRoute(config, { engine, loop, database, clock }) }
      : {}),
  })
}

function messagesApiOf({ api }: Config): { url: string; webhookUrl: string } {
  if (api.type === 'hosted') return { url: DEFAULT_MESSAGES_API_URL, webhookUrl: '' }
  return { url: api.messagesApiUrl, webhookUrl: `${api.publicUrl}/webhooks/status` }
}

async function rememberAbsence(database: Database, clock: Clock) {
  const absence = await findLatestAbsence(database, clock.now())
  return () => absence
}

async function stopAll(running: { server: RunningServer; loop: Loop; slack: SlackApp; database: Database }) {
  await running.slack.stop()
  await running.server.stop()
  await running.loop.stop()
  await running.database.close()
}
