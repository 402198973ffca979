import { type Progress, progress } from '../failover/progress.ts'
import type { BotDependencies } from './bot.ts'
import type { Notification, NotificationChange, NotificationStory, Posted, ShowOutcome } from './ports.ts'
import { submit } from './submit.ts'

/** The first pause before a failed call is repeated; it doubles with each failure in a row. Milliseconds. */
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 5 * 60_000

/** A pause that somebody else has asked for, or that the back-off says. */
class Postponed extends Error {
  /** When it was said. */
  readonly at: number
  readonly retryAfterMs: number | undefined

  constructor(at: number, retryAfterMs: number | undefined) {
    super('to be repeated later')
    this.at = at
    this.retryAfterMs = retryAfterMs
  }
}

/**
 * Makes Slack match a due notification: submits its workflow first, since nothing in Slack may delay a message, then
 * posts or updates its card and tells the news in its thread.
 */
export function createDueNotificationHandler(dependencies: BotDependencies) {
  const { store } = dependencies
  return async function handleDueNotification(id: string): Promise<void> {
    const story = await store.read(id)
    if (!story) return
    try {
      await handle(dependencies, story)
      if (story.notification.failures > 0) await store.change(id, { failures: 0 })
      await store.release(id, { wakes: story.wakes })
    } catch (error) {
      if (!(error instanceof Postponed)) throw error
      const failures = story.notification.failures + 1
      const backOffMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20), LONGEST_RETRY_MS)
      await store.change(id, { failures })
      await store.release(id, { wakes: story.wakes, dueAt: error.at + (error.retryAfterMs ?? backOffMs) })
    }
  }
}

async function handle(dependencies: BotDependencies, story: NotificationStory): Promise<void> {
  const { notification, postponed } = await ensureSubmitted(dependencies, story.notification)
  await show(dependencies, notification, story)
  if (postponed) throw postponed
}

async function show(dependencies: BotDependencies, notification: Notification, story: NotificationStory) {
  const fresh = (await dependencies.store.read(notification.id)) ?? story
  const shown = progress(notification.messages, fresh.facts)
  const posted = await ensureCard(dependencies, notification, shown)
  if (!posted) return
  await tellNews(dependencies, posted, fresh, shown)
  await refreshCard(dependencies, posted, shown)
}

/** Submits the workflow unless that is done; where it is to be tried again, that is still shown at once. */
async function ensureSubmitted(
  dependencies: BotDependencies,
  notification: Notification,
): Promise<{ notification: Notification; postponed?: Postponed }> {
  if (notification.submission !== 'saved' && notification.submission !== 'submitting') return { notification }
  const { change, isPostponed, retryAfterMs } = await submit(dependencies, notification)
  const changed = await save(dependencies, notification, change)
  return isPostponed
    ? { notification: changed, postponed: new Postponed(dependencies.clock.now(), retryAfterMs) }
    : { notification: changed }
}

/** A notification that has a card. */
type Shown = Notification & { card: Posted }

/** Posts the card where it was asked for, or, where the bot may not post, to the requester; undefined if it can't be. */
async function ensureCard(
  dependencies: BotDependencies,
  notification: Notification,
  shown: Progress,
): Promise<Shown | undefined> {
  if (notification.card) return { ...notification, card: notification.card }
  const { cards } = dependencies
  if (notification.movedBecause === undefined) {
    const posted = await cards.post(notification, shown, notification.conversationId)
    if (posted.type === 'done') return saveCard(dependencies, notification, shown, posted.value)
    throwIfPostponed(dependencies, posted)
    if (posted.type === 'impossible') return giveUp(dependencies, notification, posted.error)
    return ensureCard(dependencies, await save(dependencies, notification, { movedBecause: posted.error }), shown)
  }
  const direct = await cards.openDirectConversation(notification.teamId, notification.requesterId)
  const posted = direct.type === 'done' ? await cards.post(notification, shown, direct.value) : direct
  if (posted.type === 'done') return saveCard(dependencies, notification, shown, posted.value)
  throwIfPostponed(dependencies, posted)
  return giveUp(dependencies, notification, posted.error)
}

async function saveCard(
  dependencies: BotDependencies,
  notification: Notification,
  shown: Progress,
  card: Posted,
): Promise<Shown> {
  const cardHash = dependencies.cards.hash(notification, shown)
  return { ...(await save(dependencies, notification, { card, cardHash })), card }
}

function giveUp({ alerts }: BotDependencies, notification: Notification, error: string): undefined {
  alerts.cardGivenUp({ notificationId: notification.id, error })
}

/** What the thread has been told once it was told that the workflow was not taken. */
const REFUSAL_TOLD_SEQ = 1

/** One reply for all that has happened since the last one. */
async function tellNews(
  dependencies: BotDependencies,
  notification: Shown,
  { facts }: NotificationStory,
  shown: Progress,
): Promise<void> {
  const news = facts.filter(({ seq }) => seq > notification.threadSeq)
  const wasNotTaken = notification.submission === 'refused' || notification.submission === 'unknown'
  const toldSeq = wasNotTaken ? Math.max(REFUSAL_TOLD_SEQ, shown.seq) : shown.seq
  if (toldSeq <= notification.threadSeq) return
  const told = await dependencies.cards.reply(notification, news, shown, notification.card)
  if (!isOver(dependencies, notification, told)) return
  await dependencies.store.change(notification.id, { threadSeq: toldSeq })
}

async function refreshCard(dependencies: BotDependencies, notification: Shown, shown: Progress): Promise<void> {
  const cardHash = dependencies.cards.hash(notification, shown)
  if (cardHash === notification.cardHash) return
  const updated = await dependencies.cards.update(notification, shown, notification.card)
  if (!isOver(dependencies, notification, updated)) return
  await dependencies.store.change(notification.id, { cardHash })
}

/** Whether a call is done for good, well or badly. @throws Postponed where it is to be repeated. */
function isOver(dependencies: BotDependencies, { id }: Notification, outcome: ShowOutcome<void>): boolean {
  throwIfPostponed(dependencies, outcome)
  if (outcome.type !== 'done') dependencies.alerts.cardGivenUp({ notificationId: id, error: outcome.error })
  return true
}

/** @throws Postponed where the call is to be repeated. */
function throwIfPostponed<T>(
  { alerts, clock }: BotDependencies,
  outcome: ShowOutcome<T>,
): asserts outcome is Exclude<ShowOutcome<T>, { type: 'postponed' | 'locked out' }> {
  if (outcome.type === 'postponed') throw new Postponed(clock.now(), outcome.retryAfterMs)
  if (outcome.type !== 'locked out') return
  alerts.lockedOut({ error: outcome.error })
  throw new Postponed(clock.now(), undefined)
}

async function save<T extends Notification>(
  { store }: BotDependencies,
  notification: T,
  change: NotificationChange,
): Promise<T> {
  await store.change(notification.id, change)
  return { ...notification, ...change }
}
