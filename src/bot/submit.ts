import { startObserving } from '../failover/observe.ts'
import type { BotDependencies } from './bot.ts'
import type { Notification, NotificationChange } from './notification.ts'
import type { NotificationStore, SubmitOutcome } from './ports.ts'

/** How long submitting is tried before it counts as refused, in milliseconds (rule 9). */
const SUBMIT_LIMIT_MS = 24 * 60 * 60 * 1000

/** What submitting has changed about a notification, and when it is to be tried again if it is. */
export interface Submitted {
  change: NotificationChange
  retryAfterMs?: number
  /** It is to be tried again, even where no time for it was given. */
  isPostponed?: true
}

/**
 * Submits a notification's workflow, unless it is withdrawn: that it is being submitted is saved first, and from then on
 * nobody can withdraw it. Where a key can't be repeated harmlessly, an unknown outcome, a crash included, is left for a
 * person to decide (rule 11).
 */
export async function submit(
  { store, observed, api, clock }: BotDependencies,
  notification: Notification,
): Promise<Submitted> {
  const { id, messages, submission, workflowUuid } = notification
  const isKnown = workflowUuid !== undefined
  if (!api.repeatsKeys && submission === 'submitting' && !isKnown) return { change: { submission: 'unknown' } }
  if (!(await store.beginSubmission(id))) return { change: await withdrawal(store, id) }
  const outcome = isKnown ? { type: 'created' as const, workflowUuid } : await api.create(messages, id)
  if (outcome.type === 'created' && !api.control) {
    const at = clock.now()
    const facts = [{ at, fact: { type: 'created' as const } }]
    await store.change(id, { workflowUuid: outcome.workflowUuid })
    await observed.create(outcome.workflowUuid, startObserving(messages, at), facts)
  }
  return submitted(outcome, clock.now() - notification.createdAt)
}

async function withdrawal(store: NotificationStore, id: string): Promise<NotificationChange> {
  const withdrawnBy = (await store.read(id))?.notification.withdrawnBy
  return { submission: 'withdrawn', ...(withdrawnBy === undefined ? {} : { withdrawnBy }) }
}

function submitted(outcome: SubmitOutcome, ageMs: number): Submitted {
  switch (outcome.type) {
    case 'created':
      return { change: { submission: 'created', workflowUuid: outcome.workflowUuid } }
    case 'refused':
      return { change: { submission: 'refused', refusal: outcome.failure } }
    case 'unknown':
      return { change: { submission: 'unknown' } }
    case 'postponed': {
      if (ageMs > SUBMIT_LIMIT_MS) return { change: { submission: 'refused', refusal: outcome.failure } }
      const { retryAfterMs } = outcome
      const change = { submission: 'saved' as const, refusal: outcome.failure }
      return { change, isPostponed: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
    }
  }
}
