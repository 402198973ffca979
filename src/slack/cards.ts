import { createHash } from 'node:crypto'
import type { Cards, Notification } from '../bot/ports.ts'
import { card } from './blocks/card.ts'
import { newsLines } from './blocks/news.ts'
import { lastLines, sectionsOf } from './blocks/sections.ts'
import { callSlack } from './call-outcome.ts'
import type { WebClients } from './web-clients.ts'
import { refusalNews } from './words.ts'

/** Links in texts are not unfolded: a card is to stay as it is. */
const PLAIN = { unfurl_links: false, unfurl_media: false } as const

/** Characters of a reply as notifications tell it; its blocks hold it all. */
const REPLY_TEXT_MAX = 3000

/** Sections of a reply. Source: Slack, Block Kit, blocks of a message. */
const SECTIONS_MAX = 50

/** Shows notifications through Slack's Web API. */
export function createCards({ background }: WebClients, options: { canCancel: boolean }): Cards {
  return {
    hash: (notification, shown) =>
      createHash('sha256')
        .update(JSON.stringify(card(notification, shown, options)))
        .digest('hex'),

    post: (notification, shown, conversationId) =>
      callSlack(async () => {
        const content = card(notification, shown, options)
        const metadata = metadataOf(notification)
        const posted = await background.chat.postMessage({ channel: conversationId, ...content, ...PLAIN, metadata })
        return { conversationId: posted.channel ?? conversationId, ts: posted.ts ?? '' }
      }),

    update: (notification, shown, { conversationId, ts }) =>
      callSlack(async () => {
        await background.chat.update({ channel: conversationId, ts, ...card(notification, shown, options) })
      }),

    async reply(notification, facts, _shown, { conversationId, ts }) {
      const lines = facts.length > 0 ? newsLines(facts, notification) : refusalNews(notification)
      if (lines.length === 0) return { type: 'done', value: undefined }
      return callSlack(async () => {
        const text = lastLines(lines, REPLY_TEXT_MAX)
        const blocks = sectionsOf(lines).slice(-SECTIONS_MAX)
        const reply = { channel: conversationId, thread_ts: ts, text, blocks, ...PLAIN }
        await background.chat.postMessage({ ...reply, metadata: metadataOf(notification) })
      })
    },

    openDirectConversation: (_teamId, userId) =>
      callSlack(async () => {
        const { channel } = await background.conversations.open({ users: userId })
        return channel?.id ?? userId
      }),
  }
}

/** Ids only: whoever may read a conversation's history may read its metadata, too. */
function metadataOf({ id }: Notification) {
  return { event_type: 'backstop_notification', event_payload: { notification_id: id } }
}
