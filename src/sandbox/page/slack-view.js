/** The Slack half: who is looking, the conversations, and the one that is shown. */
import { post } from './api.js'
import { createComposer } from './composer.js'
import { byId, element, keepChildren } from './element.js'
import { followEnd } from './follow-end.js'
import { messageItem } from './message-view.js'
import { attempt } from './notices.js'

/** @import {Conversation, Store} from './state.js' */

/** @param {Store} store */
export function startSlackView(store) {
  const composer = createComposer(store, 'conversation')
  byId('conversation-composer').append(composer.node)
  const scroll = followEnd(byId('messages'))
  store.onDraw(() => {
    drawUsers(store)
    drawConversations(store)
    drawHead(store)
    const conversation = store.conversation()
    if (!conversation) return
    const messages = conversation.messages.map((message) =>
      messageItem(message, store, () => store.chooseThread(message.threadTs ?? message.ts)),
    )
    const empty = { key: 'empty', signature: conversation.id, create: () => emptyNode(conversation, store) }
    keepChildren(byId('messages'), messages.length > 0 ? messages : [empty])
    scroll(`${store.state.userId} ${conversation.id}`)
    const isMember = conversation.memberIds.includes(store.state.userId)
    composer.show({
      target: `${store.state.userId} ${conversation.id}`,
      label: isMember ? `Message ${nameOf(conversation, store)}` : 'You are not in this conversation',
      isDisabled: !isMember || conversation.isArchived,
    })
  })
  return { focusComposer: composer.focus }
}

/**
 * How the reader calls a conversation: `#incidents`, or the other person's name.
 * @param {Conversation} conversation
 * @param {Store} store
 */
export function nameOf(conversation, store) {
  if (conversation.kind === 'public') return `#${conversation.name}`
  if (conversation.kind === 'private') return `🔒 ${conversation.name}`
  const others = conversation.memberIds.filter((id) => id !== store.state.userId)
  return others.map(store.userName).join(', ')
}

/** @param {Store} store */
function drawUsers(store) {
  const people = store.state.slack.users.filter((user) => !user.isBot)
  keepChildren(
    byId('users'),
    people.map(({ id, realName }) => {
      const isChosen = id === store.state.userId
      const choose = () => attempt(() => store.chooseUser(id))
      return {
        key: id,
        signature: [realName, isChosen],
        create: () =>
          element(
            'button',
            { type: 'button', class: 'user', 'aria-pressed': String(isChosen), title: realName, on: { click: choose } },
            realName.split(' ')[0],
          ),
      }
    }),
  )
}

/** @param {Store} store */
function drawConversations(store) {
  const { slack, conversationId, unread } = store.state
  keepChildren(
    byId('conversations'),
    slack.conversations.map((conversation) => {
      const isShown = conversation.id === conversationId
      const hasBot = conversation.memberIds.includes(slack.botUserId)
      const isUnread = unread.has(conversation.id)
      const name = nameOf(conversation, store)
      return {
        key: conversation.id,
        signature: [name, isShown, hasBot, isUnread, conversation.isArchived],
        create: () =>
          element(
            'button',
            {
              type: 'button',
              class: `conversation-link${isUnread ? ' unread' : ''}`,
              'aria-current': isShown ? 'true' : undefined,
              on: { click: () => store.chooseConversation(conversation.id) },
            },
            element('span', { class: 'conversation-name' }, name),
            isUnread && element('span', { class: 'dot', role: 'img', 'aria-label': 'unread' }),
            !hasBot && element('span', { class: 'hint', title: 'Backstop is not in this conversation' }, 'no bot'),
          ),
      }
    }),
  )
}

/** @param {Store} store */
function drawHead(store) {
  const conversation = store.conversation()
  if (!conversation) return
  const { botUserId } = store.state.slack
  const hasBot = conversation.memberIds.includes(botUserId)
  const change = (/** @type {string} */ action) => () =>
    attempt(() => post(`/slack/control/${action}`, { conversationId: conversation.id }).then(() => undefined))
  const members = conversation.memberIds.map(store.userName).join(', ')
  keepChildren(byId('conversation-head'), [
    {
      key: 'head',
      signature: [conversation.id, members, hasBot, conversation.isArchived, store.state.userId],
      create: () =>
        element(
          'div',
          { class: 'head-row' },
          element('h2', {}, nameOf(conversation, store)),
          element('span', { class: 'quiet members' }, members),
          conversation.isArchived && element('span', { class: 'tag' }, 'archived'),
          !hasBot && element('span', { class: 'hint' }, 'Backstop is not in this conversation'),
          conversation.kind !== 'im' &&
            element(
              'button',
              { type: 'button', class: 'button small', on: { click: change(hasBot ? 'remove-bot' : 'invite-bot') } },
              hasBot ? 'Remove bot' : 'Invite bot',
            ),
        ),
    },
  ])
}

/**
 * @param {Conversation} conversation
 * @param {Store} store
 */
function emptyNode(conversation, store) {
  const hint = conversation.name === 'incidents' ? ' Type /notify below to send a message to a person.' : ''
  return element('p', { class: 'empty' }, `This is the beginning of ${nameOf(conversation, store)}.${hint}`)
}
