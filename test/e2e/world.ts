import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type App, startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createCredentials } from '../../src/sandbox/credentials.ts'
import { sandboxEnvironment } from '../../src/sandbox/environment.ts'
import { type FakeMessagesApi, startFakeMessagesApi } from '../../src/sandbox/messages-api/fake-messages-api.ts'
import { DEFAULT_EVENTS } from '../../src/sandbox/slack/default-workspace.ts'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import type { SlackConversation } from '../../src/sandbox/slack/model.ts'
import { startFakeSlack } from '../../src/sandbox/slack/start-fake-slack.ts'
import type { FakeWorkflowsApi } from '../../src/sandbox/workflows-api/contract.ts'
import { startFakeWorkflowsApi } from '../../src/sandbox/workflows-api/fake-workflows-api.ts'
import { type CallbackReceiver, startCallbackReceiver } from './callback-receiver.ts'
import { freePort } from './free-port.ts'

/** The real product between the fakes, on a clock that stands still until it is moved. */
export interface World {
  slack: FakeSlack
  phones: FakeMessagesApi
  /** The hosted Workflows API; used only where `isHosted` was said. */
  hosted: FakeWorkflowsApi
  /** The programs of API clients; they get callbacks only where `hasCallbacks` was said. */
  callbacks: CallbackReceiver
  publicUrl: string
  databaseUrl: string
  credentials: ReturnType<typeof createCredentials>
  /** Business time. */
  now(): number
  /** Moves business time on, for the product and both fakes. */
  advance(seconds: number): Promise<void>
  /** Ends the product; the fakes go on, and time may pass. */
  stopApp(): Promise<void>
  /** Starts it again on the same database. */
  startApp(): Promise<void>
  app(): App
  /** Warnings and errors that the product has logged. */
  log: { level: number; msg: string; [field: string]: unknown }[]
  stop(): Promise<void>
}

export interface WorldOptions {
  receiver?: 'http' | 'socket'
  /** A SQLite file of its own unless said. */
  databaseUrl?: () => string
  /** Slack and the product keep to Slack's limits; otherwise neither knows any, since the clock stands still. */
  hasRateLimits?: boolean
  /** The SQLite file is in memory where the machine has such a place: for thousands of commits, which wait for a disk. */
  isInMemory?: boolean
  /** Slack's; those of the sandbox unless said. */
  conversations?: SlackConversation[]
  /** What the product sends and the phones' API takes; the API's own limit and no other unless said. */
  messagesPerSecond?: number
  /** Real milliseconds that Slack waits for an ack; three seconds unless said. */
  ackTimeoutMs?: number
  /** Slack has the app with its step of a Slack workflow. */
  hasWorkflowStep?: boolean
  /** The app is not in the workspace until somebody installs it by OAuth. */
  isByOAuth?: boolean
  /** The bot's scopes; those of the manifest unless said. */
  scopes?: string[]
  /** The product is a client of a hosted Workflows API, instead of running workflows itself. */
  isHosted?: boolean
  /** Secrets that webhooks may be signed with besides the vendor's present one. */
  signatureSecrets?: string[]
  /** What is logged; warnings and errors unless said. */
  logLevel?: 'trace'
  /** The operator's own program and another API client get callbacks. */
  hasCallbacks?: boolean
  /** What the environment says besides. */
  environment?: Record<string, string>
}

/** Another API client than the operator, as the file of them has it. */
export const CRM = {
  name: 'crm',
  api_key: 'crm12345',
  api_secret: 'of the crm',
  signature_secret: 'between us and the crm',
}

/** Real time when the tests began, so that dates look right; whole seconds. */
const START_AT = Date.UTC(2026, 10, 21, 22, 0, 0)

/** What manifest.workflow-step.yml adds to the app. */
const WORKFLOW_STEP = {
  events: [...DEFAULT_EVENTS, 'function_executed'],
  functions: [{ callbackId: 'send_failover_message', title: 'Send a failover message' }],
}

/** The app as Slack knows it where it is installed by OAuth. */
export const OAUTH_APP = { clientId: '1234567890.0987654321', clientSecret: 'client-secret-of-the-test' }

