import type { types } from '@slack/bolt'
import type { Notification } from '../../bot/notification.ts'
import type { RecordedFact } from '../../failover/fact.ts'
import type { Progress } from '../../failover/progress.ts'
import { summaryOf } from '../../failover/workflow.ts'
import {
  againWords,
  askedWords,
  asOfWords,
  cardSentence,
  costWords,
  earlierWords,
  REPEATED_CARD_WORDS,
  SANDBOX_WORDS,
} from '../words/card.ts'
import { movedWords } from '../words/card-moved.ts'
import { recipientNames } from '../words/message-names.ts'
import { cardButtons } from './card-buttons.ts'
import { headlineOf } from './card-headline.ts'
import { messageLines } from './card-lines.ts'
import { newsLines } from './news.ts'
import { lastLines, sectionsOf } from './sections.ts'
import { escapeText, shorten } from './text.ts'

/** A message as chat.postMessage and chat.update take it. */
export interface CardContent {
  /** What notifications and screen readers say: a full sentence. */
  text: string
  blocks: types.KnownBlock[]
}

/** Characters of the message that the card shows, and that it is read out with; the rest is on the phone. */
const QUOTE_MAX = { shown: 300, spoken: 80 } as const

/** Characters of a story that is kept in the card, below those of a section to leave room for what is left out. */
const STORY_MAX = 2800

/** What a card depends on besides its notification. */
export interface CardOptions {
  /** Whether the API can cancel a workflow, and skip a message. */
  canCancel: boolean
  /** From when it is what the card shows; said where more is to come. */
  asOf?: number
  /** The story, on a card that stands in somebody else's thread and so has none of its own. */
  story?: readonly RecordedFact[]
}

/** The card: who, what, how far, what next and by when. Pure; the same input gives the same card. */
export function card(notification: Notification, shown: Progress, options: CardOptions): CardContent {
  const { messages } = notification
  const headline = headlineOf(notification, shown)
  const summary = messages[0] ? summaryOf(messages[0].content) : ''
  const quoted = (max: number) => escapeText(shorten(summary, max))
  return {
    text: cardSentence(recipientNames(messages), headline.plain, quoted(QUOTE_MAX.spoken)),
    blocks: [
      ...sectionsOf([
        `${headline.glyph}  *${headline.word}*${headline.detail ? ` · ${headline.detail}` : ''}\n>${quoted(QUOTE_MAX.shown)}`,
      ]),
      ...sectionsOf(messageLines(notification, shown)),
      ...(options.story ? storyBlocks(options.story, notification, shown) : []),
      context(remarks(notification, shown, options)),
      ...cardButtons(notification, shown, options.canCancel),
    ],
  }
}

/** The newest lines of the story, as many as fit into one section. */
function storyBlocks(facts: readonly RecordedFact[], notification: Notification, shown: Progress): types.KnownBlock[] {
  const { messages, requesterId } = notification
  const lines = newsLines(facts, { messages, requesterId, shown })
  if (lines.length === 0) return []
  const told = lastLines(lines, STORY_MAX).split('\n')
  const leftOut = lines.length - told.length
  return [{ type: 'divider' }, ...sectionsOf([...(leftOut > 0 ? [earlierWords(leftOut)] : []), ...told])]
}

/** What is beside the messages: whose it is, what it cost, and whatever is unusual about the card. */
function remarks(notification: Notification, shown: Progress, { asOf }: CardOptions): string[] {
  const { againOf, movedBecause, isRepeated, sandbox } = notification
  return [
    askedWords(notification),
    ...(againOf === undefined ? [] : [againWords(againOf)]),
    ...(shown.usage.length === 0 ? [] : [costWords(shown.usage)]),
    ...(movedBecause === undefined ? [] : [movedWords(movedBecause, notification)]),
    ...(isRepeated ? [REPEATED_CARD_WORDS] : []),
    ...(asOf === undefined ? [] : [asOfWords(asOf)]),
    ...(sandbox ? [SANDBOX_WORDS] : []),
  ]
}

function context(lines: string[]): types.ContextBlock {
  return { type: 'context', elements: lines.map((text) => ({ type: 'mrkdwn', text })) }
}
