import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { BotDependencies } from '../../src/bot/bot.ts'
import { createBot } from '../../src/bot/bot.ts'
import type { Cards } from '../../src/bot/card-ports.ts'
import { createDueNotificationHandler } from '../../src/bot/handle-due-notification.ts'
import type { Notification } from '../../src/bot/notification.ts'
import { createHostedWorkflowHandler } from '../../src/bot/observe-hosted.ts'
import type { WorkflowsApi } from '../../src/bot/ports.ts'
import { realNow } from '../../src/clock.ts'
import type { Fact } from '../../src/failover/fact.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { request } from '../../src/http/request.ts'
import { startServer } from '../../src/http/server.ts'
import { readStatus } from '../../src/messages-api/status-schema.ts'
import { notificationQueue, workflowQueue } from '../../src/queues.ts'
import { createLoop } from '../../src/reconcile/loop.ts'
import { startFakeWorkflowsApi } from '../../src/sandbox/workflows-api/fake-workflows-api.ts'
import { signatureKey } from '../../src/signing/webhook-signature.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createWebhookReceiver } from '../../src/webhooks/receive.ts'
import { createWebhookSaver } from '../../src/webhooks/save-webhook.ts'
import { createHostedApi } from '../../src/workflows-api/client.ts'
import { readFinalReport } from '../../src/workflows-api/final-report-schema.ts'
import { account, application, basicAuthorization } from '../sandbox/messages-api/api-client.ts'
import { createStoreWorld } from '../store/world.ts'
import { PLAN } from '../workflows-api/port-contract.ts'

/** A rate that no test gets to the end of. */
const NO_LIMIT = { name: 'any', perSecond: 1000, burst: 1000 }

/** Real milliseconds; the client's own limit would have a test wait for 15 s. */
const SHORT_MS = 200

/**
 * The bot on an empty database as a client of a hosted Workflows API, whose webhooks it receives, on a clock that stands
 * still. Slack takes everything, and what is told in the thread is kept as facts.
 */
export async function startHostedBot(path = '/v0.1/dispatch') {
  const database = await openDatabase(':memory:')
  const stores = createStoreWorld(database)
  const { clock } = stores
  const fake = await startFakeWorkflowsApi({ now: clock.now, application, account })
  const told: Fact[] = []
  const errors: unknown[] = []
  const hosted = createHostedApi({
    url: `${fake.url}${path}`,
    authorization: () => basicAuthorization,
    request: (outgoing) => request({ ...outgoing, timeoutMs: SHORT_MS }),
  })

  function dependenciesWith(api: WorkflowsApi): BotDependencies {
    return {
      store: stores.notifications,
      observed: stores.observed,
      api,
      inbound: stores.inbound,
      cards: createCards(told),
      steps: { report: async () => ({ type: 'done', value: undefined }) },
      permits: { take: async () => true, hold: async () => {}, heldUntil: async () => 0 },
      alerts: {
        lockedOut: () => errors.push('Slack refuses the bot'),
        cardGivenUp: () => errors.push('a card was given up'),
        stepGivenUp: () => errors.push('a step was given up'),
        receiptParked: () => errors.push('a receipt was parked'),
      },
      clock,
    }
  }

  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    onError: (error) => errors.push(error),
    handle: createWebhookReceiver({
      keys: [signatureKey(account.signatureSecret)],
      read: (body) => readStatus(body) ?? readFinalReport(body),
      save: createWebhookSaver({ saveReceipts: stores.receipts.save, saveInbound: stores.inbound.save }),
      clock,
      realNow,
      alerts: { webhookRefused: (why) => errors.push(why), webhookNotUnderstood: (what) => errors.push(what) },
    }),
  })
  fake.setStatusWebhookUrl(server.url)
  onTestFinished(async () => {
    await server.stop(0)
    await fake.stop()
    await database.close()
  })

  return {
    ...stores,
    fake,
    hosted,
    told,
    errors,
    /** Asks for a notification; it is saved, and nothing else has happened. */
    async ask(messages: WorkflowMessage[] = PLAN): Promise<string> {
      const { start } = createBot(dependenciesWith(hosted))
      const asked = { key: randomUUID(), teamId: 'T1', conversationId: 'C1', requesterId: 'U1', messages }
      const started = await start(asked)
      if ('problems' in started) throw new Error(JSON.stringify(started.problems))
      return started.id
    },
    /** Does all that is due now. */
    async run(api: WorkflowsApi = hosted): Promise<void> {
      const dependencies = dependenciesWith(api)
      const engine = () => Promise.reject(new Error('our engine has no workflow here'))
      const loop = createLoop({
        clock,
        queues: [
          workflowQueue(database, NO_LIMIT.perSecond, { engine, hosted: createHostedWorkflowHandler(dependencies) }),
          notificationQueue(database, () => NO_LIMIT, createDueNotificationHandler(dependencies)),
        ],
        onError: (error) => errors.push(error),
        noteListening: async () => {},
      })
      await loop.drain()
    },
    /** What is saved of a notification. */
    async notification(id: string): Promise<Notification> {
      const story = await stores.notifications.read(id)
      if (!story) throw new Error(`no notification ${id}`)
      return story.notification
    },
    /** The uuid of the only workflow that the hosted API has. */
    onlyUuid(): string {
      const [only, ...more] = fake.workflows()
      if (!only || more.length > 0) throw new Error(`${fake.workflows().length} workflows were accepted`)
      return only.workflowUuid
    },
    advance(seconds: number): void {
      clock.at += seconds * 1000
    },
  }
}

/** A Slack that takes everything. */
function createCards(told: Fact[]): Cards {
  const done = { type: 'done', value: undefined } as const
  return {
    post: async (_notification, _progress, { conversationId }) => ({
      type: 'done',
      value: { conversationId, ts: '1.0' },
    }),
    budgetOf: () => 'any',
    update: async () => done,
    isNews: () => true,
    find: async () => ({ type: 'done', value: { type: 'absent' } }),
    async reply(_notification, { facts }) {
      told.push(...facts.map(({ fact }) => fact))
      return done
    },
    hash: (notification, { shown }) => JSON.stringify([notification.submission, shown]),
    openDirectConversation: async (_teamId, userId) => ({ type: 'done', value: userId }),
  }
}
