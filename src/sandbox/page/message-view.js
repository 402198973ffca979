/** One message, as everybody or as only one reader sees it. */
import { post } from './api.js'
import { blockNodes } from './blocks.js'
import { initialValue } from './controls.js'
import { element } from './element.js'
import { attempt } from './notices.js'
import { mrkdwnNodes } from './rich-text.js'
import { messageShortcuts } from './shortcuts.js'

/** @import {SeenMessage} from '../slack/model.ts' */
/** @import {Store} from './state.js' */

/**
 * A message for `keepChildren`. @param onThread opens its thread; left out where the thread is what is shown.
 * @param {SeenMessage} message
 * @param {Store} store
 * @param {(() => void) | undefined} onThread
 */
export function messageItem(message, store, onThread) {
  const { replies, ...own } = message
  const shownReplies = onThread ? [replies.length, replies.at(-1)?.ts] : []
  const { userId, slack } = store.state
  return {
    key: message.ts,
    signature: [own, shownReplies, userId, slack.conversations.map(({ name }) => name)],
    create: () => messageNode(message, store, onThread),
  }
}

/**
 * What a conversation or a thread can choose from, for the reader.
 * @param {Store} store
 */
export function choicesOf({ state }) {
  return {
    users: state.slack.users.map(({ id, realName }) => ({ id, text: realName })),
    conversations: state.slack.conversations
      .filter(({ memberIds }) => memberIds.includes(state.userId))
      .map(({ id, name, kind }) => ({ id, kind, text: kind === 'im' ? name : `#${name}` })),
  }
}

/**
 * @param {SeenMessage} message
 * @param {Store} store
 * @param {(() => void) | undefined} onThread
 */
function messageNode(message, store, onThread) {
  const isApp = message.userId === store.state.slack.botUserId
  const name = store.userName(message.userId)
  const isOnlyForReader = message.ephemeralTo !== undefined
  return element(
    'article',
    { class: `message${isOnlyForReader ? ' ephemeral' : ''}`, 'aria-label': `${name}, ${timeOf(message.ts)}` },
    element(
      'div',
      { class: `avatar ${avatarClass(message.userId, isApp, store)}`, 'aria-hidden': 'true' },
      name.slice(0, 1),
    ),
    element(
      'div',
      { class: 'message-body' },
      isOnlyForReader && element('div', { class: 'quiet' }, '👁 Only visible to you'),
      message.isBroadcast && onThread && element('div', { class: 'quiet' }, '↳ replied to a thread'),
      element(
        'div',
        { class: 'message-head' },
        element('strong', {}, name),
        isApp && element('span', { class: 'tag' }, 'APP'),
        element('time', { class: 'quiet' }, timeOf(message.ts)),
      ),
      ...contentNodes(message, store, onThread ? 'message' : 'reply'),
      message.isEdited && element('span', { class: 'quiet' }, ' (edited)'),
      threadButton(message, onThread),
    ),
    toolbar(message, store, onThread),
  )
}

/**
 * @param {SeenMessage} message
 * @param {Store} store
 * @param {string} place tells the same message in its conversation and at the head of its thread apart
 */
function contentNodes(message, store, place) {
  if (message.blocks.length === 0) return [element('div', { class: 'text' }, ...mrkdwnNodes(message.text, store))]
  const target = { conversationId: message.conversationId, messageTs: message.ts }
  const click = (/** @type {object} */ action) =>
    attempt(() => post('/slack/control/click', { userId: store.state.userId, ...target, ...action }))
  return blockNodes(message.blocks, {
    names: store,
    choices: choicesOf(store),
    scope: `${place}-${message.ts}`,
    valueOf: (_blockId, definition) => initialValue(definition),
    onAction: click,
    onInput: ({ isDispatched, ...input }) => void (isDispatched && click(input)),
  })
}

/**
 * @param {SeenMessage} message
 * @param {(() => void) | undefined} onThread
 */
function threadButton({ replies, threadTs }, onThread) {
  const last = replies.at(-1)
  if (!onThread || !last || threadTs !== undefined) return undefined
  const words = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`
  return element(
    'button',
    { type: 'button', class: 'link replies', on: { click: onThread } },
    words,
    element('span', { class: 'quiet' }, ` last at ${timeOf(last.ts)}`),
  )
}

/**
 * What is shown at a message's corner while somebody points at it, or works in it.
 * @param {SeenMessage} message
 * @param {Store} store
 * @param {(() => void) | undefined} onThread
 */
function toolbar(message, store, onThread) {
  if (message.ephemeralTo !== undefined) return undefined
  const reply =
    onThread && element('button', { type: 'button', class: 'button small', on: { click: onThread } }, 'Reply in thread')
  const more = messageShortcuts(message, store)
  return reply || more ? element('div', { class: 'message-tools' }, reply, more) : undefined
}

/**
 * @param {string} userId
 * @param {boolean} isApp
 * @param {Store} store
 */
function avatarClass(userId, isApp, store) {
  if (isApp) return 'app'
  if (userId === 'USLACKBOT') return 'slackbot'
  return userId === store.state.slack.users[0]?.id ? 'first' : 'second'
}

/** @param {string} ts seconds of business time, with a counter behind the dot */
function timeOf(ts) {
  return new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(
    new Date(Number.parseInt(ts, 10) * 1000),
  )
}
