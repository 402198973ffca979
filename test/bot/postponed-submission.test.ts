import { expect, test } from 'vitest'
import { createDueNotificationHandler } from '../../src/bot/handle-due-notification.ts'
import type { Notification } from '../../src/bot/notification.ts'
import type { SubmitOutcome } from '../../src/bot/ports.ts'
import { aNotification, at } from '../slack/notifications.ts'
import { type SlackAnswers, stubbedBot } from './stubs.ts'

/** When it is handled. */
const NOW = at(10)

/** A refusal for now, which names no time. */
const DOWN: SubmitOutcome = { type: 'postponed', failure: { title: 'Down' } }

/** Slack is away. */
const away: SlackAnswers = { card: async () => ({ type: 'postponed' }) }

/** Handles a notification that has no workflow yet. */
async function handle({
  outcome = DOWN,
  slack,
  ...changed
}: { outcome?: SubmitOutcome; slack?: SlackAnswers } & Partial<Notification>) {
  const { workflowUuid: _, ...saved } = aNotification({ submission: 'saved', createdAt: NOW, ...changed })
  const bot = stubbedBot({ notification: saved, facts: [], wakes: 0 }, { now: NOW, ...slack })
  let tries = 0
  const api = {
    ...bot.dependencies.api,
    async create() {
      tries += 1
      return outcome
    },
  }
  await createDueNotificationHandler({ ...bot.dependencies, api })(saved.id)
  return { ...bot, tries }
}

test('the time that the API asks for is kept with the refusal, also where the card comes round before', async () => {
  const { released, changes } = await handle({ outcome: { ...DOWN, retryAfterMs: 60_000 }, slack: away })
  expect(changes).toContainEqual({
    submission: 'saved',
    refusal: { title: 'Down' },
    submitAt: NOW + 60_000,
    submitTries: 1,
  })
  expect(released).toMatchObject([{ failures: 1, dueAt: NOW + 1000 }])
})

test('it is not submitted before that, and comes round for it', async () => {
  const { tries, released } = await handle({ submitAt: NOW + 1, submitTries: 1 })
  expect(tries).toBe(0)
  expect(released).toMatchObject([{ failures: 0, dueAt: NOW + 1 }])
})

test('it is submitted as soon as that is over', async () => {
  const outcome = { type: 'created' as const, workflowUuid: '00000000-0000-4000-8000-000000000001' }
  const { tries, released } = await handle({ outcome, submitAt: NOW, submitTries: 1 })
  expect(tries).toBe(1)
  expect(released).toMatchObject([{ failures: 0 }])
  expect(released[0]).not.toHaveProperty('dueAt')
})

test('what fails in Slack does not make it wait longer', async () => {
  const { changes } = await handle({ failures: 9, slack: away })
  expect(changes).toContainEqual(expect.objectContaining({ submitAt: NOW + 1000, submitTries: 1 }))
})

test('its own tries make it wait longer, and Slack does not wait for them', async () => {
  const { changes, released } = await handle({ submitAt: NOW, submitTries: 3, slack: away })
  expect(changes).toContainEqual(expect.objectContaining({ submitAt: NOW + 8000, submitTries: 4 }))
  expect(released).toMatchObject([{ failures: 1, dueAt: NOW + 1000 }])
})
