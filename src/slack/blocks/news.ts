import type { Channel } from '../../failover/channel.ts'
import type { Fact, RecordedFact } from '../../failover/fact.ts'
import { isFailure, knownStatus } from '../../failover/message-status.ts'
import { isUnreached } from '../../failover/progress.ts'
import { conditionOf, type WorkflowMessage } from '../../failover/workflow.ts'
import {
  END_WORDS,
  failureAdvice,
  failureWords,
  HOLD_WORDS,
  LEAVE_WORDS,
  OUTCOME_SIGN,
  POSTPONE_WORDS,
  personWords,
  REVOCATION_WORDS,
  STATUS_SIGN,
  unmet,
} from '../words/states.ts'
import { dateToken, durationOf, escapeText, labelOf, shorten, timeToken } from './text.ts'

/** What a reply needs to know besides the facts. */
export interface NewsContext {
  messages: readonly WorkflowMessage[]
  requesterId: string
}

/** The lines that tell a batch of facts in the thread; empty when none of them changes what anybody knows. */
export function newsLines(facts: readonly RecordedFact[], context: NewsContext): string[] {
  return facts.flatMap(({ fact, at }) => {
    const line = lineOf(fact, at, context)
    return line === undefined ? [] : [`${timeToken(at)}  ${line}`]
  })
}

function lineOf(fact: Fact, at: number, context: NewsContext): string | undefined {
  const name = 'index' in fact && fact.index !== undefined ? nameOf(fact.index, context) : ''
  switch (fact.type) {
    case 'created':
      return undefined
    case 'attempt':
      return fact.again
        ? `🔁 *${name}* is sent again, since nothing was heard of the first attempt; it may arrive twice`
        : undefined
    case 'accepted':
      return acceptedLine(fact, at, name, context)
    case 'refused':
      return `❌ *${name}* was refused: ${failureAdvice(fact.failure, 'answer', channelOf(fact.index, context))}`
    case 'postponed':
      return `⏳ *${name}* is not sent yet: ${POSTPONE_WORDS[fact.reason]}. Next try ${timeToken(fact.retryAt)}`
    case 'held':
      return `⛔ Sending is on hold: ${HOLD_WORDS[fact.reason]}. Next try ${timeToken(fact.retryAt)}`
    case 'unanswered':
      return `❓ *${name}* may have been sent: the API gave no answer. Waiting for a receipt before it is sent again`
    case 'receipt':
      return receiptLine(fact, name, channelOf(fact.index, context))
    case 'failover':
      return failoverLine(fact, name, context)
    case 'revoking':
      return undefined
    case 'revocation':
      return revocationLine(fact, name)
    case 'cancel requested':
      return `🛑 ${personWords(fact.by)} cancelled${duringWords(fact.during, context)}`
    case 'skip requested':
      return `⏭ ${personWords(fact.by)} wants to go on from *${name}* now${duringWords(fact.during, context)}`
    case 'not listening':
      return `💤 Backstop was not running from ${dateToken(fact.from)} to ${dateToken(fact.to)}; what was due then is done now`
    case 'ended':
      return endLine(fact, name, context)
  }
}

function channelOf(index: number, { messages }: NewsContext): Channel | undefined {
  return messages[index]?.channel
}

/** A message by its channel, with its place where the channel occurs twice. */
function nameOf(index: number, { messages }: NewsContext): string {
  const message = messages[index]
  if (!message) return ''
  const isAlone = messages.filter(({ channel }) => channel === message.channel).length === 1
  return isAlone ? labelOf(message.channel) : `${labelOf(message.channel)} (message ${index + 1})`
}

function acceptedLine(
  fact: Extract<Fact, { type: 'accepted' }>,
  at: number,
  name: string,
  { messages }: NewsContext,
): string {
  const message = messages[fact.index]
  const proved = fact.byReceipt ? ' (the API gave no answer, but a receipt proves it)' : ''
  const isLast = fact.index === messages.length - 1
  if (!message || isLast) return `📤 *${name}* sent${proved}`
  const wait = durationOf(fact.deadlineAt - at)
  return `📤 *${name}* sent${proved}: ${wait} to be ${conditionOf(message)}, until ${timeToken(fact.deadlineAt)}`
}

/** Characters of a status that is not documented. */
const STATUS_MAX = 40

function receiptLine(
  fact: Extract<Fact, { type: 'receipt' }>,
  name: string,
  channel: Channel | undefined,
): string | undefined {
  const status = knownStatus(fact.status)
  if (!status) {
    const word = escapeText(shorten(fact.status, STATUS_MAX))
    return `❔ *${name}* is reported as “${word}”, a status that is not documented`
  }
  if (fact.change === 'not believed') {
    return `❔ *${name}* is reported as ${status} after it had arrived; not believed`
  }
  const isNews = fact.change === 'advanced' || fact.change === 'corrected'
  if (!isNews || status === 'submitted') return undefined
  const { glyph, word } = STATUS_SIGN[status]
  if (isFailure(status)) {
    const reason = fact.failure ? `: ${failureAdvice(fact.failure, 'receipt', channel)}` : ` (${status})`
    return `${glyph} *${name}* failed${reason}`
  }
  const afterAll = fact.change === 'corrected' ? ' after all' : ''
  return `${glyph} *${name}*: ${word.toLowerCase()}${afterAll}${fact.late ? ', late' : ''}`
}

function failoverLine(fact: Extract<Fact, { type: 'failover' }>, name: string, context: NewsContext): string {
  const next = nameOf(fact.next, context)
  const message = context.messages[fact.index]
  if (fact.reason === 'expired' && message?.failover) {
    const limit = durationOf(message.failover.expirySeconds * 1000)
    return `⏰ *${name}* ${unmet(message.failover.conditionStatus)} in ${limit}: sending *${next}*`
  }
  return `➡️ *${name}* ${LEAVE_WORDS[fact.reason]}: sending *${next}*`
}

function revocationLine(fact: Extract<Fact, { type: 'revocation' }>, name: string): string {
  const why = fact.failure ? ` (${failureWords(fact.failure)})` : ''
  return `↩️ *${name}* ${REVOCATION_WORDS[fact.result]}${why}`
}

function duringWords(during: number | undefined, context: NewsContext): string {
  return during === undefined ? '' : ` while *${nameOf(during, context)}* was already being handed over`
}

const HANDED_OVER_WORDS = {
  yes: 'the message that was being handed over went out',
  no: 'the message that was being handed over did not go out',
  maybe: 'whether the message that was being handed over went out is not known',
} as const

function endLine(fact: Extract<Fact, { type: 'ended' }>, name: string, { requesterId, messages }: NewsContext): string {
  const { glyph, word } = OUTCOME_SIGN[fact.status]
  const handedOver = fact.handedOver ? `; ${HANDED_OVER_WORDS[fact.handedOver]}` : ''
  if (isUnreached(fact)) {
    return `${glyph} <@${requesterId}> *${word}*: ${END_WORDS[fact.reason]}`
  }
  if (fact.status === 'cancelled') return `${glyph} *${word}*: nothing more is sent${handedOver}`
  const message = fact.index === undefined ? undefined : messages[fact.index]
  const how = message ? `: ${conditionOf(message)} on ${name}${fact.late ? ', late' : ''}` : ''
  return `${glyph} *Done*${how}${handedOver}`
}
