import type { Channel } from '../../failover/channel.ts'
import type { Fact, RecordedFact } from '../../failover/fact.ts'
import { isFailure, knownStatus } from '../../failover/message-status.ts'
import { isUnreached, type Progress } from '../../failover/progress.ts'
import { conditionOf, type WorkflowMessage } from '../../failover/workflow.ts'
import { reachedWords } from '../words/card.ts'
import { lateArrivalWords, lateStatusWords } from '../words/late.ts'
import { messageName } from '../words/message-names.ts'
import { afterAllWords, lateWords, NEWS } from '../words/news.ts'
import { failureAdvice, STATUS_SIGN } from '../words/states.ts'
import { lateEnd, latenessAt, metAtOf } from './card-late.ts'
import { dateToken, escapeText, shorten, timeToken } from './text.ts'

/** What a reply needs to know besides the facts. */
export interface NewsContext {
  messages: readonly WorkflowMessage[]
  requesterId: string
  /** The whole story so far: by how much something is late is counted from what was told before. */
  shown: Progress
}

/** From how long a story on its times of day alone would mislead, in milliseconds. */
const LONG_STORY_MS = 12 * 60 * 60_000

/** The lines that tell a batch of facts in the thread; empty when none of them changes what anybody knows. */
export function newsLines(facts: readonly RecordedFact[], context: NewsContext): string[] {
  const isLong = (facts.at(-1)?.at ?? 0) - (facts[0]?.at ?? 0) >= LONG_STORY_MS
  const tokenOf = isLong ? dateToken : timeToken
  return facts.flatMap(({ fact, at }) => {
    const line = newsLine(fact, at, context)
    return line === undefined ? [] : [`${tokenOf(at)}  ${line}`]
  })
}

/** What a fact is told as, without its time; undefined where it changes nothing that anybody knows. */
export function newsLine(fact: Fact, at: number, context: NewsContext): string | undefined {
  const { messages } = context
  const name = 'index' in fact && fact.index !== undefined ? messageName(fact.index, messages) : ''
  switch (fact.type) {
    case 'created':
    case 'revoking':
      return undefined
    case 'attempt':
      return fact.again ? NEWS.again(name) : undefined
    case 'accepted':
      return NEWS.accepted(fact, at, name, messages)
    case 'refused':
      return NEWS.refused(name, failureAdvice(fact.failure, 'answer', channelOf(fact.index, context)))
    case 'postponed':
      return NEWS.postponed(fact, name)
    case 'held':
      return NEWS.held(fact)
    case 'unanswered':
      return NEWS.unanswered(name)
    case 'receipt':
      return receiptLine(fact, at, name, context)
    case 'failover':
      return NEWS.failover(fact, name, messages)
    case 'revocation':
      return NEWS.revocation(fact, name)
    case 'cancel requested':
      return NEWS.cancelled(fact, messages)
    case 'skip requested':
      return NEWS.skipped(fact, name, messages)
    case 'not listening':
      return NEWS.notListening(fact)
    case 'ended':
      return endLine(fact, name, context)
  }
}

function channelOf(index: number, { messages }: NewsContext): Channel | undefined {
  return messages[index]?.channel
}

/** Characters of a status that is not documented. */
const STATUS_MAX = 40

function receiptLine(
  fact: Extract<Fact, { type: 'receipt' }>,
  at: number,
  name: string,
  context: NewsContext,
): string | undefined {
  const status = knownStatus(fact.status)
  if (!status) return NEWS.undocumented(name, escapeText(shorten(fact.status, STATUS_MAX)))
  if (fact.change === 'not believed') return NEWS.notBelieved(name, status)
  const isNews = fact.change === 'advanced' || fact.change === 'corrected'
  if (!isNews || status === 'submitted') return undefined
  const { glyph, word } = STATUS_SIGN[status]
  if (isFailure(status)) {
    const advice = fact.failure && failureAdvice(fact.failure, 'receipt', channelOf(fact.index, context))
    return NEWS.failed(glyph, name, advice === undefined ? { status } : { advice })
  }
  const isCorrected = fact.change === 'corrected'
  return NEWS.status(glyph, name, arrivalWords(fact, word.toLowerCase(), { at, isCorrected }, context))
}

function arrivalWords(
  { index, late }: Extract<Fact, { type: 'receipt' }>,
  status: string,
  { at, isCorrected }: { at: number; isCorrected: boolean },
  { messages, shown }: NewsContext,
): string {
  const word = isCorrected ? afterAllWords(status) : status
  if (!late) return word
  const lateness = latenessAt(at, index, messages, shown)
  if (lateness) return lateStatusWords({ ...lateness, status: word }, messages)
  const metAt = metAtOf(index, messages, shown)
  return metAt !== undefined && metAt < at ? word : lateWords(word)
}

function endLine(fact: Extract<Fact, { type: 'ended' }>, name: string, context: NewsContext): string {
  if (isUnreached(fact)) return NEWS.unreached(fact, context.requesterId)
  return fact.status === 'cancelled' ? NEWS.cancelledEnd(fact) : NEWS.done(fact, howReached(fact, name, context))
}

function howReached(fact: Extract<Fact, { type: 'ended' }>, name: string, { messages, shown }: NewsContext): string {
  const { index, late } = fact
  const message = index === undefined ? undefined : messages[index]
  if (!message) return ''
  const arrival = lateEnd(messages, shown)
  return arrival ? lateArrivalWords(arrival, messages) : reachedWords(conditionOf(message), name, late === true)
}
