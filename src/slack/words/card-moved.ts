import { NO_ANSWER, type Notification } from '../../bot/notification.ts'

/** Where a card was to be, and is not. */
interface LostPlace {
  /** A mention of it, where Slack shows one: a conversation of two other people's has none. */
  name: string
  /** Whether it is one of two people, to which nobody can be invited. */
  isOfTwo: boolean
  /** Whether the card was to be a reply in a thread of other people's. */
  isInThread: boolean
}

/** Why a card stands with the requester, and how the next one gets where it was asked for, by Slack's error code. */
export function movedWords(error: string, { conversationId, requesterId, threadTs }: Notification): string {
  const isInThread = threadTs !== undefined
  if (conversationId === requesterId) {
    return isInThread && error === 'thread_not_found' ? THREAD_GONE_FROM_HERE : GONE_FROM_HERE
  }
  const isOfTwo = conversationId.startsWith('D')
  const name = isOfTwo ? 'the conversation where you asked for it' : `<#${conversationId}>`
  return (REASONS[error] ?? cantPost)({ name, isOfTwo, isInThread })
}

const GONE_FROM_HERE = "The earlier card is gone or can't be edited any more, so this goes on here"

const THREAD_GONE_FROM_HERE = 'The thread is gone, so this goes on here'

/** By each error for which a card moves. Source: Slack, chat.postMessage and chat.update, errors. */
const REASONS: Readonly<Record<string, (place: LostPlace) => string>> = {
  cannot_reply_to_message: notAnswerable,
  channel_is_limited_access: notForAll,
  channel_not_found: notInvited,
  is_archived: closed,
  messages_tab_disabled: notForAll,
  not_in_channel: notInvited,
  restricted_action: notForAll,
  restricted_action_non_threadable_channel: noThreads,
  restricted_action_read_only_channel: notForAll,
  restricted_action_thread_locked: notAnswerable,
  restricted_action_thread_only_channel: threadsOnly,
  block_mismatch: cardGone,
  cant_update_message: cardGone,
  edit_window_closed: cardGone,
  is_inactive: closed,
  message_not_found: cardGone,
  [NO_ANSWER]: unanswered,
  thread_not_found: (place) => (place.isInThread ? threadGone(place) : cardGone(place)),
}

function unanswered({ name }: LostPlace): string {
  return `Slack gave no answer to what I posted in ${name}, more than once: what may stand there is not kept up to date, and this goes on here, for you alone`
}

function cantPost({ name }: LostPlace): string {
  return `I can't post in ${name}, so this is shown to you alone`
}

function notInvited(place: LostPlace): string {
  if (place.isOfTwo) return `I can't be in ${place.name}, so this is shown to you alone`
  return `${cantPost(place)}. Type \`/invite @Backstop\` there for the next time`
}

function notForAll({ name }: LostPlace): string {
  return `Only some people may post in ${name}, so this is shown to you alone`
}

function notAnswerable({ name }: LostPlace): string {
  return `Only some people may reply in the thread in ${name}, so this is shown to you alone`
}

function noThreads({ name }: LostPlace): string {
  return `There are no threads in ${name}, so this is shown to you alone`
}

function threadsOnly({ name }: LostPlace): string {
  return `Only replies in threads may be posted in ${name}, so this is shown to you alone`
}

function closed({ name }: LostPlace): string {
  return `Nothing can be posted in ${name} any more, since it is archived: this is shown to you alone`
}

function threadGone({ name }: LostPlace): string {
  return `The thread in ${name} is gone, so this is shown to you alone`
}

function cardGone({ name }: LostPlace): string {
  return `The card in ${name} is gone or can't be edited any more, so this goes on here, for you alone`
}
