import { BOT_USER_ID } from './default-workspace.ts'
import type { JsonObject } from './json.ts'
import { contentArgument, TEXT_KEPT } from './message-content.ts'
import type { SlackConversation, StoredMessage } from './model.ts'
import { messageFields } from './payloads.ts'
import {
  argument,
  isSet,
  type MethodContext,
  MethodError,
  metadataArgument,
  visibleConversation,
  type WebMethod,
} from './web-method.ts'

/** Longest text of an edited message. Source: chat.update, msg_too_long ("4,000 characters"). */
const UPDATE_TEXT_MAX = 4000
const CHAT_WRITE = { token: 'bot', scopes: ['chat:write'] } as const

/** The methods that write messages. Source: their pages on docs.slack.dev. */
export const CHAT_METHODS: { [name: string]: WebMethod } = {
  'chat.postMessage': { ...writing(['channel']), run: postMessage },
  'chat.postEphemeral': { ...writing(['channel', 'user']), run: postEphemeral },
  'chat.update': { ...writing(['channel', 'ts']), run: update },
  'chat.delete': { ...writing(['channel', 'ts']), run: deleteMessage },
  'chat.getPermalink': { token: 'bot', required: ['channel', 'message_ts'], run: getPermalink },
}

function writing(required: string[]): { token: 'bot'; scopes: string[]; required: string[] } {
  return { ...CHAT_WRITE, scopes: [...CHAT_WRITE.scopes], required }
}

function postMessage(args: JsonObject, context: MethodContext): JsonObject {
  const conversation = postableConversation(args, context)
  const content = contentArgument(args, context)
  const metadata = metadataArgument(args)
  const threadTs = threadArgument(args, context, conversation)
  const message = context.workspace.addMessage({
    conversationId: conversation.id,
    userId: BOT_USER_ID,
    text: content.text,
    blocks: content.blocks,
    isBroadcast: threadTs !== undefined && isSet(args, 'reply_broadcast'),
    ...(metadata && Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...(threadTs === undefined ? {} : { threadTs }),
  })
  return { channel: conversation.id, ts: message.ts, message: messageFields(message) }
}

function postEphemeral(args: JsonObject, context: MethodContext): JsonObject {
  const conversation = postableConversation(args, context)
  const content = contentArgument(args, context)
  if ([...content.text].length >= TEXT_KEPT) throw new MethodError('msg_too_long')
  const userId = argument(args, 'user') ?? ''
  if (!conversation.memberIds.includes(userId)) throw new MethodError('user_not_in_channel')
  const threadTs = threadArgument(args, context, conversation)
  const message = context.workspace.addMessage({
    conversationId: conversation.id,
    userId: BOT_USER_ID,
    text: content.text,
    blocks: content.blocks,
    ephemeralTo: userId,
    ...(threadTs === undefined ? {} : { threadTs }),
  })
  return { message_ts: message.ts }
}

/** Omitted blocks go when a text is given; omitted metadata stays, `{}` removes it; blocks leave no "(edited)". */
function update(args: JsonObject, context: MethodContext): JsonObject {
  const { message, conversation } = ownMessage(args, context, 'cant_update_message')
  const content = contentArgument(args, context)
  if ([...content.text].length > UPDATE_TEXT_MAX) throw new MethodError('msg_too_long')
  const metadata = metadataArgument(args)
  if (content.hasText) message.text = content.text
  if (content.hasBlocks || content.hasText) message.blocks = content.blocks
  if (!content.hasBlocks) message.isEdited = true
  if (metadata && Object.keys(metadata).length === 0) delete message.metadata
  else if (metadata) message.metadata = metadata
  context.workspace.changed()
  return { channel: conversation.id, ts: message.ts, text: message.text, message: messageFields(message) }
}

function deleteMessage(args: JsonObject, context: MethodContext): JsonObject {
  const { message, conversation } = ownMessage(args, context, 'cant_delete_message')
  context.workspace.removeMessage(message)
  return { channel: conversation.id, ts: message.ts }
}

function getPermalink(args: JsonObject, context: MethodContext): JsonObject {
  const conversation = visibleConversation(context, argument(args, 'channel'), BOT_USER_ID)
  const ts = argument(args, 'message_ts') ?? ''
  const message = context.workspace.findMessage(conversation.id, ts)
  if (!message) throw new MethodError('message_not_found')
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${conversation.id}`
  const permalink = `${context.siteUrl}/archives/${conversation.id}/p${ts.replace('.', '')}${thread}`
  return { channel: conversation.id, permalink }
}

/** Where the bot may post: a user's id means their direct message. */
function postableConversation(args: JsonObject, context: MethodContext): SlackConversation {
  const id = argument(args, 'channel') ?? ''
  const user = context.workspace.findUser(id)
  if (user && !user.isBot) return context.workspace.directMessage(id).conversation
  const conversation = visibleConversation(context, id, BOT_USER_ID)
  if (conversation.isArchived) throw new MethodError('is_archived')
  const isMember = conversation.memberIds.includes(BOT_USER_ID)
  if (!isMember && !context.scopes.includes('chat:write.public')) throw new MethodError('not_in_channel')
  return conversation
}

/** The parent's ts; a reply's own ts starts no thread. Source: chat.postMessage, thread_ts. */
function threadArgument(args: JsonObject, context: MethodContext, conversation: SlackConversation) {
  const threadTs = argument(args, 'thread_ts')
  if (threadTs === undefined || threadTs === '') return undefined
  const parent = context.workspace.findMessage(conversation.id, threadTs)
  if (!parent || parent.threadTs !== undefined) throw new MethodError('thread_not_found')
  return threadTs
}

/** A message the bot may change; ephemeral ones are not to be found. Source: chat.update, "cannot update ephemeral messages". */
function ownMessage(
  args: JsonObject,
  context: MethodContext,
  refusal: string,
): { message: StoredMessage; conversation: SlackConversation } {
  const conversation = visibleConversation(context, argument(args, 'channel'), BOT_USER_ID)
  if (conversation.isArchived) throw new MethodError('is_inactive')
  const message = context.workspace.findMessage(conversation.id, argument(args, 'ts') ?? '')
  if (!message) throw new MethodError('message_not_found')
  if (message.userId !== BOT_USER_ID) throw new MethodError(refusal)
  return { message, conversation }
}
