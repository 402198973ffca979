import type { types } from '@slack/bolt'
import type { NotificationStory } from '../../bot/notification.ts'
import { progress } from '../../failover/progress.ts'
import { card } from '../blocks/card.ts'
import { sectionsOf } from '../blocks/sections.ts'
import type { Senders } from '../notify-text.ts'
import { shortIdOf } from '../short-id.ts'
import { SANDBOX_WORDS } from '../words/card.ts'
import {
  channelsWords,
  HOME_HEADINGS,
  HOME_PURPOSE,
  homeFoot,
  homeTrouble,
  moreRunning,
  NOTHING_ENDED,
  NOTHING_RUNNING,
  notificationLine,
  RUN_BY_WORDS,
  receiptsWords,
} from '../words/home.ts'
import { openFormButton } from './open-form-button.ts'

/** Whether Backstop is set up so that messages go out and what becomes of them is heard. */
export interface SetupHealth {
  /** Who runs the workflows: our own engine, or a hosted Workflows API. */
  runBy: keyof typeof RUN_BY_WORDS
  /** When the latest receipt came; undefined where none ever did. */
  latestReceiptAt: number | undefined
}

/** A Home tab of known blocks alone. */
export type HomeTab = types.HomeView & { blocks: types.KnownBlock[] }

/** What somebody's Home tab shows. */
export interface HomeContent {
  /** The reader's, the newest first; those that have not ended, and those that have. */
  running: readonly NotificationStory[]
  ended: readonly NotificationStory[]
  /** More are running than are shown. */
  isCut: boolean
  senders: Senders
  health: SetupHealth
  isSandbox: boolean
  /** When all this was read. */
  asOf: number
}

/** The Home tab: the way to the form, what became of the reader's notifications, and whether all is set up. Pure. */
export function homeView(content: HomeContent): HomeTab {
  const { running, ended, isCut, senders, health } = content
  return home(content.isSandbox, [
    header(HOME_HEADINGS.running),
    ...sectionsOf(running.length > 0 ? running.map(lineOf) : [NOTHING_RUNNING]),
    ...(isCut ? sectionsOf([moreRunning(running.length)]) : []),
    header(HOME_HEADINGS.last),
    ...sectionsOf(ended.length > 0 ? ended.map(lineOf) : [NOTHING_ENDED]),
    header(HOME_HEADINGS.setUp),
    ...sectionsOf([
      channelsWords((channel) => senders[channel] !== undefined),
      RUN_BY_WORDS[health.runBy],
      receiptsWords(health.latestReceiptAt),
    ]),
    context(homeFoot(content.asOf)),
  ])
}

/** The Home tab where a bug kept its content away: the form still opens. */
export function troubledHomeView(reference: string, isSandbox: boolean): HomeTab {
  return home(isSandbox, sectionsOf([homeTrouble(reference)]))
}

function home(isSandbox: boolean, blocks: types.KnownBlock[]): HomeTab {
  return {
    type: 'home',
    blocks: [
      ...(isSandbox ? [context(SANDBOX_WORDS)] : []),
      header(HOME_HEADINGS.top),
      ...sectionsOf([HOME_PURPOSE]),
      { type: 'actions', elements: [{ ...openFormButton({}), style: 'primary' }] },
      ...blocks,
    ],
  }
}

function lineOf({ notification, facts }: NotificationStory): string {
  const { id, messages, createdAt } = notification
  const conversationId = notification.card?.conversationId ?? notification.conversationId
  const { text } = card(notification, progress(messages, facts), { canCancel: false })
  return notificationLine({
    id: shortIdOf(id),
    sentence: text,
    createdAt,
    // A direct message has no name that could be shown.
    ...(conversationId.startsWith('C') ? { conversationId } : {}),
  })
}

function header(text: string): types.HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text } }
}

function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] }
}
