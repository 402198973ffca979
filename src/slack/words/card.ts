import type { Notification } from '../../bot/notification.ts'
import type { ConditionStatus } from '../../failover/message-status.ts'
import type { Failure } from '../../failover/state.ts'
import type { Usage } from '../../failover/usage.ts'
import { dateToken, escapeText, shorten } from '../blocks/text.ts'
import { shortIdOf } from '../short-id.ts'
import { failureWords, type Sign } from './states.ts'

/** What the card says first: glyph and word, then more of it; `plain` is the same without markup, for `text`. */
export type Headline = Sign & { detail: string; plain: string }

/** The workflow was refused, so that nothing was sent. */
export function refusedHeadline(refusal: Failure | undefined): Headline {
  const why = refusal ? `: ${failureWords(refusal)}` : ''
  const detail = `the Workflows API refused it${why}`
  return { glyph: '⚠️', word: 'Not sent', detail, plain: 'not sent, since the API refused it' }
}

/** Somebody cancelled before the workflow was handed over, so that nothing was sent; a mention, or a name. */
export function withdrawnHeadline(person: string): Headline {
  const detail = `by ${person}, before it was handed over: nothing was sent`
  return { glyph: '🛑', word: 'Cancelled', detail, plain: 'cancelled before it was handed over; nothing was sent' }
}

/** Nobody knows whether the workflow was taken. */
export const UNKNOWN_HEADLINE: Headline = {
  glyph: '❓',
  word: 'Unknown',
  detail: 'the Workflows API gave no answer. It is not submitted again by itself: check, then ask again',
  plain: 'not known whether it was sent',
}

/** The workflow could not be handed over yet. */
export function notTakenYetHeadline(refusal: Failure): Headline {
  const detail = `the Workflows API does not take it: ${failureWords(refusal)}. It is tried again`
  return { glyph: '⏳', word: 'Not sent yet', detail, plain: 'not sent yet' }
}

/** Nothing can be sent by anybody, with what an operator has to do. */
export function onHoldHeadline(detail: string): Headline {
  return { glyph: '⛔', word: 'On hold', detail, plain: 'on hold' }
}

/** A message is on its way to the API. */
export const SENDING_HEADLINE: Headline = { glyph: '⏳', word: 'Sending', detail: '', plain: 'being sent' }

/** A message was sent and is waited for. `next` goes at `deadlineAt`; where there is none, the wait ends then. */
export function waitingHeadline(
  condition: ConditionStatus,
  name: string,
  { deadlineAt, next }: { deadlineAt: number; next: string | undefined },
): Headline {
  const until =
    next === undefined
      ? `, until ${dateToken(deadlineAt)} at the latest`
      : ` until ${dateToken(deadlineAt)}, then ${next}`
  return {
    glyph: '⏳',
    word: 'Waiting',
    detail: `to be ${condition} on ${name}${until}`,
    plain: `waiting for it to be ${condition} on ${name}`,
  }
}

/** Somebody has cancelled while a message was being handed over: the end waits for what becomes of it. */
export function cancellingHeadline(person: string, message: string): Headline {
  const detail = `by ${person}, once it is known whether ${message} went out`
  return {
    glyph: '🛑',
    word: 'Cancelling',
    detail,
    plain: `being cancelled, once it is known whether ${message} went out`,
  }
}

/** `read on Messenger`, with `late` where the time that it took is not known. */
export function reachedWords(condition: ConditionStatus, name: string, isLate: boolean): string {
  return `${condition} on ${name}${isLate ? ', late' : ''}`
}

/** Who cancelled; a mention, or a name. */
export function cancelledWords(person: string): string {
  return `by ${person}`
}

/** `waits until tomorrow 22:10 to be read`. */
export function waitWords(deadlineAt: number, condition: ConditionStatus): string {
  return `waits until ${dateToken(deadlineAt)} to be ${condition}`
}

/** `not read in time`. */
export function unmetInTime(condition: ConditionStatus): string {
  return `not ${condition} in time`
}

/** A message that can't arrive any more. */
export const TAKEN_BACK = 'taken back'

/** What notifications and screen readers say of the card: a sentence without markup. */
export function cardSentence(recipients: string, state: string, quote: string): string {
  return `Notification by ${recipients}: ${state}. “${quote}”`
}

/** `N-7F3A2C · asked by @ada today at 22:13`. */
export function askedWords({ id, requesterId, createdAt }: Notification): string {
  return `${shortIdOf(id)} · asked by <@${requesterId}> ${dateToken(createdAt)}`
}

/** Which notification it repeats. */
export function againWords(againOf: string): string {
  return `sends ${shortIdOf(againOf)} again`
}

/** Characters of what the messages cost, of which the provider names the currencies. */
const COST_MAX = 100

/** What the messages have cost so far. */
export function costWords(usage: readonly Usage[]): string {
  const sums = usage.map(({ price, currency }) => `${price} ${currency}`)
  return escapeText(shorten(`cost ${sums.join(' + ')}`, COST_MAX))
}

/** From when it is what the card shows: how old it is where Slack holds its updates back. */
export function asOfWords(asOf: number): string {
  return `as of ${dateToken(asOf)}`
}

/** A card that was posted again since Slack did not answer. */
export const REPEATED_CARD_WORDS =
  'Slack gave no answer to the first try: this may be a repetition, and only this one is kept up to date'

/** Nothing of a sandbox goes to anybody's phone. */
export const SANDBOX_WORDS = '*SANDBOX* – nothing here is a real delivery'

/** How much of the story a card in a thread leaves out. */
export function earlierWords(count: number): string {
  return count === 1
    ? '_The first line is left out; it is in Details_'
    : `_The first ${count} lines are left out; they are in Details_`
}
