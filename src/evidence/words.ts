import { CHANNELS } from '../failover/channel.ts'
import type { Fact, HoldReason, PostponeReason } from '../failover/fact.ts'
import type { EndReason, Failure, LeaveReason, RevocationResult } from '../failover/state.ts'

const POSTPONE_WORDS: Readonly<Record<PostponeReason, string>> = {
  'rate limit': 'the API asked to wait (too many requests)',
  'server error': 'the API had an internal error',
  'no connection': 'the API could not be reached',
}

const HOLD_WORDS: Readonly<Record<HoldReason, string>> = {
  credentials: 'the API refused the credentials',
  credit: 'the account was out of credit',
}

const LEAVE_WORDS: Readonly<Record<LeaveReason, string>> = {
  refused: 'it was refused',
  failed: 'it failed',
  expired: 'its condition was not met in time',
  'not accepted': 'it could not be handed over in time',
  skipped: 'it was skipped',
}

const END_WORDS: Readonly<Record<EndReason, string>> = {
  'condition met': 'the condition was met',
  refused: 'the last message was refused',
  failed: 'the last message failed',
  'no receipt': 'no receipt came for the last message',
  'not accepted': 'the last message could not be handed over in time',
  'held too long': 'sending was on hold for too long',
  cancelled: 'it was cancelled',
  'final report': 'the Workflows API reported it',
  'no final report': 'the Workflows API sent no final report',
}

const REVOCATION_WORDS: Readonly<Record<RevocationResult, string>> = {
  revoked: 'Taken back',
  refused: 'Could not be taken back',
  unanswered: 'Not known whether it was taken back',
}

const HANDED_OVER_WORDS = {
  yes: 'the message that was being handed over went out',
  no: 'the message that was being handed over did not go out',
  maybe: 'whether the message that was being handed over went out is not known',
} as const

/** A fact in plain words with its reason; instants in ISO 8601. Messages count from 1, as people count. */
export function factWords(fact: Fact): string {
  switch (fact.type) {
    case 'created':
      return 'The workflow was saved'
    case 'attempt':
      return `Attempt ${fact.attempt} began${fact.again ? ', since nothing was heard of the one before' : ''}`
    case 'accepted':
      return `Sent${fact.byReceipt ? ' (proved by a receipt alone)' : ''}; its condition counts until ${iso(fact.deadlineAt)}`
    case 'refused':
      return `Refused by the API: ${failureWords(fact.failure)}`
    case 'postponed':
      return `Not sent yet: ${POSTPONE_WORDS[fact.reason]}${withFailure(fact.failure)}; next try ${iso(fact.retryAt)}`
    case 'held':
      return `Sending is on hold: ${HOLD_WORDS[fact.reason]}${withFailure(fact.failure)}; next try ${iso(fact.retryAt)}`
    case 'unanswered':
      return 'Maybe sent: the API gave no answer'
    case 'receipt':
      return `Receipt: ${fact.status} (${fact.change}${fact.late ? ', late' : ''})${withFailure(fact.failure)}`
    case 'failover':
      return `Message ${fact.next + 1} is next: ${LEAVE_WORDS[fact.reason]}`
    case 'revoking':
      return 'Taking it back began, so that it can not arrive beside the next one'
    case 'revocation':
      return `${REVOCATION_WORDS[fact.result]}${withFailure(fact.failure)}`
    case 'cancel requested':
      return `Cancelled by ${fact.by}${duringWords(fact.during)}`
    case 'skip requested':
      return `Skipped by ${fact.by}${duringWords(fact.during)}`
    case 'not listening':
      return `Nobody listened from ${iso(fact.from)} to ${iso(fact.to)}`
    case 'ended':
      return endWords(fact)
    default:
      // A fact of a newer version than this.
      return ''
  }
}

/** `message 2`, and its channel as people call it; empty for what is of the whole workflow. */
export function messageWords(
  index: number | undefined,
  plan: readonly Record<string, unknown>[],
): { message: string; channel: string } {
  if (index === undefined) return { message: '', channel: '' }
  const channel = String(plan[index]?.channel ?? '')
  const label = Object.entries(CHANNELS).find(([name]) => name === channel)?.[1].label
  return { message: String(index + 1), channel: label ?? channel }
}

function endWords(fact: Extract<Fact, { type: 'ended' }>): string {
  const cost = fact.usage?.map(({ price, currency }) => `${price} ${currency}`).join(', ')
  return [
    `Ended as ${fact.status}: ${END_WORDS[fact.reason]}${fact.late ? ', late' : ''}`,
    ...(fact.handedOver ? [HANDED_OVER_WORDS[fact.handedOver]] : []),
    ...(cost ? [`cost ${cost}`] : []),
  ].join('; ')
}

function failureWords({ code, title, detail, parameters = [] }: Failure): string {
  const words = [title, detail, ...parameters].filter((part) => part !== undefined && part !== '').join(': ')
  return code === undefined ? words : `${words} [${code}]`
}

function withFailure(failure: Failure | undefined): string {
  return failure ? `: ${failureWords(failure)}` : ''
}

function duringWords(during: number | undefined): string {
  return during === undefined ? '' : ` while message ${during + 1} was being handed over`
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
