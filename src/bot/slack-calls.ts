import type { BotDependencies } from './bot.ts'
import type { CardCall, ShowOutcome } from './card-ports.ts'
import type { Notification, NotificationChange, Posted, Posting } from './notification.ts'

/** Why a notification can't go on now. */
export type Pause =
  /** Until then, unless something happens before. */
  | { type: 'at'; at: number }
  /** Until there is a permit. */
  | { type: 'budget'; budget: string }
  /** Something failed at `at`: for as long as the back-off says. */
  | { type: 'failed'; at: number }

/** Ends the handling of a notification that is to go on later. */
export class Paused extends Error {
  readonly pause: Pause

  constructor(pause: Pause) {
    super('to go on later')
    this.pause = pause
  }
}

/** One handling of a notification. */
export interface Turn extends BotDependencies {
  /** The budget of which a permit came with the notification; used up by the first call that needs it. */
  granted: string | undefined
  /** How urgent it is that Slack shows it. */
  urgency: number
}

/** A notification that has a card. */
export type Shown = Notification & { card: Posted }

/** What came of a call that need not be repeated as it was. */
export type Settled<T> = Exclude<ShowOutcome<T>, { type: 'postponed' | 'locked out' }>

/**
 * Makes a call to Slack with a permit. A 429 takes the permits of everybody until its Retry-After is over.
 * @throws Paused where there is no permit, or it certainly was not done and is to be repeated.
 */
export async function callSlack<T>(
  turn: Turn,
  call: CardCall,
  make: () => Promise<ShowOutcome<T>>,
): Promise<Settled<T>> {
  const budget = turn.cards.budgetOf(call)
  await takePermit(turn, budget)
  const outcome = await make()
  const now = turn.clock.now()
  if (outcome.type === 'postponed' && outcome.retryAfterMs !== undefined) {
    await turn.permits.hold(budget, now + outcome.retryAfterMs)
    throw new Paused({ type: 'budget', budget })
  }
  if (outcome.type === 'locked out') turn.alerts.lockedOut({ error: outcome.error })
  if (outcome.type === 'postponed' || outcome.type === 'locked out') throw new Paused({ type: 'failed', at: now })
  return outcome
}

/** @throws Paused where there is none, or all were taken away since this one was given. */
async function takePermit(turn: Turn, budget: string): Promise<void> {
  const { permits, clock, urgency } = turn
  const wasGranted = turn.granted === budget
  if (wasGranted) turn.granted = undefined
  const isFree = wasGranted ? clock.now() >= (await permits.heldUntil(budget)) : await permits.take(budget, urgency)
  if (!isFree) throw new Paused({ type: 'budget', budget })
}

/**
 * Posts a card or a reply. That it is being posted is saved before, and stays saved where no answer came; who gets
 * `done` saves that it is over, with what it came to.
 * @throws Paused as `callSlack` does, and where no answer came.
 */
export async function post<T>(
  turn: Turn,
  notification: Notification,
  posting: Omit<Posting, 'since' | 'isUnreadable'>,
  make: () => Promise<ShowOutcome<T>>,
): Promise<Exclude<Settled<T>, { type: 'unanswered' }>> {
  const { id, teamId } = notification
  const call = { what: 'post', teamId, conversationId: posting.conversationId } as const
  const outcome = await callSlack(turn, call, async () => {
    await turn.store.change(id, { posting: { ...posting, since: turn.clock.now() } })
    const made = await make()
    // Certainly not posted; but an earlier post of the same, if there was one, still may have been.
    if (made.type !== 'done' && made.type !== 'unanswered') {
      await turn.store.change(id, { posting: notification.posting ?? null })
    }
    return made
  })
  if (outcome.type === 'unanswered') throw new Paused({ type: 'failed', at: turn.clock.now() })
  return outcome
}

/** Saves a change of the notification. @returns it as it is now. */
export async function save<T extends Notification>(
  { store }: Pick<Turn, 'store'>,
  notification: T,
  change: NotificationChange,
): Promise<Notification> {
  await store.change(notification.id, change)
  const { card, cardHash, posting, behindSince, ...rest } = change
  const changed: Notification = { ...notification, ...rest }
  put(changed, 'card', card)
  put(changed, 'cardHash', cardHash)
  put(changed, 'posting', posting)
  put(changed, 'behindSince', behindSince)
  return changed
}

function put<Field extends 'card' | 'cardHash' | 'posting' | 'behindSince'>(
  notification: Notification,
  field: Field,
  value: NonNullable<Notification[Field]> | null | undefined,
): void {
  if (value === null) delete notification[field]
  else if (value !== undefined) notification[field] = value
}
