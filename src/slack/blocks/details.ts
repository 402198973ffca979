import type { types } from '@slack/bolt'
import type { NotificationStory } from '../../bot/notification.ts'
import { CHANNELS } from '../../failover/channel.ts'
import type { RecordedFact } from '../../failover/fact.ts'
import { type Progress, progress } from '../../failover/progress.ts'
import { addUsage, type Usage } from '../../failover/usage.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { askedWords, costWords } from '../words/card.ts'
import {
  addressWords,
  conditionWords,
  contentWords,
  detailsSentence,
  detailsTitle,
  entryWords,
  failureLine,
  idWords,
  leftOutWords,
  messageCostWords,
  messageTitle,
  numbersWords,
  providerClockWords,
  quietFactWords,
  TIMELINE_TITLE,
  uuidWords,
} from '../words/details.ts'
import { messageName } from '../words/message-names.ts'
import { failureAdvice } from '../words/states.ts'
import type { CardContent } from './card.ts'
import { headlineOf } from './card-headline.ts'
import { messageSign } from './card-lines.ts'
import { type NewsContext, newsLine } from './news.ts'
import { sectionsOf } from './sections.ts'
import { escapeText, maskAddress, shorten } from './text.ts'

/** Blocks of a message. Source: Slack, Block Kit. */
const BLOCKS_MAX = 50

/** Characters of an address; none that is right is so long. */
const ADDRESS_MAX = 100

/** Ids of one message that are shown: it is sent twice at most. */
const UUIDS_MAX = 4

/** Messages that get a section each, which sets them apart; of more, several share one. */
const OWN_SECTION_MAX = 10

/** All that is known of a notification, for who asks: the numbers in full for the requester alone. */
export function details({ notification, facts }: NotificationStory, viewerId: string): CardContent {
  const { id, messages, requesterId } = notification
  const shown = progress(messages, facts)
  const { glyph, word, detail, plain } = headlineOf(notification, shown)
  const isRequester = viewerId === requesterId
  const title = [
    detailsTitle(id, `${glyph} ${word}${detail === '' ? '' : ` · ${detail}`}`),
    ...idWords(notification),
    askedWords(notification),
    numbersWords(isRequester, requesterId),
  ]
  const plans = messages.map((_, index) => messageDetails({ notification, facts }, shown, { index, isRequester }))
  const head: types.KnownBlock[] = [
    ...sectionsOf([title.join('\n')]),
    { type: 'divider' },
    ...(plans.length <= OWN_SECTION_MAX ? plans.flatMap((plan) => sectionsOf([plan])) : sectionsOf(plans)),
    { type: 'divider' },
  ]
  return {
    text: detailsSentence(id, plain),
    blocks: [...head, ...timeline(facts, { messages, requesterId, shown }, BLOCKS_MAX - head.length)],
  }
}

function messageDetails(
  { notification, facts }: Omit<NotificationStory, 'wakes'>,
  shown: Progress,
  { index, isRequester }: { index: number; isRequester: boolean },
): string {
  const { messages } = notification
  const plan = messages[index]
  const made = shown.messages[index]
  if (!plan) return ''
  const { glyph, word } = messageSign(notification, made, shown)
  const uuids = uuidsOf(index, facts)
  const cost = costOf(index, facts)
  return [
    messageTitle(index, messageName(index, messages), `${glyph} ${word}`),
    addressWords(...addressesOf(plan, isRequester)),
    contentWords(plan.content),
    conditionWords(index, messages),
    ...(uuids.length === 0 ? [] : [uuidWords(uuids)]),
    ...(cost.length === 0 ? [] : [messageCostWords(costWords(cost))]),
    ...(made?.failure
      ? [failureLine(failureAdvice(made.failure, made.status === undefined ? 'answer' : 'receipt', plan.channel))]
      : []),
  ].join('\n')
}

/** To whom and from whom; the sender is ours, and no secret. */
function addressesOf({ channel, to, from }: WorkflowMessage, isRequester: boolean): [to: string, from: string] {
  const shown = (address: string) => escapeText(shorten(address, ADDRESS_MAX)).replaceAll('`', "'")
  return [shown(isRequester ? to : maskAddress(to, CHANNELS[channel].to)), shown(from)]
}

function uuidsOf(index: number, facts: readonly RecordedFact[]): string[] {
  const uuids = facts.flatMap(({ fact }) =>
    (fact.type === 'accepted' || fact.type === 'receipt') && fact.index === index ? [fact.messageUuid] : [],
  )
  return [...new Set(uuids.filter((uuid) => uuid !== undefined))].slice(0, UUIDS_MAX)
}

/** What its attempts cost; a receipt that repeats a price is no second one. */
function costOf(index: number, facts: readonly RecordedFact[]): Usage[] {
  const usages = new Map<number, Usage>()
  for (const { fact } of facts) {
    if (fact.type !== 'receipt' || fact.index !== index || !fact.usage || usages.has(fact.attempt)) continue
    usages.set(fact.attempt, fact.usage)
  }
  return addUsage([...usages.values()])
}

/** Every fact, with both clocks; the newest, where not all fit into so many blocks. */
function timeline(facts: readonly RecordedFact[], context: NewsContext, blocksMax: number): types.SectionBlock[] {
  const entries = facts.flatMap((recorded) => entryOf(recorded, context))
  const all = sectionsOf([TIMELINE_TITLE, ...entries])
  if (entries.length === 0) return []
  if (all.length <= blocksMax) return all
  const kept = all.slice(1 - blocksMax)
  const shown = kept.reduce((count, { text }) => count + (text?.text.split('\n').length ?? 0), 0)
  return [...sectionsOf([TIMELINE_TITLE, leftOutWords(entries.length - shown)]), ...kept]
}

function entryOf({ fact, at, providerAt }: RecordedFact, context: NewsContext): string[] {
  const line = newsLine(fact, at, context) ?? quietFactWords(fact, context.messages)
  if (line === undefined) return []
  return [entryWords(at, line, providerAt === undefined ? '' : providerClockWords(providerAt, at))]
}