/** The settings with which the app is installed by OAuth. */
export const OAUTH_SETTINGS = {
  SLACK_BOT_TOKEN: '',
  SLACK_CLIENT_ID: OAUTH_APP.clientId,
  SLACK_CLIENT_SECRET: OAUTH_APP.clientSecret,
  SLACK_STATE_SECRET: 'state-secret-of-the-test',
  ENCRYPTION_KEY: Buffer.alloc(32, 'key').toString('base64'),
}

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm'

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const isInMemory = options.isInMemory === true && existsSync(MEMORY)
  const folder = mkdtempSync(join(isInMemory ? MEMORY : tmpdir(), 'backstop-'))
  let now = START_AT
  const clock = { now: () => now, realMsUntil: (at: number) => (at <= now ? 0 : Number.POSITIVE_INFINITY) }
  const credentials = createCredentials()
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const receiver = options.receiver ?? 'http'
  const slack = await startFakeSlack({
    ...credentials,
    now: clock.now,
    hasRateLimits: options.hasRateLimits ?? false,
    ...(options.isByOAuth ? { oauth: { ...OAUTH_APP, redirectUrls: [`${publicUrl}/slack/oauth_redirect`] } } : {}),
    ...(options.scopes ? { scopes: options.scopes } : {}),
    ...(options.ackTimeoutMs === undefined ? {} : { ackTimeoutMs: options.ackTimeoutMs }),
    ...(options.hasWorkflowStep ? WORKFLOW_STEP : {}),
    ...(options.conversations ? { conversations: options.conversations } : {}),
    ...(receiver === 'http' ? { appUrl: publicUrl } : {}),
  })
  const application = { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem }
  const vendor = { now: clock.now, application, account: credentials }
  const phones = await startFakeMessagesApi({
    ...vendor,
    applicationInboundUrl: `${publicUrl}/webhooks/inbound`,
    ...(options.messagesPerSecond === undefined ? {} : { requestsPerSecond: options.messagesPerSecond }),
  })
  const hosted = await startFakeWorkflowsApi({ ...vendor, statusWebhookUrl: `${publicUrl}/webhooks/status` })
  const callbacks = await startCallbackReceiver({ operator: credentials.signatureSecret, crm: CRM.signature_secret })
  const databaseUrl = options.databaseUrl?.() ?? join(folder, 'backstop.db')
  const environment = {
    ...sandboxEnvironment({
      addresses: {
        slackApiUrl: slack.apiUrl,
        messagesApiUrl: phones.url,
        publicUrl,
        ...(options.isHosted ? { workflowsApiUrl: hosted.url } : {}),
      },
      credentials,
      receiver,
      databaseUrl,
      port,
    }),
    // So many that none waits for the next while the clock stands still.
    MESSAGES_PER_SECOND: String(options.messagesPerSecond ?? 1000),
    VONAGE_SIGNATURE_SECRET: [credentials.signatureSecret, ...(options.signatureSecrets ?? [])].join(','),
    ...(options.hasCallbacks ? callbackSettings(folder, callbacks.url) : {}),
    ...(options.isByOAuth ? OAUTH_SETTINGS : {}),
    ...options.environment,
  }
  const noLimit = (name: string) => ({ name, perSecond: 1000, burst: 1000 })
  const slackRates = options.hasRateLimits ? {} : { slackRateOf: noLimit }
  const log: World['log'] = []
  const logger = pino({ level: options.logLevel ?? 'warn' }, { write: (line: string) => log.push(JSON.parse(line)) })
  const start = () => startApp(readConfig(environment), { clock, logger, sandbox: true, ...slackRates })
  let app: App | undefined = await start()
  return {
    slack,
    phones,
    hosted,
    callbacks,
    publicUrl,
    databaseUrl,
    credentials,
    log,
    now: clock.now,
    app() {
      if (!app) throw new Error('the product is not running')
      return app
    },
    async advance(seconds) {
      now += seconds * 1000
      await Promise.all([phones.runDue(), hosted.runDue()])
      app?.nudge()
    },
    async stopApp() {
      await app?.stop()
      app = undefined
    },
    async startApp() {
      app ??= await start()
    },
    async stop() {
      await app?.stop()
      await Promise.all([slack.stop(), phones.stop(), hosted.stop(), callbacks.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The settings with which both API clients get their callbacks, each at its own address. */
function callbackSettings(folder: string, url: string) {
  const file = join(folder, 'api-clients.json')
  writeFileSync(file, JSON.stringify([{ ...CRM, callback_url: `${url}/crm` }]))
  return { API_CLIENTS: file, STATUS_CALLBACK_URL: `${url}/operator` }
}
