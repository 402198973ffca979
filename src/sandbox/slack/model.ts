import type { Json, JsonObject } from './json.ts'

/** A person or bot of the workspace. */
export interface SlackUser {
  id: string
  /** The handle, as in `user_name`. */
  name: string
  realName: string
  isBot: boolean
}

/** Slack's own "channel": a public or private one, or a direct message. */
export interface SlackConversation {
  id: string
  /** Without `#`; for a direct message a readable name that never goes over the wire. */
  name: string
  kind: 'public' | 'private' | 'im'
  memberIds: string[]
  isArchived: boolean
}

/** A message as it is kept, ephemeral ones included. */
export interface StoredMessage {
  ts: string
  conversationId: string
  /** Who wrote it: a user, the app's bot user, or `USLACKBOT` for Slack's own lines. */
  userId: string
  text: string
  blocks: JsonObject[]
  metadata?: JsonObject
  /** The parent's ts, for a reply. */
  threadTs?: string
  isBroadcast: boolean
  isEdited: boolean
  /** The only user who sees it. */
  ephemeralTo?: string
}

/** A modal or an App Home as it is kept. */
export interface StoredView {
  id: string
  userId: string
  type: 'modal' | 'home'
  rootViewId: string
  previousViewId?: string
  hash: string
  /** The view as the app gave it, with missing block and action ids filled in. */
  definition: JsonObject
  /** What the user has entered: block id → action id → state value. */
  values: { [blockId: string]: { [actionId: string]: JsonObject } }
  /** What is shown under a field after a refused submit, by block id. */
  errors: { [blockId: string]: string }
  /** The conversation in which it was opened, for `default_to_current_conversation`. */
  conversationId?: string
}

/** A slash command as the app's manifest declares it. */
export interface SlashCommand {
  /** With the slash. */
  command: string
  usageHint: string
  description: string
}

/** A shortcut as the app's manifest declares it. */
export interface Shortcut {
  type: 'global' | 'message'
  callbackId: string
  name: string
}

/** A message as a member sees it, with its thread. */
export interface SeenMessage extends StoredMessage {
  userName: string
  replies: SeenMessage[]
}

/** What a user may put into an element: text, an option's value, a user or conversation id; several for checkboxes; null empties it. */
export type ElementInput = string | string[] | null

/** What becomes of a delivery to the app. */
export type DeliveryStatus = 'acked' | 'operation_timeout' | 'dispatch_failed'

/** What a user sees of an action of theirs. */
export interface ActionOutcome {
  /** `none`: Slack's client answered by itself and nothing was delivered. */
  delivery: DeliveryStatus | 'none'
  /** Slack's own words to the user, where it has any. */
  notice?: string
}

/** What a user sees after a submit. */
export interface SubmitOutcome extends ActionOutcome {
  /** By block id, from the client's own checks or from the app; empty: accepted. */
  errors: { [blockId: string]: string }
}

/** One line of what happened between the app and Slack. */
export type JournalEntry = { /** Business time. */ at: number } & (
  | { kind: 'web_api'; method: string; arguments: JsonObject; httpStatus: number; answer: JsonObject }
  | { kind: 'response_url'; body: Json; httpStatus: number }
  | {
      kind: 'delivery'
      envelope: 'slash_commands' | 'interactive' | 'events_api'
      /** The payload's type (`block_actions`…), a command's name, an event's type. */
      name: string
      payload: JsonObject
      status: DeliveryStatus
      /** What the app put into its ack; null for an empty one. */
      ack: Json
      /** Why a delivery failed, for people. */
      detail?: string
    }
)

/** A fault for the next Web API calls that match it. */
export interface Fault {
  /** A method's name, or `*` (the default) for each. */
  method?: string
  /** Answered as `{ok:false,error}`. */
  error?: string
  /** Answered with this status; 429 carries `Retry-After`. */
  httpStatus?: number
  retryAfterSeconds?: number
  /** What `Retry-After` says in place of seconds; nothing for none. */
  retryAfterText?: string
  /** Answered with this text in place of JSON, with 200 unless `httpStatus` says otherwise. */
  bodyText?: string
  /** Half of the body comes; then the connection is cut, or nothing more comes. */
  bodyEnd?: 'cut' | 'stalled'
  /** Real milliseconds before the answer; a call that goes well has taken effect by then. */
  delayMs?: number
  /** Cuts the connection instead of an answer. */
  dropConnection?: boolean
  /** The call takes effect although its answer is a fault: posted, but the app can't know. */
  isProcessed?: boolean
  /** Number of calls it is for; 1 unless said. */
  times?: number
}
