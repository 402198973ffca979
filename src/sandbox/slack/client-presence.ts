import { actingUser, type ClientContext, joinedConversation, plainOutcome } from './client-context.ts'
import { BOT_USER_ID, TEAM } from './default-workspace.ts'
import { ClientRefusal } from './element-values.ts'
import { compact } from './json.ts'
import type { ActionOutcome } from './model.ts'
import { conversationFields, interactionPayload, messageFields, viewFields } from './payloads.ts'

/** A user opens the app's Home tab. */
export async function openAppHome(context: ClientContext, input: { userId: string }): Promise<ActionOutcome> {
  const user = actingUser(context, input.userId)
  const home = context.views.home(user.id)
  return context.sendEvent(
    compact({
      type: 'app_home_opened',
      user: user.id,
      channel: context.workspace.directMessage(user.id).conversation.id,
      tab: 'home',
      event_ts: context.workspace.nextTs(),
      view: home ? viewFields(home) : undefined,
    }),
  )
}

/** A user runs a global shortcut. */
export async function runShortcut(
  context: ClientContext,
  input: { userId: string; callbackId: string },
): Promise<ActionOutcome> {
  const user = actingUser(context, input.userId)
  requireShortcut(context, 'global', input.callbackId)
  const delivered = await context.deliver({
    envelope: 'interactive',
    payload: {
      ...interactionPayload('shortcut', user),
      callback_id: input.callbackId,
      action_ts: context.workspace.nextTs(),
      trigger_id: context.triggers.issue({ userId: user.id }),
    },
  })
  return plainOutcome(delivered.status)
}

/** A user runs a shortcut from a message's menu. */
export async function runMessageShortcut(
  context: ClientContext,
  input: { userId: string; conversationId: string; messageTs: string; callbackId: string },
): Promise<ActionOutcome> {
  const user = actingUser(context, input.userId)
  const conversation = joinedConversation(context, user.id, input.conversationId)
  requireShortcut(context, 'message', input.callbackId)
  const message = context.workspace.findMessage(conversation.id, input.messageTs)
  if (!message) throw new ClientRefusal(`no message ${input.messageTs} in ${conversation.id}`)
  const delivered = await context.deliver({
    envelope: 'interactive',
    payload: {
      ...interactionPayload('message_action', user),
      callback_id: input.callbackId,
      action_ts: context.workspace.nextTs(),
      message_ts: message.ts,
      message: messageFields(message),
      channel: conversationFields(conversation),
      response_url: context.responseUrls.issue({ conversationId: conversation.id, userId: user.id }),
      trigger_id: context.triggers.issue({ userId: user.id, conversationId: conversation.id }),
    },
  })
  return plainOutcome(delivered.status)
}

/** A user writes a message; the app hears of it where it is mentioned or, in its direct message, subscribed to `message.im`. */
export async function postAsUser(
  context: ClientContext,
  input: { userId: string; conversationId: string; text: string; threadTs?: string },
): Promise<ActionOutcome & { ts: string }> {
  const user = actingUser(context, input.userId)
  const conversation = joinedConversation(context, user.id, input.conversationId)
  if (conversation.isArchived) throw new ClientRefusal(`${conversation.id} is archived`)
  if (input.threadTs !== undefined && !context.workspace.findMessage(conversation.id, input.threadTs))
    throw new ClientRefusal(`no message ${input.threadTs} to reply to`)
  const message = context.workspace.addMessage({
    conversationId: conversation.id,
    userId: user.id,
    text: input.text,
    ...(input.threadTs === undefined ? {} : { threadTs: input.threadTs }),
  })
  if (!conversation.memberIds.includes(BOT_USER_ID)) return { delivery: 'none', ts: message.ts }
  const common = { ...messageFields(message), channel: conversation.id, event_ts: message.ts }
  const event =
    conversation.kind === 'im' ? { ...common, type: 'message', channel_type: 'im' } : { ...common, type: 'app_mention' }
  const isMeant = conversation.kind === 'im' || input.text.includes(`<@${BOT_USER_ID}>`)
  const outcome: ActionOutcome = isMeant ? await context.sendEvent(event) : { delivery: 'none' }
  return { ...outcome, ts: message.ts }
}

/** Somebody invites the bot. */
export async function inviteBot(context: ClientContext, conversationId: string): Promise<ActionOutcome> {
  const conversation = context.workspace.findConversation(conversationId)
  if (!conversation) throw new ClientRefusal(`no conversation ${conversationId}`)
  if (conversation.memberIds.includes(BOT_USER_ID)) return { delivery: 'none' }
  conversation.memberIds.push(BOT_USER_ID)
  context.workspace.changed()
  return context.sendEvent({
    type: 'member_joined_channel',
    user: BOT_USER_ID,
    channel: conversation.id,
    channel_type: conversation.kind === 'public' ? 'C' : 'G',
    team: TEAM.id,
    event_ts: context.workspace.nextTs(),
  })
}

function requireShortcut(context: ClientContext, type: 'global' | 'message', callbackId: string): void {
  const isKnown = context.shortcuts.some((one) => one.type === type && one.callbackId === callbackId)
  if (!isKnown) throw new ClientRefusal(`the app has no ${type} shortcut ${callbackId}`)
}
