import { backOffMs } from '../failover/back-off.ts'
import { progress } from '../failover/progress.ts'
import type { BotDependencies } from './bot.ts'
import { completeStep } from './complete-step.ts'
import type { Notification, NotificationStory } from './notification.ts'
import { show, urgencyOf } from './show.ts'
import { type Pause, Paused, save, type Turn } from './slack-calls.ts'
import { submit } from './submit.ts'

/** When a notification that waits for two permits looks for the second one, in milliseconds; it is woken for the first. */
const SECOND_PERMIT_MS = 5000

/** When a notification comes round again in which something was thrown that nobody expected, in milliseconds. */
const AFTER_BUG_MS = 30_000

/** The pauses before a failed call to Slack is repeated. */
const RETRY = { firstMs: 1000, longestMs: 5 * 60_000 } as const

/**
 * Makes Slack match a due notification: submits its workflow first, since nothing in Slack may delay a message, then
 * posts or updates its card and tells the news in its thread, then tells the step of a Slack workflow that waits for its
 * end. Neither of these two holds the other back, not even by a bug, which is thrown when both were tried.
 */
export function createDueNotificationHandler(dependencies: BotDependencies) {
  const { store } = dependencies
  /** @param granted the budget of which a permit came with it. */
  return async function handleDueNotification(id: string, granted?: string): Promise<void> {
    const story = await store.read(id)
    if (!story) return
    const notification = await ensureSubmitted(dependencies, story.notification)
    // Neither shown nor given back: both are up to whoever has it now.
    if (!notification) return
    const turn: Turn = { ...dependencies, granted, urgency: 0 }
    const facts = await factsOf(turn, notification, story)
    const shown = progress(notification.messages, facts)
    turn.urgency = urgencyOf(notification, facts, shown)
    const card = await attempt(turn, () => show(turn, notification, facts, shown))
    const step = await attempt(turn, () => completeStep(turn, notification, shown))
    await release(turn, story, { submission: postponement(notification), card: card.pause, step: step.pause })
    for (const { bug } of [card, step]) if (bug) throw bug.error
  }
}

async function factsOf({ store }: Turn, notification: Notification, story: NotificationStory) {
  // Submitting takes its time, and begins the story; else what was read just now is good.
  const wasSubmitted = notification !== story.notification
  return ((wasSubmitted ? await store.read(notification.id) : undefined) ?? story).facts
}

/** How far a piece of work came: what it is to wait for, if it is to go on later, and what it threw unexpectedly. */
interface Attempted {
  pause?: Pause
  bug?: { error: unknown }
}

async function attempt({ clock }: Turn, work: () => Promise<void>): Promise<Attempted> {
  try {
    await work()
    return {}
  } catch (error) {
    if (error instanceof Paused) return { pause: error.pause }
    // No failure of Slack's: it leaves the card's back-off alone, and whatever happens is shown at once.
    return { pause: { type: 'at', at: clock.now() + AFTER_BUG_MS }, bug: { error } }
  }
}

/** Submits the workflow unless that is done, or is to be tried again later. @returns it, unless somebody else has it. */
async function ensureSubmitted(
  dependencies: BotDependencies,
  notification: Notification,
): Promise<Notification | undefined> {
  const { submission, submitAt = 0 } = notification
  if (submission !== 'saved' && submission !== 'submitting') return notification
  if (dependencies.clock.now() < submitAt) return notification
  const change = await submit(dependencies, notification)
  return change && save(dependencies, notification, change)
}

/** Until when it is not submitted again; whatever Slack does, it is then. */
function postponement({ submission, submitAt }: Notification): Pause | undefined {
  return submission === 'saved' && submitAt !== undefined ? { type: 'at', at: submitAt } : undefined
}

/** Gives the notification back, to go on with whatever is to be done first. */
async function release(
  { store, clock, urgency }: Turn,
  { notification: { id, ...before }, wakes }: NotificationStory,
  { submission, card, step }: Record<'submission' | 'card' | 'step', Pause | undefined>,
): Promise<void> {
  const pauses = [submission, card, step].filter((pause) => pause !== undefined)
  const failures = pauses.some(({ type }) => type === 'failed') ? before.failures + 1 : 0
  const behindSince = card ? (before.behindSince ?? clock.now()) : null
  const dueAts = pauses.flatMap((pause) => dueAtOf(pause, failures))
  const budgets = pauses.flatMap((pause) => (pause.type === 'budget' ? [pause.budget] : []))
  const [budget, second] = budgets
  if (second !== undefined) dueAts.push(clock.now() + SECOND_PERMIT_MS)
  await store.release(id, {
    wakes,
    failures,
    behindSince,
    ...(dueAts.length > 0 ? { dueAt: Math.min(...dueAts) } : {}),
    ...(budget === undefined ? {} : { waitsFor: { budget, urgency } }),
  })
}

function dueAtOf(pause: Pause, failures: number): number[] {
  if (pause.type === 'budget') return []
  if (pause.type === 'at') return [pause.at]
  return [pause.at + backOffMs(RETRY, failures - 1)]
}
