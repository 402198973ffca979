import { backOffMs } from '../failover/back-off.ts'
import { startObserving } from '../failover/observe.ts'
import type { BotDependencies } from './bot.ts'
import type { Notification, NotificationChange } from './notification.ts'
import type { NotificationStore, SubmitOutcome } from './ports.ts'

/** How long submitting is tried before it counts as refused, in milliseconds (rule 9). */
const SUBMIT_LIMIT_MS = 24 * 60 * 60 * 1000

/** The pauses before a submission is repeated where the API names none. */
const SUBMIT_RETRY = { firstMs: 1000, longestMs: 5 * 60_000 } as const

/**
 * Submits a notification's workflow, unless it is withdrawn: that it is being submitted is saved first, and from then on
 * nobody can withdraw it. Where a key can't be repeated harmlessly, an unknown outcome, a crash included, is left for a
 * person to decide (rule 11).
 * @returns what that has changed about it; undefined where somebody else handles it, whose claim came after ours.
 */
export async function submit(
  { store, observed, api, clock }: BotDependencies,
  notification: Notification,
): Promise<NotificationChange | undefined> {
  const { id, messages, submission, workflowUuid } = notification
  const isKnown = workflowUuid !== undefined
  const isLost = !api.repeatsKeys && submission === 'submitting' && !isKnown
  const isOurs = await store.moveSubmission(id, { from: submission, to: isLost ? 'unknown' : 'submitting' })
  if (!isOurs) return withdrawal(store, id)
  if (isLost) return { submission: 'unknown' }
  const outcome = isKnown ? { type: 'created' as const, workflowUuid } : await api.create(messages, id)
  if (outcome.type === 'created' && !api.control) {
    const at = clock.now()
    const facts = [{ at, fact: { type: 'created' as const } }]
    await store.change(id, { workflowUuid: outcome.workflowUuid })
    await observed.create(outcome.workflowUuid, startObserving(messages, at), facts)
  }
  return submitted(outcome, notification, clock.now())
}

async function withdrawal(store: NotificationStore, id: string): Promise<NotificationChange | undefined> {
  const found = (await store.read(id))?.notification
  if (found?.submission !== 'withdrawn') return undefined
  const { withdrawnBy } = found
  return { submission: 'withdrawn', ...(withdrawnBy === undefined ? {} : { withdrawnBy }) }
}

function submitted(
  outcome: SubmitOutcome,
  { createdAt, submitTries = 0 }: Notification,
  now: number,
): NotificationChange {
  switch (outcome.type) {
    case 'created':
      return { submission: 'created', workflowUuid: outcome.workflowUuid }
    case 'refused':
      return { submission: 'refused', refusal: outcome.failure }
    case 'unknown':
      return { submission: 'unknown' }
    case 'postponed': {
      if (now - createdAt > SUBMIT_LIMIT_MS) return { submission: 'refused', refusal: outcome.failure }
      const submitAt = now + (outcome.retryAfterMs ?? backOffMs(SUBMIT_RETRY, submitTries))
      return { submission: 'saved', refusal: outcome.failure, submitAt, submitTries: submitTries + 1 }
    }
  }
}
