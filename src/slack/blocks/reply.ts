import { otherThreadOf } from '../../bot/card-ports.ts'
import type { Notification } from '../../bot/notification.ts'
import { channelNames, recipientNames } from '../words/message-names.ts'
import { aboutSentence, aboutWords, asSentence, REPETITION_LINE } from '../words/news.ts'
import type { CardContent } from './card.ts'
import { lastLines, sectionsOf } from './sections.ts'

/** Characters of a reply as notifications tell it; its blocks hold it all. */
const TEXT_MAX = 3000

/** Sections of a reply. Source: Slack, Block Kit, blocks of a message. */
const SECTIONS_MAX = 50

/** A reply that tells the lines, in the card's thread or in the one that the card itself is a reply in. Pure. */
export function reply(notification: Notification, news: readonly string[], isRepeated: boolean): CardContent {
  const { messages } = notification
  const isInOtherThread = otherThreadOf(notification) !== undefined
  const lines = [
    ...(isRepeated ? [REPETITION_LINE] : []),
    ...(isInOtherThread ? [aboutWords(notification, channelNames(messages))] : []),
    ...news,
  ]
  const spoken = [...news, ...(isRepeated ? [REPETITION_LINE] : [])].map((line) => asSentence(plain(line)))
  return {
    text: `${lastLines(spoken, TEXT_MAX).replaceAll('\n', ' ')} ${aboutSentence(notification, recipientNames(messages))}`,
    blocks: sectionsOf(lines).slice(-SECTIONS_MAX),
  }
}

/** A line without its time, which notifications have, and without markup but mentions, which are said as names. */
function plain(line: string): string {
  return line
    .replace(/^<!date[^>]*>/, '')
    .replace(/<!date[^|>]*\|([^>]*)>/g, '$1')
    .replace(/\*([^*]+)\*/g, '$1')
    .replace(/^[^\p{L}\p{N}<]+|_$/gu, '')
}
