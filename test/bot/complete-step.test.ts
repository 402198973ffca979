import { expect, test } from 'vitest'
import type { ShowOutcome } from '../../src/bot/card-ports.ts'
import { completeStep } from '../../src/bot/complete-step.ts'
import type { Progress } from '../../src/failover/progress.ts'
import { aNotification, at, shownAfter } from '../slack/notifications.ts'
import { stubbedBot } from './stubs.ts'

const NOTIFICATION = aNotification({ stepExecutionId: 'Fx1' })

/** Reached by the message with this index, of which no receipt was heard. */
function endedBy(index?: number): Progress {
  const by = index === undefined ? {} : { index }
  return shownAfter([9, { type: 'ended', status: 'completed', reason: 'final report', ...by }])
}

/** Tells the step so many seconds after the notification was asked for. */
async function complete(seconds: number, shown: Progress, answer: ShowOutcome<void>) {
  const bot = stubbedBot(
    { notification: NOTIFICATION, facts: [], wakes: 0 },
    { now: at(seconds), step: async () => answer },
  )
  const turn = { ...bot.dependencies, granted: undefined, urgency: 0 }
  const thrown = await completeStep(turn, NOTIFICATION, shown).then(
    () => undefined,
    (error: unknown) => error,
  )
  return { ...bot, thrown }
}

const DONE: ShowOutcome<void> = { type: 'done', value: undefined }

test.each([
  ['that was to be read', 0, 'read', 'messenger'],
  ['that is the last', 1, 'delivered', 'sms'],
  ['that is not named, so that it is the last', undefined, 'delivered', 'sms'],
] as const)('where no receipt came, a message %s has met its own condition', async (_name, index, status, channel) => {
  const { told } = await complete(10, endedBy(index), DONE)
  expect(told).toEqual([{ type: 'reached', status, channel, at: at(9) }])
})

test.each([
  ['no answer', { type: 'unanswered' }],
  ['a refusal that passes', { type: 'postponed' }],
] as const)('after %s the step is told after as long as it was tried for, from 1 s to 5 min', async (_name, answer) => {
  for (const [triedSeconds, waitsSeconds] of [
    [0, 1],
    [1, 1],
    [70, 70],
    [299, 299],
    [3600, 300],
  ] as const) {
    const { thrown, changes } = await complete(9 + triedSeconds, endedBy(0), answer)
    expect(thrown).toMatchObject({ pause: { type: 'at', at: at(9 + triedSeconds + waitsSeconds) } })
    expect(changes).toEqual([])
  }
})

test('a step of a workflow that was refused is tried from when it was asked for', async () => {
  const refused = { ...NOTIFICATION, submission: 'refused' as const }
  const bot = stubbedBot(
    { notification: refused, facts: [], wakes: 0 },
    { now: at(40), step: async () => ({ type: 'unanswered' }) },
  )
  const turn = { ...bot.dependencies, granted: undefined, urgency: 0 }
  await expect(completeStep(turn, refused, shownAfter())).rejects.toMatchObject({ pause: { at: at(80) } })
})

test('what Slack refuses for good is over, and the operator hears of it', async () => {
  const { thrown, changes, givenUp } = await complete(10, endedBy(0), { type: 'impossible', error: 'unknown_method' })
  expect(thrown).toBeUndefined()
  expect(changes).toEqual([{ isStepOver: true }])
  expect(givenUp).toEqual(['unknown_method'])
})
