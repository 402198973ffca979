/** @import {SeenMessage, SlackConversation} from '../slack/model.ts' */

/** @import {News} from './news.d.ts' */

/**
 * The messages of others in `after` that weren't in `before`, in order; `parentTs` tells replies.
 * @param {(Pick<SlackConversation, 'id'> & { messages: SeenMessage[] })[]} before
 * @param {(Pick<SlackConversation, 'id'> & { messages: SeenMessage[] })[]} after
 * @param {string} readerId
 * @returns {News[]}
 */
export function findNews(before, after, readerId) {
  const known = new Set(before.flatMap(allOf).map(keyOf))
  return after.flatMap(allOf).filter((one) => !known.has(keyOf(one)) && one.message.userId !== readerId)
}

/**
 * @param {Pick<SlackConversation, 'id'> & { messages: SeenMessage[] }} conversation
 * @returns {News[]}
 */
function allOf({ id, messages }) {
  return messages.flatMap((message) => [
    { conversationId: id, message, parentTs: undefined },
    ...message.replies.map((reply) => ({ conversationId: id, message: reply, parentTs: message.ts })),
  ])
}

/** @param {News} news */
function keyOf({ conversationId, message, parentTs }) {
  return `${conversationId} ${message.ts} ${parentTs ?? ''}`
}
