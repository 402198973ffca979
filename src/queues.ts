import type { Queue } from './reconcile/loop.ts'
import { strictRate } from './store/budgets.ts'
import { claimWorkflows, nextWorkflowAt } from './store/claims.ts'
import type { Database } from './store/database.ts'
import { claimNotifications, nextNotificationAt, type RateOf } from './store/notification-claims.ts'

/** What the Messages API's budget is called; all replicas share it. */
export const SEND_BUDGET = 'messages'

/** How many rows of a kind are under way at once. */
const CONCURRENCY = { workflows: 64, notifications: 8 } as const

/** Due workflows: ours are decided, those of a hosted API only observed. While one is being sent, its receipts go on. */
export function workflowQueue(
  database: Database,
  perSecond: number,
  handlers: {
    engine: (uuid: string, maySend: boolean) => Promise<void>
    hosted: (uuid: string) => Promise<void>
  },
): Queue {
  const rate = strictRate(SEND_BUDGET, perSecond)
  return {
    name: 'workflows',
    concurrency: CONCURRENCY.workflows,
    isExclusive: false,
    nextDueAt: (now) => nextWorkflowAt(database, rate, now),
    async claim(now, limit) {
      const claims = await claimWorkflows(database, rate, now, limit)
      return claims.map(({ uuid, origin, maySend }) => ({
        id: uuid,
        handle: () => (origin === 'hosted' ? handlers.hosted(uuid) : handlers.engine(uuid, maySend)),
      }))
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
