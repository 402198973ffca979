import { describe, expect, test } from 'vitest'
import type { BotCancelAnswer, BotSkipAnswer } from '../../src/bot/bot.ts'
import { CLICK_FAILED, cancelAnswerWords, skipAnswerWords } from '../../src/slack/words/clicks.ts'

describe('who clicks Send next now is told', () => {
  test.each<[BotSkipAnswer, string | undefined]>([
    [{ type: 'skipped' }, undefined],
    [
      { type: 'handing over', index: 0 },
      'Message 1 is being handed over at this moment: message 2 goes as soon as that has ended.',
    ],
    [
      { type: 'not current', current: 1 },
      'Nothing was changed: by now it is the turn of message 2. Click again if that is to be skipped, too.',
    ],
    [
      { type: 'last message' },
      'Nothing was changed: this is the last message, and none follows it. Send it again, or cancel it.',
    ],
    [
      { type: 'too late', reason: 'condition met', status: 'completed' },
      'Too late to send the next message: it has ended already (the condition was met).',
    ],
    [{ type: "can't" }, 'The hosted Workflows API has no way to send the next message at once.'],
    [
      { type: 'not found' },
      'There is nothing to send: this notification has not been handed over, or is not known here.',
    ],
  ])('%j', (answer, words) => {
    expect(skipAnswerWords(answer)).toBe(words)
  })
})

describe('who clicks Cancel is told', () => {
  test.each<[BotCancelAnswer, string | undefined]>([
    [{ type: 'cancelled' }, undefined],
    [
      { type: 'handing over', index: 1 },
      'Cancelled, but message 2 was already being handed over. The card will say whether it went out.',
    ],
    [
      { type: 'too late', reason: 'cancelled', status: 'cancelled' },
      'Too late to cancel: it has ended already (it was cancelled).',
    ],
    [{ type: "can't" }, 'The hosted Workflows API has no way to cancel a workflow.'],
    [
      { type: 'not found' },
      'There is nothing to cancel: this notification has not been handed over, or is not known here.',
    ],
  ])('%j', (answer, words) => {
    expect(cancelAnswerWords(answer)).toBe(words)
  })
})

test.each(Object.entries(CLICK_FAILED))('a bug behind %s is told with the reference that finds it', (_name, words) => {
  expect(words('B-123')).toContain('(reference B-123)')
})
