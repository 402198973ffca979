import { BOT_USER_ID } from './default-workspace.ts'
import type { JsonObject } from './json.ts'
import type { SlackConversation, StoredMessage } from './model.ts'
import { messageFields } from './payloads.ts'
import {
  argument,
  isSet,
  type MethodContext,
  MethodError,
  page,
  requireScope,
  visibleConversation,
  type WebMethod,
} from './web-method.ts'

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read']
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history']
/** The kind of conversation each scope family opens. */
const SCOPE_FAMILY = { public: 'channels', private: 'groups', im: 'im' } as const

/** The methods about conversations. Source: their pages on docs.slack.dev. */
export const CONVERSATIONS_METHODS: { [name: string]: WebMethod } = {
  'conversations.list': { token: 'bot', scopes: READ, run: list },
  'conversations.info': {
    token: 'bot',
    scopes: READ,
    required: ['channel'],
    run: (args, context) => ({ channel: conversationObject(readable(args, context, 'read')) }),
  },
  'conversations.members': { token: 'bot', scopes: READ, required: ['channel'], run: members },
  'conversations.join': { token: 'bot', scopes: ['channels:join'], required: ['channel'], run: join },
  'conversations.open': {
    token: 'bot',
    scopes: ['im:write', 'mpim:write', 'groups:write', 'channels:manage'],
    run: open,
  },
  'conversations.history': { token: 'bot', scopes: HISTORY, required: ['channel'], run: history },
  'conversations.replies': { token: 'bot', scopes: HISTORY, required: ['channel', 'ts'], run: replies },
}

const TYPE_KINDS: { [type: string]: SlackConversation['kind'] | 'mpim' } = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
}

