import type { Shortcut, SlackConversation, SlackUser, SlashCommand } from './model.ts'

/** The sandbox's only team. */
export const TEAM = { id: 'T0SANDBOX', name: 'Sandbox', domain: 'sandbox' }
/** The app under test. */
export const APP_ID = 'A0BACKSTOP'
/** The app's bot, as `bot_id`. */
export const BOT_ID = 'B0BACKSTOP'
/** The app's bot as a member of conversations. */
export const BOT_USER_ID = 'U0BACKSTOP'
/** Who speaks Slack's own lines. */
export const SLACKBOT_ID = 'USLACKBOT'

/** The people of the sandbox and the app's bot. */
export const DEFAULT_USERS: SlackUser[] = [
  { id: 'U0ADA', name: 'ada', realName: 'Ada Lovelace', isBot: false },
  { id: 'U0BEN', name: 'ben', realName: 'Ben Okri', isBot: false },
  { id: BOT_USER_ID, name: 'backstop', realName: 'Backstop', isBot: true },
]

/** One conversation of each kind of access: the bot is in, may come in, can't see, and direct messages with and without it. */
export const DEFAULT_CONVERSATIONS: SlackConversation[] = [
  conversation('C0INCIDENTS', 'incidents', 'public', ['U0ADA', 'U0BEN', BOT_USER_ID]),
  conversation('C0RANDOM', 'random', 'public', ['U0ADA', 'U0BEN']),
  conversation('C0LEADERSHIP', 'leadership', 'private', ['U0ADA']),
  conversation('D0ADA', 'ada and backstop', 'im', ['U0ADA', BOT_USER_ID]),
  conversation('D0BEN', 'ben and backstop', 'im', ['U0BEN', BOT_USER_ID]),
  conversation('D0ADABEN', 'ada and ben', 'im', ['U0ADA', 'U0BEN']),
]

/** The scopes that the app's manifest asks for, no more; deliberately without `chat:write.public`. */
export const DEFAULT_SCOPES = ['app_mentions:read', 'commands', 'chat:write', 'im:write']

/** The one command the app declares. */
export const DEFAULT_COMMANDS: SlashCommand[] = [
  {
    command: '/notify',
    usageHint: '[number message | list | status | cancel id | again id | help]',
    description: 'Get a message through to a person',
  },
]

/** The shortcuts the app declares. */
export const DEFAULT_SHORTCUTS: Shortcut[] = [
  { type: 'global', callbackId: 'notify', name: 'Notify a person' },
  { type: 'message', callbackId: 'notify_about_message', name: 'Notify about this' },
]

/** The events the app's manifest subscribes to. */
export const DEFAULT_EVENTS = ['app_home_opened', 'app_mention', 'app_uninstalled', 'tokens_revoked']

function conversation(id: string, name: string, kind: SlackConversation['kind'], memberIds: string[]) {
  return { id, name, kind, memberIds, isArchived: false }
}
