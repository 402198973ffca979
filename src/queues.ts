import type { Queue } from './reconcile/loop.ts'
import { strictRate } from './store/budgets.ts'
import { claimWorkflows, nextWorkflowAt, type WorkflowClaim } from './store/claims.ts'
import type { Database } from './store/database.ts'
import { nextDueAt } from './store/due.ts'
import { claimNotifications, nextNotificationAt, type RateOf } from './store/notification-claims.ts'

/** What the Messages API's budget is called; all replicas share it. */
export const SEND_BUDGET = 'messages'

/** How many rows of a kind are under way at once. */
const CONCURRENCY = { workflows: 64, notifications: 8 } as const

/** How many of them may be sends: while the API hangs, receipts and deadlines go on. */
const SENDS_MAX = 32

/** Due workflows: ours are decided, those of a hosted API only observed. While one is being sent, its receipts go on. */
export function workflowQueue(
  database: Database,
  perSecond: number,
  handlers: {
    engine: (uuid: string, maySend: boolean, hold?: WorkflowClaim['hold']) => Promise<void>
    hosted: (uuid: string) => Promise<void>
  },
): Queue {
  const rate = strictRate(SEND_BUDGET, perSecond)
  let sends = 0
  const handle = async ({ uuid, origin, maySend, hold }: WorkflowClaim): Promise<void> => {
    if (origin === 'hosted') return handlers.hosted(uuid)
    sends += maySend ? 1 : 0
    try {
      await handlers.engine(uuid, maySend, hold)
    } finally {
      sends -= maySend ? 1 : 0
    }
  }
  return {
    name: 'workflows',
    concurrency: CONCURRENCY.workflows,
    isExclusive: false,
    nextDueAt: (now) => (sends < SENDS_MAX ? nextWorkflowAt(database, rate, now) : nextDueAt(database, 'workflows')),
    async claim(now, limit) {
      const claims = await claimWorkflows(database, rate, now, { limit, sendLimit: SENDS_MAX - sends })
      return claims.map((claim) => ({ id: claim.uuid, handle: () => handle(claim) }))
    },
  }
}

/** Due notifications, and those whose turn it is to call Slack; one writer for each card. */
export function notificationQueue(
  database: Database,
  rateOf: RateOf,
  handle: (id: string, granted?: string) => Promise<void>,
): Queue {
  return {
    name: 'notifications',
    concurrency: CONCURRENCY.notifications,
    isExclusive: true,
    nextDueAt: (now) => nextNotificationAt(database, rateOf, now),
    async claim(now, limit) {
      const claims = await claimNotifications(database, rateOf, now, limit)
      return claims.map(({ id, granted }) => ({ id, handle: () => handle(id, granted) }))
    },
  }
}
