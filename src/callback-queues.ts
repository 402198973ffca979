import type { Clock } from './clock.ts'
import type { WorkflowStory } from './engine/ports.ts'
import { request } from './http/request.ts'
import type { Queue } from './reconcile/loop.ts'
import { createCallbackTokens } from './signing/callback-token.ts'
import { claimCallbacks, concludeCallback, nextCallbackAt } from './store/callbacks.ts'
import type { Database } from './store/database.ts'
import type { ApiClient } from './workflows-api/api-client.ts'
import { type CallbackAlerts, createCallbackDelivery } from './workflows-api/callback-delivery.ts'

/** What callbacks are delivered with. */
export interface CallbackQueueOptions {
  database: Database
  clients: readonly ApiClient[]
  /** Signs the callbacks of a client that has no secret of its own. */
  signatureSecret: string
  read: (workflowUuid: string) => Promise<WorkflowStory | undefined>
  clock: Clock
  alerts: CallbackAlerts
}

/** How many callbacks to one client are under way at once. */
const CONCURRENCY = 16

/** The names of the clients that have an address for callbacks. */
export function callbackClientNames(clients: readonly ApiClient[]): ReadonlySet<string> {
  return new Set(clients.filter(({ callbackUrl }) => callbackUrl !== undefined).map(({ name }) => name))
}

/** A queue of callbacks for each client that has an address: one that is slow or down keeps no other waiting. */
export function callbackQueues(options: CallbackQueueOptions): Queue[] {
  return options.clients.flatMap((client) =>
    client.callbackUrl === undefined ? [] : [callbackQueue({ ...client, callbackUrl: client.callbackUrl }, options)],
  )
}

function callbackQueue(
  client: ApiClient & { callbackUrl: string },
  { database, signatureSecret, read, clock, alerts }: CallbackQueueOptions,
): Queue {
  const { name, account, application } = client
  const deliver = createCallbackDelivery({
    client,
    sign: createCallbackTokens({
      secret: client.signatureSecret ?? signatureSecret,
      ...(account ? { apiKey: account.apiKey } : {}),
      ...(application ? { applicationId: application.id } : {}),
    }),
    read,
    conclude: (callback, result) => concludeCallback(database, callback, result, clock.now()),
    request,
    now: clock.now,
    alerts,
  })
  return {
    name: `callbacks to ${name}`,
    concurrency: CONCURRENCY,
    isExclusive: true,
    nextDueAt: () => nextCallbackAt(database, name),
    async claim(now, limit) {
      const claims = await claimCallbacks(database, name, now, limit)
      return claims.map((claim) => ({ id: `${claim.workflowUuid}:${claim.seq}`, handle: () => deliver(claim) }))
    },
  }
}
