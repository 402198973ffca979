import { createHash } from 'node:crypto'
import { type Cards, otherThreadOf, type ShownFacts } from '../bot/card-ports.ts'
import type { Notification } from '../bot/notification.ts'
import { type CardOptions, card } from './blocks/card.ts'
import { newsLines } from './blocks/news.ts'
import { reply } from './blocks/reply.ts'
import { slackBudgetOf } from './call-budgets.ts'
import { callSlack } from './call-outcome.ts'
import { findPosted } from './find-posted.ts'
import { metadataOf } from './metadata.ts'
import type { ClientsOf } from './web-clients.ts'
import { refusalNews } from './words/news.ts'

/** Links in texts are not unfolded: a card is to stay as it is. */
const PLAIN = { unfurl_links: false, unfurl_media: false } as const

/** Shows notifications through Slack's Web API. */
export function createCards(clientsOf: ClientsOf, options: { canCancel: boolean }): Cards {
  const linesOf = (notification: Notification, { facts, shown }: ShownFacts) => {
    const { messages, requesterId } = notification
    return facts.length > 0 ? newsLines(facts, { messages, requesterId, shown }) : refusalNews(notification)
  }
  /** A card in another thread than its own tells its story itself. */
  const contentOf = (notification: Notification, { facts, shown }: ShownFacts, age: Pick<CardOptions, 'asOf'>) => {
    const story = otherThreadOf(notification) === undefined ? {} : { story: facts }
    return card(notification, shown, { ...options, ...age, ...story })
  }
  return {
    budgetOf: slackBudgetOf,

    hash: (notification, story) =>
      createHash('sha256')
        .update(JSON.stringify(contentOf(notification, story, {})))
        .digest('hex'),

    post: (notification, story, { conversationId, threadTs, toSeq, ...age }) =>
      callSlack(async () => {
        const content = contentOf(notification, story, age)
        const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
        const metadata = metadataOf(notification, { what: 'card', toSeq })
        const { background } = await clientsOf(notification.teamId)
        const posted = await background.chat.postMessage({
          channel: conversationId,
          ...thread,
          ...content,
          ...PLAIN,
          metadata,
        })
        return { conversationId: posted.channel ?? conversationId, ts: posted.ts ?? '' }
      }),

    update: (notification, story, { conversationId, ts }, asOf) =>
      callSlack(async () => {
        const content = contentOf(notification, story, asOf === undefined ? {} : { asOf })
        const { background } = await clientsOf(notification.teamId)
        await background.chat.update({ channel: conversationId, ts, ...content })
      }),

    isNews: (notification, story) => linesOf(notification, story).length > 0,

    reply: (notification, news, { card: { conversationId, ts }, toSeq, isRepeated, isBroadcast }) =>
      callSlack(async () => {
        const metadata = metadataOf(notification, { what: 'reply', toSeq })
        const { background } = await clientsOf(notification.teamId)
        const place = { channel: conversationId, thread_ts: otherThreadOf(notification) ?? ts }
        const told = reply(notification, linesOf(notification, news), isRepeated)
        const content = { ...place, ...told, ...PLAIN, metadata }
        await background.chat.postMessage(isBroadcast ? { ...content, reply_broadcast: true } : content)
      }),

    find: (notification, posting) => findPosted(clientsOf, notification, posting),

    openDirectConversation: (teamId, userId) =>
      callSlack(async () => {
        const { background } = await clientsOf(teamId)
        const { channel } = await background.conversations.open({ users: userId })
        return channel?.id ?? userId
      }),
  }
}
