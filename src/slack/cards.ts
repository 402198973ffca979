import { createHash } from 'node:crypto'
import type { Cards } from '../bot/card-ports.ts'
import type { Notification } from '../bot/notification.ts'
import type { RecordedFact } from '../failover/fact.ts'
import { card } from './blocks/card.ts'
import { newsLines } from './blocks/news.ts'
import { lastLines, sectionsOf } from './blocks/sections.ts'
import { slackBudgetOf } from './call-budgets.ts'
import { callSlack } from './call-outcome.ts'
import { findPosted } from './find-posted.ts'
import { metadataOf } from './metadata.ts'
import type { ClientsOf } from './web-clients.ts'
import { REPETITION_LINE, refusalNews } from './words/states.ts'

/** Links in texts are not unfolded: a card is to stay as it is. */
const PLAIN = { unfurl_links: false, unfurl_media: false } as const

/** Characters of a reply as notifications tell it; its blocks hold it all. */
const REPLY_TEXT_MAX = 3000

/** Sections of a reply. Source: Slack, Block Kit, blocks of a message. */
const SECTIONS_MAX = 50

/** Shows notifications through Slack's Web API. */
export function createCards(clientsOf: ClientsOf, options: { canCancel: boolean }): Cards {
  const linesOf = (notification: Notification, facts: readonly RecordedFact[]) =>
    facts.length > 0 ? newsLines(facts, notification) : refusalNews(notification)
  return {
    budgetOf: slackBudgetOf,

    hash: (notification, shown) =>
      createHash('sha256')
        .update(JSON.stringify(card(notification, shown, options)))
        .digest('hex'),

    post: (notification, shown, { conversationId, toSeq, ...late }) =>
      callSlack(async () => {
        const content = card(notification, shown, { ...options, ...late })
        const metadata = metadataOf(notification, { what: 'card', toSeq })
        const { background } = await clientsOf(notification.teamId)
        const posted = await background.chat.postMessage({ channel: conversationId, ...content, ...PLAIN, metadata })
        return { conversationId: posted.channel ?? conversationId, ts: posted.ts ?? '' }
      }),

    update: (notification, shown, { conversationId, ts }, asOf) =>
      callSlack(async () => {
        const content = card(notification, shown, { ...options, ...(asOf === undefined ? {} : { asOf }) })
        const { background } = await clientsOf(notification.teamId)
        await background.chat.update({ channel: conversationId, ts, ...content })
      }),

    isNews: (notification, facts) => linesOf(notification, facts).length > 0,

    reply: (notification, facts, { card: { conversationId, ts }, toSeq, isRepeated }) =>
      callSlack(async () => {
        const lines = [...(isRepeated ? [REPETITION_LINE] : []), ...linesOf(notification, facts)]
        const text = lastLines(lines, REPLY_TEXT_MAX)
        const blocks = sectionsOf(lines).slice(-SECTIONS_MAX)
        const metadata = metadataOf(notification, { what: 'reply', toSeq })
        const { background } = await clientsOf(notification.teamId)
        await background.chat.postMessage({ channel: conversationId, thread_ts: ts, text, blocks, ...PLAIN, metadata })
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
