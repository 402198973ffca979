import { expect, test } from 'vitest'
import type { ShowOutcome } from '../../src/bot/card-ports.ts'
import { alertIfLost, type LostAnswer } from '../../src/slack/listeners/lost-answers.ts'

const CALL = { method: 'chat.postEphemeral', teamId: 'T1' }

test.each<[ShowOutcome<void>, LostAnswer[]]>([
  [{ type: 'done', value: undefined }, []],
  [{ type: 'not allowed', error: 'not_in_channel' }, []],
  [{ type: 'gone', error: 'thread_not_found' }, []],
  [{ type: 'postponed', retryAfterMs: 1000 }, [{ ...CALL, outcome: 'postponed' }]],
  [{ type: 'unanswered' }, [{ ...CALL, outcome: 'unanswered' }]],
  [{ type: 'locked out', error: 'missing_scope' }, [{ ...CALL, outcome: 'locked out', error: 'missing_scope' }]],
  [{ type: 'impossible', error: 'no_text' }, [{ ...CALL, outcome: 'impossible', error: 'no_text' }]],
])('an operator hears of what is theirs to mend, once and with Slack’s code: %j', (outcome, alerts) => {
  const told: LostAnswer[] = []
  alertIfLost(outcome, CALL, { answerLost: (answer) => void told.push(answer) })
  expect(told).toEqual(alerts)
})
