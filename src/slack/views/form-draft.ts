import type { Channel } from '../../failover/channel.ts'
import type { ConditionStatus } from '../../failover/message-status.ts'

/** What a message of the form carries: the form's text, a text of its own, or what its channel can carry besides. */
export type DraftContent = 'text' | 'own text' | 'image' | 'file' | 'template'

/** A message as the form holds it: what was entered, right or wrong. */
export interface DraftMessage {
  /** Names the message for as long as the form is open, wherever it is moved to; unique in its form: `m3`. */
  key: string
  channel: Channel
  /** As it was typed. */
  to: string
  content: DraftContent
  ownText: string
  /** The address of an image or a file. */
  url: string
  caption: string
  templateName: string
  /** One in each line. */
  templateParameters: string
  /** BCP 47. */
  templateLocale: string
  condition: ConditionStatus
  /** A number of seconds that was chosen, beside what was typed before; or what was typed instead: `45m`. */
  expiry: { chosenSeconds: number; typed?: string } | { typed: string }
  /** Viber: when an undelivered message is dropped, as it was typed; empty for the channel's own time. */
  ttl: string
  /** Messenger: `response`, `update`, or the tag of a message outside the 24 hours; empty for what is usual. */
  messengerTag: string
}

/** What the form holds: nothing that was entered is lost while it is shown again and again. */
export interface FormDraft {
  /** Of all messages that have none of their own. */
  text: string
  messages: DraftMessage[]
  /**
   * The highest number of a key that the form ever had, where messages were removed: Slack may still know what was
   * entered under the ids of one. Source: Slack, modals, "Updating modals".
   */
  lastKeyNumber?: number
}

/** The highest number of a key that a form has, or ever had. */
export function lastKeyNumberOf({ messages, lastKeyNumber = 0 }: FormDraft): number {
  return Math.max(lastKeyNumber, ...messages.map(({ key }) => Number(/\d+$/.exec(key)?.[0] ?? 0)))
}
