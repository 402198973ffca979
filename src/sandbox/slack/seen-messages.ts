import type { SeenMessage, StoredMessage } from './model.ts'
import type { Workspace } from './workspace.ts'

/** A conversation's messages with replies under their parent; with `as` only what that user sees, else everything. */
export function seenMessages(workspace: Workspace, conversationId: string, as?: string): SeenMessage[] {
  const conversation = workspace.findConversation(conversationId)
  if (!conversation) return []
  if (as !== undefined && conversation.kind !== 'public' && !conversation.memberIds.includes(as)) return []
  const visible = workspace.messages.filter(
    (message) =>
      message.conversationId === conversationId &&
      (as === undefined || message.ephemeralTo === undefined || message.ephemeralTo === as),
  )
  const see = (message: StoredMessage): SeenMessage => ({
    ...structuredClone(message),
    userName: workspace.findUser(message.userId)?.name ?? 'slackbot',
    replies: visible.filter((reply) => reply.threadTs === message.ts && reply !== message).map(see),
  })
  return visible.filter((message) => message.threadTs === undefined || message.isBroadcast).map(see)
}
