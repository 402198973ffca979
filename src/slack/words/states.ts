import type { Channel } from '../../failover/channel.ts'
import { adviceOn, type FailureSource } from '../../failover/error-codes.ts'
import type { Fact, HoldReason, PostponeReason } from '../../failover/fact.ts'
import type { ConditionStatus, MessageStatus } from '../../failover/message-status.ts'
import type { Failure, LeaveReason, Outcome, RevocationResult } from '../../failover/state.ts'
import { escapeText, maskAddress, shorten } from '../blocks/text.ts'

/** A state as it is shown: never by a glyph alone, never by colour. */
export interface Sign {
  glyph: string
  word: string
}

/** The state of a message whose status is known. */
export const STATUS_SIGN: Readonly<Record<MessageStatus, Sign>> = {
  submitted: { glyph: '📤', word: 'Sent' },
  delivered: { glyph: '📬', word: 'Delivered' },
  read: { glyph: '👀', word: 'Read' },
  rejected: { glyph: '❌', word: 'Failed' },
  undeliverable: { glyph: '❌', word: 'Failed' },
}

/** The state of a message of which no status is known. */
export const STAGE_SIGN = {
  later: { glyph: '▫️', word: 'Waiting for its turn' },
  sending: { glyph: '⏳', word: 'Sending' },
  postponed: { glyph: '⏳', word: 'Not sent yet' },
  'on hold': { glyph: '⛔', word: 'On hold' },
  'maybe sent': { glyph: '❓', word: 'Maybe sent' },
  sent: { glyph: '📤', word: 'Sent' },
  refused: { glyph: '❌', word: 'Refused' },
  'not sent': { glyph: '▫️', word: 'Not sent' },
  /** A hosted API says nothing of a message but by receipts. */
  'no receipt': { glyph: '▫️', word: 'No receipt' },
  'not known': { glyph: '❓', word: 'Not known' },
} as const satisfies Record<string, Sign>

/** How a workflow ended. */
export const OUTCOME_SIGN: Readonly<Record<Outcome['status'], Sign>> = {
  completed: { glyph: '✅', word: 'Reached' },
  error: { glyph: '⚠️', word: 'Not reached' },
  cancelled: { glyph: '🛑', word: 'Cancelled' },
  unknown: { glyph: '❓', word: 'Outcome unknown' },
}

/** `not read`, `not delivered`. */
export function unmet(condition: ConditionStatus): string {
  return `not ${condition}`
}

/** Why sending waits although nothing is wrong with the message. */
export const POSTPONE_WORDS: Readonly<Record<PostponeReason, string>> = {
  'rate limit': 'the API asks us to wait (too many requests)',
  'server error': 'the API has an internal error',
  'no connection': 'the API could not be reached',
}

/** Why nothing can be sent, and what an operator has to do. */
export const HOLD_WORDS: Readonly<Record<HoldReason, string>> = {
  credentials: "the API refuses our credentials. An operator must check Backstop's Vonage settings",
  credit: 'the account is out of credit. An operator must top it up',
}

/** Why the workflow went on, before "sending … instead". */
export const LEAVE_WORDS: Readonly<Record<LeaveReason, string>> = {
  refused: 'was refused',
  failed: 'failed',
  expired: 'was not confirmed in time',
  'not accepted': 'could not be handed over in time',
  skipped: 'was skipped',
}

/** What came of taking a message back before the next one went, after its name. */
export const REVOCATION_WORDS: Readonly<Record<RevocationResult, string>> = {
  revoked: "was taken back, so that it can't arrive as well",
  refused: 'could not be taken back, so that it may still arrive',
  unanswered: 'may have been taken back: the API gave no answer, so that it may still arrive',
}

/** Why a workflow ended without reaching anybody, after "Not reached: ". */
export const END_WORDS: Readonly<Record<Extract<Fact, { type: 'ended' }>['reason'], string>> = {
  'condition met': 'the condition was met',
  refused: 'the last message was refused',
  failed: 'the last message failed',
  'no receipt': 'no receipt came for the last message, so nobody can say whether it arrived',
  'not accepted': 'the last message could not be handed over in time',
  'held too long': 'sending was on hold for 24 hours',
  cancelled: 'it was cancelled',
  'final report': 'the Workflows API reported an error',
  'no final report': 'the Workflows API sent no final report',
}

/** Characters of a failure that are shown, and of its code: the API may repeat in it all that it was sent. */
const FAILURE_MAX = { words: 200, code: 20 } as const

/** A failure in the API's own words, in one line; numbers in it are masked like any other. */
export function failureWords({ code, title, detail, parameters = [] }: Failure): string {
  const words = [title, detail].filter((part) => part !== undefined && part !== '').join(': ')
  const named = parameters.length > 0 ? ` (${parameters.join('; ')})` : ''
  const masked = `${words}${named}`.replace(/\+?(\d{8,})/g, (_, digits: string) => maskAddress(digits, 'number'))
  const shownCode = code === undefined ? '' : ` [${shorten(code, FAILURE_MAX.code)}]`
  return escapeText(`${shorten(masked, FAILURE_MAX.words)}${shownCode}`)
}

/** A failure in the API's own words, and what to do about it where its code is known. */
export function failureAdvice(failure: Failure, source: FailureSource, channel: Channel | undefined): string {
  const advice = channel && adviceOn(failure.code, source, channel)
  return `${failureWords(failure)}${advice === undefined ? '' : `. ${escapeText(advice)}`}`
}

/** Characters of the name of somebody who is no Slack user. */
const PERSON_MAX = 60

/** Somebody who clicked: a mention where it is a Slack user. */
export function personWords(by: string): string {
  return /^[UW][A-Z0-9]{2,}$/.test(by) ? `<@${by}>` : escapeText(shorten(by, PERSON_MAX))
}
