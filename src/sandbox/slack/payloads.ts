import { APP_ID, BOT_ID, BOT_USER_ID, TEAM } from './default-workspace.ts'
import { compact, type JsonObject } from './json.ts'
import type { SlackConversation, SlackUser, StoredMessage, StoredView } from './model.ts'

/** The old verification token; apps are to check the signature instead. */
const VERIFICATION_TOKEN = 'verification-token-of-the-sandbox'

/** What every payload says about the app. */
export const APP_FIELDS: JsonObject = { api_app_id: APP_ID, token: VERIFICATION_TOKEN }
const TEAM_FIELDS: JsonObject = { team: { id: TEAM.id, domain: TEAM.domain }, enterprise: null }
const NO_ENTERPRISE: JsonObject = { is_enterprise_install: false }

/** The fields of a slash command. Source: Slack, "Slash commands: preparing your app to receive commands". */
export function commandPayload(input: {
  user: SlackUser
  conversation: SlackConversation
  command: string
  text: string
  responseUrl: string
  triggerId: string
}): { [field: string]: string } {
  const names = { public: input.conversation.name, private: 'privategroup', im: 'directmessage' }
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: input.conversation.id,
    channel_name: names[input.conversation.kind],
    user_id: input.user.id,
    user_name: input.user.name,
    command: input.command,
    text: input.text,
    api_app_id: APP_ID,
    is_enterprise_install: 'false',
    response_url: input.responseUrl,
    trigger_id: input.triggerId,
  }
}

/** The user as interaction payloads name them. */
export function userFields(user: SlackUser): JsonObject {
  return { id: user.id, username: user.name, name: user.name, team_id: TEAM.id }
}

/** The conversation as interaction payloads name it. */
export function conversationFields(conversation: SlackConversation): JsonObject {
  const names = { public: conversation.name, private: 'privategroup', im: 'directmessage' }
  return { id: conversation.id, name: names[conversation.kind] }
}

/** What all interaction payloads begin with. */
export function interactionPayload(type: string, user: SlackUser): JsonObject {
  return { type, ...APP_FIELDS, ...TEAM_FIELDS, ...NO_ENTERPRISE, user: userFields(user) }
}

/** A message as the Web API and payloads show it. */
export function messageFields(message: StoredMessage, replies: StoredMessage[] = []): JsonObject {
  const isBot = message.userId === BOT_USER_ID
  return compact({
    type: 'message',
    user: message.userId,
    ts: message.ts,
    bot_id: isBot ? BOT_ID : undefined,
    app_id: isBot ? APP_ID : undefined,
    text: message.text,
    team: TEAM.id,
    blocks: message.blocks.length > 0 ? message.blocks : undefined,
    thread_ts: message.threadTs ?? (replies.length > 0 ? message.ts : undefined),
    reply_count: replies.length > 0 ? replies.length : undefined,
    latest_reply: replies.at(-1)?.ts,
    subtype: message.isBroadcast ? 'thread_broadcast' : undefined,
    edited: message.isEdited ? { user: message.userId, ts: message.ts } : undefined,
    metadata: message.metadata,
  })
}

/** A view as the Web API and payloads show it. */
export function viewFields(view: StoredView): JsonObject {
  const { definition } = view
  return {
    id: view.id,
    team_id: TEAM.id,
    type: view.type,
    blocks: definition.blocks ?? [],
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: definition.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: definition.clear_on_close ?? false,
    notify_on_close: definition.notify_on_close ?? false,
    close: definition.close ?? null,
    submit: definition.submit ?? null,
    previous_view_id: view.previousViewId ?? null,
    root_view_id: view.rootViewId,
    app_id: APP_ID,
    external_id: definition.external_id ?? '',
    app_installed_team_id: TEAM.id,
    bot_id: BOT_ID,
  }
}

/** An event in its envelope. Source: Slack, "Events API: callback field". */
export function eventPayload(event: JsonObject, eventId: string, timeSeconds: number): JsonObject {
  return {
    ...APP_FIELDS,
    team_id: TEAM.id,
    type: 'event_callback',
    event,
    event_id: eventId,
    event_time: timeSeconds,
    authorizations: [
      { enterprise_id: null, team_id: TEAM.id, user_id: BOT_USER_ID, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    context_team_id: TEAM.id,
  }
}
