import type { types } from '@slack/bolt'
import type { NotificationStory } from '../../bot/notification.ts'
import { progress } from '../../failover/progress.ts'
import { shortIdOf } from '../short-id.ts'
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
  if (stories.length === 0) return said(['Nothing is running: nothing of yours, and nothing of this conversation.'])
  return said([
    '*Running*: yours, and all of this conversation',
    ...stories.map((story) => lineOf(story)),
    ...(isCut ? [`There are more: these are the newest ${stories.length}`] : []),
    'More about one: `/notify status` with its id. To end one: `/notify cancel` with its id.',
  ])
}

/** Those that an id may mean, with more of their ids. */
export function ambiguousAnswer(stories: readonly NotificationStory[]): CardContent {
  return said([
    '⚠️ That id is not long enough: it may be any of these. Type more of it',
    ...stories.map((story) => lineOf(story, LONG_ID_DIGITS)),
  ])
}

function lineOf({ notification, facts }: NotificationStory, digits?: number): string {
  const { id, messages, requesterId, createdAt } = notification
  const { text } = card(notification, progress(messages, facts), { canCancel: false })
  return `• \`${shortIdOf(id, digits)}\` ${text} · <@${requesterId}> ${dateToken(createdAt)}`
}

function said(lines: readonly string[]): CardContent {
  const blocks: types.KnownBlock[] = sectionsOf([...lines])
  return { text: lines.join('\n'), blocks }
}
