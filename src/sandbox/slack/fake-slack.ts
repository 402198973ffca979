import type { Observe } from '../exchange.ts'
import type { FunctionDefinition, FunctionExecution } from './function-executions.ts'
import type { JsonObject } from './json.ts'
import type {
  ActionOutcome,
  ElementInput,
  Fault,
  JournalEntry,
  SeenMessage,
  Shortcut,
  SlackConversation,
  SlackUser,
  SlashCommand,
  StoredView,
  SubmitOutcome,
} from './model.ts'
import type { OAuthApp } from './oauth.ts'

/** Settings of a fake Slack; `startFakeSlack` in start-fake-slack.ts takes them. */
export interface FakeSlackOptions {
  /** Loopback, 127.0.0.1 unless said. */
  host?: '127.0.0.1'
  /** Any free port unless said. */
  port?: number
  signingSecret: string
  /** Good from the beginning; with `oauth` the beginning of each token that an installation gives. */
  botToken: string
  appToken: string
  /** The app is not installed until somebody does it by OAuth. */
  oauth?: OAuthApp
  /** Business time in milliseconds: message timestamps, rate limits, the 30 minutes of a response_url. */
  now: () => number
  /** Protocol time in milliseconds, real unless said: the 3 s of a trigger_id. */
  realNow?: () => number
  /** Real milliseconds for an ack; 3000 unless said. Source: Slack, "acknowledge within 3 seconds". */
  ackTimeoutMs?: number
  /** The bot's scopes; without `chat:write.public` it may post only where it is a member. */
  scopes?: string[]
  slashCommands?: SlashCommand[]
  shortcuts?: Shortcut[]
  /** Events the app has subscribed to. */
  events?: string[]
  /** The app's custom functions; none unless said. */
  functions?: FunctionDefinition[]
  /** Makes retries of events by itself, looking every 50 real ms; for the sandbox program, tests call `runDue`. */
  autoRun?: boolean
  /** Where the app listens (`${appUrl}/slack/events`); unset: Socket Mode. */
  appUrl?: string
  users?: SlackUser[]
  conversations?: SlackConversation[]
  /** Asked about each call that meets no fault which was set; what it answers goes wrong. */
  faultFor?: (method: string) => Fault | undefined
  /** Is shown each call and each delivery. */
  observe?: Observe
  /** Protects `/control/*`; a random one unless said. */
  controlToken?: string
  /** False answers no 429 by itself, for load measurements; true unless said. */
  hasRateLimits?: boolean
}

/** A running fake Slack: the services for the app, and the hands and eyes of its users. */
export interface FakeSlack {
  url: string
  /** For SLACK_API_URL; ends in `/api/`. */
  apiUrl: string
  controlToken: string
  teamId: string
  botUserId: string
  botId: string
  appId: string
  /** Sets where signed HTTP deliveries go; undefined turns to Socket Mode. */
  setAppUrl(url: string | undefined): void
  stop(): Promise<void>

  /** What users do. Each resolves when the app has acked or Slack has given up waiting; @throws ClientRefusal where no Slack client could do it. */
  typeCommand(input: { userId: string; conversationId: string; text: string }): Promise<ActionOutcome>
  click(input: ClickInput): Promise<ActionOutcome>
  clickInView(input: ClickInViewInput): Promise<ActionOutcome>
  /** Enters values without submitting. The view is the user's topmost unless said. */
  fillView(input: FillViewInput): Promise<ActionOutcome>
  /** Presses Enter in a text that is in a view. */
  pressEnter(input: PressEnterInput): Promise<ActionOutcome>
  submitView(input: Partial<FillViewInput> & { userId: string }): Promise<SubmitOutcome>
  /** Closes the topmost view; `all` (the × of the window) the whole stack. */
  closeView(input: { userId: string; viewId?: string; all?: boolean }): Promise<ActionOutcome>
  openAppHome(input: { userId: string }): Promise<ActionOutcome>
  shortcut(input: { userId: string; callbackId: string }): Promise<ActionOutcome>
  messageShortcut(input: {
    userId: string
    conversationId: string
    messageTs: string
    callbackId: string
  }): Promise<ActionOutcome>
  /** A workflow comes to the app's step. */
  runFunction(input: { callbackId: string; inputs?: JsonObject }): Promise<ActionOutcome & { executionId: string }>
  postAsUser(input: {
    userId: string
    conversationId: string
    text: string
    threadTs?: string
  }): Promise<ActionOutcome & { ts: string }>
  removeBot(conversationId: string): void
  inviteBot(conversationId: string): Promise<ActionOutcome>
  archive(conversationId: string): void
  /** Somebody removes the app from the workspace. */
  uninstall(): Promise<void>

  /** What is there to see. */
  users(): SlackUser[]
  conversations(): SlackConversation[]
  /** Messages in order, replies under their parent; with `as` only what that user sees, else everything. */
  messages(conversationId: string, view?: { as?: string }): SeenMessage[]
  /** The user's stack of modals, the topmost last. */
  openViews(userId: string): StoredView[]
  appHome(userId: string): StoredView | undefined
  /** Runs of the app's functions, in order. */
  functionExecutions(): FunctionExecution[]
  /** Number of Socket Mode connections. */
  socketCount(): number

  fault(fault: Fault): void
  /** While on, every Web API call and response_url is answered 503. */
  outage(on: boolean): void
  /** Holds back the next interaction of this type (`block_actions`…) until it is released; others overtake it. */
  holdNext(type: string): () => void
  /** Asks all Socket Mode connections to reconnect, as Slack does every few hours. */
  disconnectSockets(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void

  /** Makes each retry of an event that is due. */
  runDue(): Promise<void>

  journal(): JournalEntry[]
  /** Resolves as soon as a change makes the predicate true; rejects with the transcript after `timeoutMs` real milliseconds. */
  until(predicate: (slack: FakeSlack) => boolean | undefined, options?: { timeoutMs?: number }): Promise<void>
  /** All conversations with their threads as text, for a failing test. */
  transcript(): string
  /** Told of each change; returns how to stop listening. */
  onChange(listener: () => void): () => void
}

/** A click on, or a choice in, an element of a message; `value` is the option chosen, where there are options. */
export interface ClickInput {
  userId: string
  conversationId: string
  messageTs: string
  actionId: string
  /** Needed only where several blocks carry the same action id. */
  blockId?: string
  value?: ElementInput
}

/** A click on, or a choice in, an element of a view (the topmost modal unless `viewId` says another). */
export interface ClickInViewInput {
  userId: string
  viewId?: string
  actionId: string
  blockId?: string
  value?: ElementInput
}

/** Enter in a text of a view (the topmost modal unless `viewId` says another). */
export type PressEnterInput = Omit<ClickInViewInput, 'value'>

/** Values for the inputs of a view: block id → action id → value. */
export interface FillViewInput {
  userId: string
  viewId?: string
  values: { [blockId: string]: { [actionId: string]: ElementInput } }
}
