import type { Notification } from '../../bot/notification.ts'
import type { Progress } from '../../failover/progress.ts'
import { conditionOf, type WorkflowMessage } from '../../failover/workflow.ts'
import {
  cancelledWords,
  cancellingHeadline,
  type Headline,
  notTakenYetHeadline,
  onHoldHeadline,
  reachedWords,
  refusedHeadline,
  SENDING_HEADLINE,
  UNKNOWN_HEADLINE,
  waitingHeadline,
  withdrawnHeadline,
} from '../words/card.ts'
import { lateArrivalWords } from '../words/late.ts'
import { messageName, theMessage } from '../words/message-names.ts'
import { END_WORDS, HOLD_WORDS, OUTCOME_SIGN, personWords } from '../words/states.ts'
import { lateCorrection, lateEnd } from './card-late.ts'
import { dateToken } from './text.ts'

/** How far a notification is: what comes next and by when, or how it ended, with what has corrected that since. */
export function headlineOf(notification: Notification, shown: Progress): Headline {
  const { submission, refusal, messages } = notification
  if (shown.outcome) return corrected(outcomeHeadline(shown, shown.outcome, messages), messages, shown)
  if (submission === 'refused') return refusedHeadline(refusal)
  if (submission === 'unknown') return UNKNOWN_HEADLINE
  if (submission === 'withdrawn') return withdrawnHeadline(personWords(notification.withdrawnBy ?? ''))
  if (submission === 'saved' && refusal) return notTakenYetHeadline(refusal)
  if (shown.cancelledBy !== undefined) {
    return cancellingHeadline(personWords(shown.cancelledBy), theMessage(shown.current, messages))
  }
  if (shown.hold) return onHoldHeadline(HOLD_WORDS[shown.hold])
  const deadlineAt = shown.messages[shown.current]?.deadlineAt
  const plan = messages[shown.current]
  if (deadlineAt === undefined || !plan) return SENDING_HEADLINE
  const next = messages[shown.current + 1] && messageName(shown.current + 1, messages)
  return waitingHeadline(conditionOf(plan), messageName(shown.current, messages), { deadlineAt, next })
}

type Outcome = NonNullable<Progress['outcome']>

function outcomeHeadline(shown: Progress, outcome: Outcome, messages: readonly WorkflowMessage[]): Headline {
  const sign = OUTCOME_SIGN[outcome.status]
  const when = dateToken(outcome.at)
  if (outcome.status === 'completed') {
    const how = howReached(shown, outcome, messages)
    if (how === undefined) return { ...sign, detail: when, plain: sign.word.toLowerCase() }
    return { ...sign, detail: `${how}, ${when}`, plain: how }
  }
  const why = END_WORDS[outcome.reason]
  if (outcome.status === 'cancelled') {
    const by = shown.cancelledBy === undefined ? why : cancelledWords(personWords(shown.cancelledBy))
    return { ...sign, detail: `${by}, ${when}`, plain: sign.word.toLowerCase() }
  }
  return { ...sign, detail: `${why}, ${when}`, plain: `${sign.word.toLowerCase()}: ${why}` }
}

function howReached(shown: Progress, outcome: Outcome, messages: readonly WorkflowMessage[]): string | undefined {
  const { index } = outcome
  const message = index === undefined ? undefined : messages[index]
  if (!message || index === undefined) return undefined
  const late = lateEnd(messages, shown)
  if (late) return lateArrivalWords(late, messages)
  return reachedWords(conditionOf(message), messageName(index, messages), outcome.late === true)
}

/** An outcome stays what it is (rule 6); what arrived after it is told beside it. */
function corrected(headline: Headline, messages: readonly WorkflowMessage[], shown: Progress): Headline {
  const late = lateCorrection(messages, shown)
  if (!late) return headline
  const words = lateArrivalWords(late, messages)
  return { ...headline, detail: `${headline.detail} · ${words}`, plain: `${headline.plain}; ${words}` }
}
