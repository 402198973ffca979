import type { BotDependencies } from '../../src/bot/bot.ts'
import type { Cards, ShowOutcome } from '../../src/bot/card-ports.ts'
import type { NotificationChange, NotificationStory } from '../../src/bot/notification.ts'
import type { Released, StepResult } from '../../src/bot/ports.ts'

/** What Slack is to make of the card and of the step; both are taken where nothing is said. */
export interface SlackAnswers {
  card?: () => Promise<ShowOutcome<{ conversationId: string; ts: string }>>
  step?: () => Promise<ShowOutcome<void>>
  now?: number
}

const DONE = { type: 'done', value: undefined } as const

/** What one handling of a notification needs, which is kept in memory and says what was asked of it. */
export function stubbedBot(story: NotificationStory, { card, step, now = 0 }: SlackAnswers = {}) {
  const told: StepResult[] = []
  const released: Released[] = []
  const changes: NotificationChange[] = []
  const givenUp: string[] = []
  const cards: Cards = {
    budgetOf: ({ what }) => what,
    post: card ?? (async () => ({ type: 'done', value: { conversationId: 'C1', ts: '1.0' } })),
    update: async () => DONE,
    isNews: () => false,
    reply: async () => DONE,
    find: async () => ({ type: 'done', value: { type: 'absent' } }),
    hash: () => 'same',
    openDirectConversation: async (_teamId, userId) => ({ type: 'done', value: userId }),
  }
  const dependencies: BotDependencies = {
    store: {
      save: async ({ id }) => id,
      read: async () => story,
      change: async (_id, change) => void changes.push(change),
      moveSubmission: async () => true,
      withdraw: async () => false,
      release: async (_id, state) => void released.push(state),
    },
    observed: { create: async () => {}, change: async () => {} },
    api: { repeatsKeys: true, create: async () => ({ type: 'unknown' }) },
    inbound: { latestFrom: async () => undefined, recentWriters: async () => [] },
    cards,
    steps: {
      async report(_notification, result) {
        told.push(result)
        return step ? step() : DONE
      },
    },
    permits: { take: async () => true, hold: async () => {}, heldUntil: async () => 0 },
    alerts: {
      lockedOut: () => {},
      receiptParked: () => {},
      cardGivenUp: ({ error }) => givenUp.push(error),
      stepGivenUp: ({ error }) => givenUp.push(error),
    },
    clock: { now: () => now, realMsUntil: () => 0 },
  }
  return { dependencies, told, released, changes, givenUp }
}
