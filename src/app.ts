import { realNow } from './clock.ts'
import type { Config } from './config.ts'
import type { Engine } from './engine/engine.ts'
import { type RunningServer, startServer } from './http/server.ts'
import { createLogger, type Logger } from './logger.ts'
import { readInbound } from './messages-api/inbound-schema.ts'
import { readStatus } from './messages-api/status-schema.ts'
import { nudging } from './nudging.ts'
import { createOverview, type Overview } from './overview.ts'
import { createOwnApiRoute } from './own-api-route.ts'
import type { Loop } from './reconcile/loop.ts'
import { createRoutes } from './routes.ts'
import { type AppOverrides, composeServices, type Services } from './services.ts'
import { signatureKey } from './signing/webhook-signature.ts'
import type { SlackApp } from './slack/slack-app.ts'
import { type Database, openDatabase, ping } from './store/database.ts'
import { lockDatabase } from './store/lock.ts'
import { createWebhookReceiver } from './webhooks/receive.ts'
import { readFinalReport } from './workflows-api/final-report-schema.ts'

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
 * Starts all that services.ts joins, and the HTTP server.
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
  const { loop, slack } = services
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
    await services.workspaces.check()
    await slack.start()
  } catch (error) {
    await stop()
    throw error
  }
  const { engine, clock } = services
  const overview = createOverview({ database, engine, clock })
  return { url: server.url, engine, nudge: loop.nudge, overview, lockDatabase: lockDatabase.bind(null, database), stop }
}

function composeRoutes(config: Config, services: Services) {
  const { slack, installDoors, loop, engine, alerts, clock, saveWebhook, database } = services
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
    ...(installDoors ? { installDoors } : {}),
    ...(config.api.type === 'engine'
      ? { workflowsApi: createOwnApiRoute(config, { engine, loop, database, clock }) }
      : {}),
  })
}

async function stopAll(running: { server: RunningServer; loop: Loop; slack: SlackApp; database: Database }) {
  await running.slack.stop()
  await running.server.stop()
  await running.loop.stop()
  await running.database.close()
}
