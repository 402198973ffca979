import type { Notification } from '../../bot/notification.ts'
import type { Fact } from '../../failover/fact.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { conditionOf } from '../../failover/workflow.ts'
import { dateToken, durationOf, timeToken } from '../blocks/text.ts'
import { shortIdOf } from '../short-id.ts'
import { messageName } from './message-names.ts'
import {
  END_WORDS,
  failureWords,
  HOLD_WORDS,
  LEAVE_WORDS,
  OUTCOME_SIGN,
  POSTPONE_WORDS,
  personWords,
  REVOCATION_WORDS,
  unmet,
} from './states.ts'

type Of<Type extends Fact['type']> = Extract<Fact, { type: Type }>
type Messages = readonly WorkflowMessage[]

/** A line of the thread for each kind of fact, without its time. `name` is the message's. */
export const NEWS = {
  again: (name: string) =>
    `🔁 *${name}* is sent again, since nothing was heard of the first attempt; it may arrive twice`,

  accepted(fact: Of<'accepted'>, at: number, name: string, messages: Messages): string {
    const message = messages[fact.index]
    const proved = fact.byReceipt ? ' (the API gave no answer, but a receipt proves it)' : ''
    const isLast = fact.index === messages.length - 1
    if (!message || isLast) return `📤 *${name}* sent${proved}`
    const wait = durationOf(fact.deadlineAt - at)
    return `📤 *${name}* sent${proved}: ${wait} to be ${conditionOf(message)}, until ${dateToken(fact.deadlineAt)}`
  },

  refused: (name: string, advice: string) => `❌ *${name}* was refused: ${advice}`,

  postponed: ({ reason, retryAt }: Of<'postponed'>, name: string) =>
    `⏳ *${name}* is not sent yet: ${POSTPONE_WORDS[reason]}. Next try ${timeToken(retryAt)}`,

  held: ({ reason, retryAt }: Of<'held'>) =>
    `⛔ Sending is on hold: ${HOLD_WORDS[reason]}. Next try ${timeToken(retryAt)}`,

  unanswered: (name: string) =>
    `❓ *${name}* may have been sent: the API gave no answer. Waiting for a receipt before it is sent again`,

  undocumented: (name: string, word: string) =>
    `❔ *${name}* is reported as “${word}”, a status that is not documented`,

  notBelieved: (name: string, status: string) =>
    `❔ *${name}* is reported as ${status} after it had arrived; not believed`,

  failed: (glyph: string, name: string, why: { advice: string } | { status: string }) =>
    `${glyph} *${name}* failed${'advice' in why ? `: ${why.advice}` : ` (${why.status})`}`,

  status: (glyph: string, name: string, words: string) => `${glyph} *${name}*: ${words}`,

  failover(fact: Of<'failover'>, name: string, messages: Messages): string {
    const next = messageName(fact.next, messages)
    const message = messages[fact.index]
    if (fact.reason === 'expired' && message?.failover) {
      const limit = durationOf(message.failover.expirySeconds * 1000)
      return `⏰ *${name}* ${unmet(message.failover.conditionStatus)} in ${limit}: sending *${next}*`
    }
    return `➡️ *${name}* ${LEAVE_WORDS[fact.reason]}: sending *${next}*`
  },

  revocation({ failure, result }: Of<'revocation'>, name: string): string {
    const why = failure ? ` (${failureWords(failure)})` : ''
    return `↩️ *${name}* ${REVOCATION_WORDS[result]}${why}`
  },

  cancelled: ({ by, during }: Of<'cancel requested'>, messages: Messages) =>
    `🛑 ${personWords(by)} cancelled${duringWords(during, messages)}`,

  skipped: ({ by, during }: Of<'skip requested'>, name: string, messages: Messages) =>
    `⏭ ${personWords(by)} wants to go on from *${name}* now${duringWords(during, messages)}`,

  notListening: ({ from, to }: Of<'not listening'>) =>
    `💤 Backstop was not running from ${dateToken(from)} to ${dateToken(to)}; what was due then is done now`,

  unreached: ({ status, reason }: Of<'ended'>, requesterId: string) =>
    `${OUTCOME_SIGN[status].glyph} <@${requesterId}> *${OUTCOME_SIGN[status].word}*: ${END_WORDS[reason]}`,

  cancelledEnd: ({ status, handedOver }: Of<'ended'>) =>
    `${OUTCOME_SIGN[status].glyph} *${OUTCOME_SIGN[status].word}*: nothing more is sent${handedOverWords(handedOver)}`,

  done: ({ status, handedOver }: Of<'ended'>, how: string) =>
    `${OUTCOME_SIGN[status].glyph} *Done*${how === '' ? '' : `: ${how}`}${handedOverWords(handedOver)}`,
} as const

/** A status that came late, where it is not known by how much. */
export function lateWords(status: string): string {
  return `${status}, late`
}

/** A status that comes after a failure, and takes it back. */
export function afterAllWords(status: string): string {
  return `${status} after all`
}

const HANDED_OVER_WORDS = {
  yes: '; the message that was being handed over went out',
  no: '; the message that was being handed over did not go out',
  maybe: '; whether the message that was being handed over went out is not known',
} as const

function handedOverWords(handedOver: Of<'ended'>['handedOver']): string {
  return handedOver ? HANDED_OVER_WORDS[handedOver] : ''
}

function duringWords(during: number | undefined, messages: Messages): string {
  return during === undefined ? '' : ` while *${messageName(during, messages)}* was already being handed over`
}

/** What is told in the thread where no workflow came of it, so that there are no facts to tell. */
export function refusalNews({ submission, refusal, withdrawnBy, requesterId }: Notification): string[] {
  if (submission === 'refused') {
    return [`⚠️ <@${requesterId}> *Not sent*: the Workflows API refused it: ${refusal ? failureWords(refusal) : ''}`]
  }
  if (submission === 'withdrawn') {
    return [`🛑 ${personWords(withdrawnBy ?? '')} cancelled before it was handed over: nothing was sent`]
  }
  if (submission !== 'unknown') return []
  return [
    `❓ <@${requesterId}> *Not known whether it was sent*: the Workflows API gave no answer. It is not submitted again by itself`,
  ]
}

/** Says which card of a thread the lines below it are about. */
export function aboutWords({ id }: Pick<Notification, 'id'>, channels: string): string {
  return `*${shortIdOf(id)}* by ${channels}:`
}

/** Ends what notifications and screen readers say of a reply: which notification it is about, and to whom that goes. */
export function aboutSentence({ id }: Pick<Notification, 'id'>, recipients: string): string {
  return `This is about ${shortIdOf(id)}, by ${recipients}.`
}

/** A line as they say it. */
export function asSentence(line: string): string {
  return `${line}.`
}

/** Begins a reply after one that Slack did not answer, where nobody can look up whether it was posted. */
export const REPETITION_LINE = '🔁 _Slack gave no answer to the last reply: this may be a repetition_'
