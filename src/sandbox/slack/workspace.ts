import { BOT_USER_ID, SLACKBOT_ID } from './default-workspace.ts'
import type { SlackConversation, SlackUser, StoredMessage } from './model.ts'

/** The state of the team: people, conversations, messages. Whoever changes it calls `changed`. */
export interface Workspace {
  now(): number
  users: SlackUser[]
  conversations: SlackConversation[]
  messages: StoredMessage[]
  findUser(id: string): SlackUser | undefined
  findConversation(id: string): SlackConversation | undefined
  /** A message everybody in the conversation sees. */
  findMessage(conversationId: string, ts: string): StoredMessage | undefined
  /** An ephemeral message, by its reader. */
  findEphemeral(conversationId: string, ts: string, userId: string): StoredMessage | undefined
  addMessage(message: NewMessage): StoredMessage
  removeMessage(message: StoredMessage): void
  /** Slack's own line, seen by one user. */
  addSlackLine(conversationId: string, userId: string, text: string): void
  /** The direct message of the bot with a user, made if need be. */
  directMessage(userId: string): { conversation: SlackConversation; isNew: boolean }
  /** The next id of its kind, such as `V00000001`. */
  nextId(prefix: string): string
  /** The next message timestamp, greater than each before. */
  nextTs(): string
  changed(): void
  onChange(listener: () => void): () => void
}

/** A message to keep; what is left out has its usual value. */
export type NewMessage = Pick<StoredMessage, 'conversationId' | 'userId' | 'text'> &
  Partial<Omit<StoredMessage, 'ts' | 'conversationId' | 'userId' | 'text'>>

/** A workspace that keeps all in memory; the lists given are copied. */
export function createWorkspace(options: {
  now: () => number
  users: SlackUser[]
  conversations: SlackConversation[]
}): Workspace {
  const listeners = new Set<() => void>()
  const nextTs = createTimestamps(options.now)
  let lastId = 0
  const workspace: Workspace = {
    now: options.now,
    users: structuredClone(options.users),
    conversations: structuredClone(options.conversations),
    messages: [],
    findUser: (id) => workspace.users.find((user) => user.id === id),
    findConversation: (id) => workspace.conversations.find((conversation) => conversation.id === id),
    findMessage: (conversationId, ts) => find(workspace, conversationId, ts, undefined),
    findEphemeral: (conversationId, ts, userId) => find(workspace, conversationId, ts, userId),
    addMessage(message) {
      const stored: StoredMessage = { blocks: [], isBroadcast: false, isEdited: false, ...message, ts: nextTs() }
      workspace.messages.push(stored)
      workspace.changed()
      return stored
    },
    removeMessage(message) {
      workspace.messages = workspace.messages.filter((other) => other !== message)
      workspace.changed()
    },
    addSlackLine(conversationId, userId, text) {
      workspace.addMessage({ conversationId, userId: SLACKBOT_ID, text, ephemeralTo: userId })
    },
    directMessage(userId) {
      const known = workspace.conversations.find(
        (one) => one.kind === 'im' && one.memberIds.includes(userId) && one.memberIds.includes(BOT_USER_ID),
      )
      if (known) return { conversation: known, isNew: false }
      const conversation: SlackConversation = {
        id: workspace.nextId('D'),
        name: `${workspace.findUser(userId)?.name ?? userId} and backstop`,
        kind: 'im',
        memberIds: [userId, BOT_USER_ID],
        isArchived: false,
      }
      workspace.conversations.push(conversation)
      workspace.changed()
      return { conversation, isNew: true }
    },
    nextId: (prefix) => `${prefix}${String(++lastId).padStart(8, '0')}`,
    nextTs,
    changed() {
      for (const listener of [...listeners]) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return workspace
}

function find(workspace: Workspace, conversationId: string, ts: string, ephemeralTo: string | undefined) {
  return workspace.messages.find(
    (message) => message.conversationId === conversationId && message.ts === ts && message.ephemeralTo === ephemeralTo,
  )
}

/** Timestamps `<seconds>.<6 digits>`, strictly increasing even where the clock stands still or goes back. */
function createTimestamps(now: () => number): () => string {
  let lastSeconds = 0
  let counter = 0
  return () => {
    const seconds = Math.max(lastSeconds, Math.floor(now() / 1000))
    counter = seconds === lastSeconds ? counter + 1 : 1
    lastSeconds = seconds
    return `${seconds}.${String(counter).padStart(6, '0')}`
  }
}