function list(args: JsonObject, context: MethodContext): JsonObject {
  const types = (argument(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim())
  const kinds = types.map((type) => TYPE_KINDS[type])
  if (kinds.includes(undefined)) throw new MethodError('invalid_types')
  for (const kind of kinds) if (kind && kind !== 'mpim') requireScope(context, [`${SCOPE_FAMILY[kind]}:read`])
  const seen = context.workspace.conversations.filter(
    (one) =>
      kinds.includes(one.kind) &&
      (one.kind === 'public' || one.memberIds.includes(BOT_USER_ID)) &&
      !(one.isArchived && isSet(args, 'exclude_archived')),
  )
  const { items, metadata } = page(seen, args, 100)
  return { channels: items.map(conversationObject), ...metadata }
}

function members(args: JsonObject, context: MethodContext): JsonObject {
  const { items, metadata } = page(readable(args, context, 'read').memberIds, args, 100)
  return { members: items, ...metadata }
}

function join(args: JsonObject, context: MethodContext): JsonObject {
  const conversation = visibleConversation(context, argument(args, 'channel'), BOT_USER_ID)
  if (conversation.kind !== 'public') throw new MethodError('method_not_supported_for_channel_type')
  if (conversation.isArchived) throw new MethodError('is_archived')
  const isMember = conversation.memberIds.includes(BOT_USER_ID)
  if (!isMember) conversation.memberIds.push(BOT_USER_ID)
  context.workspace.changed()
  return { channel: conversationObject(conversation), ...(isMember ? { warning: 'already_in_channel' } : {}) }
}

/** Only direct messages with one person; the app opens no groups. */
function open(args: JsonObject, context: MethodContext): JsonObject {
  const users = argument(args, 'users')
  if (users === undefined) {
    const conversation = visibleConversation(context, argument(args, 'channel'), BOT_USER_ID)
    if (conversation.kind !== 'im') throw new MethodError('method_not_supported_for_channel_type')
    return { channel: { id: conversation.id }, no_op: true, already_open: true }
  }
  requireScope(context, ['im:write'])
  const ids = users.split(',').map((id) => id.trim())
  if (ids.length > 1) throw new MethodError('method_not_supported_for_channel_type')
  const user = context.workspace.findUser(ids[0] ?? '')
  if (!user || user.isBot) throw new MethodError('user_not_found')
  const { conversation, isNew } = context.workspace.directMessage(user.id)
  return { channel: { id: conversation.id }, ...(isNew ? {} : { no_op: true, already_open: true }) }
}

function history(args: JsonObject, context: MethodContext): JsonObject {
  const conversation = readable(args, context, 'history')
  const threads = publicMessages(context, conversation).filter((one) => one.threadTs === undefined || one.isBroadcast)
  const { items, metadata } = page(inRange(threads, args).reverse(), args, 100)
  const messages = items.map((one) => shown(one, args, repliesOf(context, one)))
  return { messages, has_more: hasMore(metadata), ...metadata }
}

function replies(args: JsonObject, context: MethodContext): JsonObject {
  const conversation = readable(args, context, 'history')
  const found = context.workspace.findMessage(conversation.id, argument(args, 'ts') ?? '')
  if (!found) throw new MethodError('thread_not_found')
  const parentTs = found.threadTs ?? found.ts
  const thread = publicMessages(context, conversation).filter((one) => [one.ts, one.threadTs].includes(parentTs))
  const { items, metadata } = page(inRange(thread, args), args, 1000)
  const messages = items.map((one) => shown(one, args, repliesOf(context, one)))
  return { messages, has_more: hasMore(metadata), ...metadata }
}

function readable(args: JsonObject, context: MethodContext, what: 'read' | 'history'): SlackConversation {
  const conversation = visibleConversation(context, argument(args, 'channel'), BOT_USER_ID)
  requireScope(context, [`${SCOPE_FAMILY[conversation.kind]}:${what}`])
  if (what === 'history' && !conversation.memberIds.includes(BOT_USER_ID)) throw new MethodError('not_in_channel')
  return conversation
}

function publicMessages(context: MethodContext, conversation: SlackConversation): StoredMessage[] {
  return context.workspace.messages.filter(
    (message) => message.conversationId === conversation.id && message.ephemeralTo === undefined,
  )
}

function repliesOf(context: MethodContext, parent: StoredMessage): StoredMessage[] {
  return context.workspace.messages.filter(
    (message) =>
      message.conversationId === parent.conversationId &&
      message.threadTs === parent.ts &&
      message.ephemeralTo === undefined,
  )
}

function inRange(messages: StoredMessage[], args: JsonObject): StoredMessage[] {
  const isInclusive = isSet(args, 'inclusive')
  const oldest = argument(args, 'oldest')
  const latest = argument(args, 'latest')
  return messages.filter(
    ({ ts }) =>
      (oldest === undefined || Number(ts) > Number(oldest) || (isInclusive && ts === oldest)) &&
      (latest === undefined || Number(ts) < Number(latest) || (isInclusive && ts === latest)),
  )
}

/** Metadata is shown only on demand. Source: conversations.history, include_all_metadata. */
function shown(message: StoredMessage, args: JsonObject, under: StoredMessage[]): JsonObject {
  const { metadata, ...rest } = messageFields(message, under)
  return metadata !== undefined && isSet(args, 'include_all_metadata') ? { ...rest, metadata } : rest
}

function hasMore(metadata: JsonObject): boolean {
  return JSON.stringify(metadata) !== JSON.stringify({ response_metadata: { next_cursor: '' } })
}

function conversationObject(conversation: SlackConversation): JsonObject {
  const common = {
    id: conversation.id,
    created: 0,
    is_archived: conversation.isArchived,
    is_im: conversation.kind === 'im',
    is_private: conversation.kind !== 'public',
    num_members: conversation.memberIds.length,
  }
  if (conversation.kind === 'im')
    return { ...common, user: conversation.memberIds.find((id) => id !== BOT_USER_ID) ?? '' }
  return {
    ...common,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: conversation.kind === 'public',
    is_group: conversation.kind === 'private',
    is_mpim: false,
    is_general: false,
    is_member: conversation.memberIds.includes(BOT_USER_ID),
  }
}
