import { expect, test } from 'vitest'
import { createDueNotificationHandler } from '../../src/bot/handle-due-notification.ts'
import type { NotificationStory } from '../../src/bot/notification.ts'
import { aNotification, at, messengerSent, receipt, recorded } from '../slack/notifications.ts'
import { type SlackAnswers, stubbedBot } from './stubs.ts'

/** A notification without a card whose message has been read, and whose step waits for the end. */
const STORY: NotificationStory = {
  notification: aNotification({ stepExecutionId: 'Fx1' }),
  facts: recorded(
    ...messengerSent(0),
    [9, receipt(0, 'read')],
    [9, { type: 'ended', status: 'completed', reason: 'condition met', index: 0 }],
  ),
  wakes: 3,
}

/** When it is handled. */
const NOW = at(10)

/** What has become of it, and what its handling threw. */
async function handle(answers: SlackAnswers) {
  const bot = stubbedBot(STORY, { now: NOW, ...answers })
  const thrown = await createDueNotificationHandler(bot.dependencies)(STORY.notification.id).then(
    () => undefined,
    (error: unknown) => error,
  )
  return { ...bot, thrown }
}

/** Stands for any bug of ours, and for a database that is away for a moment. */
const BUG = new TypeError('undefined is not a function')
const throwBug = () => Promise.reject(BUG)

test('a notification that is shown and told is given back, to wait for what happens', async () => {
  const { told, released, thrown } = await handle({})
  expect(told).toEqual([{ type: 'reached', status: 'read', channel: 'messenger', at: at(9) }])
  expect(released).toEqual([{ wakes: 3, failures: 0, behindSince: null }])
  expect(thrown).toBeUndefined()
})

test('a bug in the card is thrown when the step has been told, and the card is tried again', async () => {
  const { told, released, changes, thrown } = await handle({ card: throwBug })
  expect(thrown).toBe(BUG)
  expect(told).toHaveLength(1)
  expect(changes).toContainEqual({ isStepOver: true })
  expect(released).toEqual([{ wakes: 3, failures: 0, behindSince: NOW, dueAt: NOW + 30_000 }])
})

test('a bug in the step is thrown when the card is shown, and does not make the card wait', async () => {
  const { released, changes, thrown } = await handle({ step: throwBug })
  expect(thrown).toBe(BUG)
  expect(changes).toContainEqual(expect.objectContaining({ card: { conversationId: 'C1', ts: '1.0' } }))
  expect(changes).not.toContainEqual({ isStepOver: true })
  expect(released).toEqual([{ wakes: 3, failures: 0, behindSince: null, dueAt: NOW + 30_000 }])
})

test('of two bugs the first is thrown, once both were tried', async () => {
  const { told, released, thrown } = await handle({ card: throwBug, step: () => Promise.reject(new Error('other')) })
  expect(thrown).toBe(BUG)
  expect(told).toHaveLength(1)
  expect(released).toHaveLength(1)
})

test('a card that Slack holds back waits for its permit although the step met a bug', async () => {
  const { released, thrown } = await handle({
    card: async () => ({ type: 'postponed', retryAfterMs: 60_000 }),
    step: throwBug,
  })
  expect(thrown).toBe(BUG)
  expect(released).toMatchObject([{ dueAt: NOW + 30_000, waitsFor: { budget: 'post' } }])
})

test('a permit that was taken away since it was given is waited for again, as urgently as before', async () => {
  const { dependencies, released } = stubbedBot(STORY, { now: NOW })
  const permits = { ...dependencies.permits, heldUntil: async () => NOW + 60_000 }
  await createDueNotificationHandler({ ...dependencies, permits })(STORY.notification.id, 'post')
  expect(released).toMatchObject([{ waitsFor: { budget: 'post', urgency: 1 } }])
  expect(released[0]).not.toHaveProperty('dueAt')
})
