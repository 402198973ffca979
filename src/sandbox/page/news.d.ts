import type { SeenMessage, SlackConversation } from '../slack/model.ts'

/** A message that wasn't there before. */
export interface News {
  conversationId: string
  message: SeenMessage
  parentTs: string | undefined
}

type Seen = Pick<SlackConversation, 'id'> & { messages: SeenMessage[] }

/** The messages of others in `after` that weren't in `before`, in order; `parentTs` tells replies. */
export function findNews(before: Seen[], after: Seen[], readerId: string): News[]
