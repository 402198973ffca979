import type { types } from '@slack/bolt'
import type { NotificationStory } from '../../bot/notification.ts'
import { progress } from '../../failover/progress.ts'
import { shortIdOf } from '../short-id.ts'
import {
  AMBIGUOUS_TITLE,
  listLine,
  NOTHING_RUNS,
  newestWords,
  RUNNING_HINT,
  RUNNING_TITLE,
} from '../words/notification-list.ts'
import { type CardContent, card } from './card.ts'
import { sectionsOf } from './sections.ts'
import { dateToken } from './text.ts'

/** Digits of an id where fewer are not enough to tell two apart. */
const LONG_ID_DIGITS = 8

/** A notification's card as somebody alone sees it: without its buttons. */
export function statusAnswer({ notification, facts }: NotificationStory): CardContent {
  const { text, blocks } = card(notification, progress(notification.messages, facts), { canCancel: false })
  return { text, blocks: blocks.filter(({ type }) => type !== 'actions') }
}

/** The notifications that are running, a line for each, and how to ask for more about one. */
export function runningAnswer(stories: readonly NotificationStory[], isCut: boolean): CardContent {
  if (stories.length === 0) return said([NOTHING_RUNS])
  return said([
    RUNNING_TITLE,
    ...stories.map((story) => lineOf(story)),
    ...(isCut ? [newestWords(stories.length)] : []),
    RUNNING_HINT,
  ])
}

/** Those that an id may mean, with more of their ids. */
export function ambiguousAnswer(stories: readonly NotificationStory[]): CardContent {
  return said([AMBIGUOUS_TITLE, ...stories.map((story) => lineOf(story, LONG_ID_DIGITS))])
}

function lineOf({ notification, facts }: NotificationStory, digits?: number): string {
  const { id, messages, requesterId, createdAt } = notification
  const { text } = card(notification, progress(messages, facts), { canCancel: false })
  return listLine(shortIdOf(id, digits), text, { asker: requesterId, at: dateToken(createdAt) })
}

function said(lines: readonly string[]): CardContent {
  const blocks: types.KnownBlock[] = sectionsOf([...lines])
  return { text: lines.join('\n'), blocks }
}
