import type { DraftContent } from '../views/form-draft.ts'
import type { MessageField } from '../views/form-fields.ts'

/** What stands around the fields of the form. Titles and buttons: 24 characters. Source: Slack, Block Kit, modal. */
export const FORM_WORDS = {
  title: 'Notify a person',
  send: 'Send',
  sendAgain: 'Send again',
  close: 'Close',
  loading: '⏳ One moment, your last settings are being read. If nothing else comes, close this and open it again.',
  sandbox: '*SANDBOX* – nothing here is a real delivery',
  text: 'Text',
  textHint: 'Goes with every message that has nothing of its own.',
  conversation: 'Where to show it',
  conversationHint: 'Without one: in your direct messages with Backstop.',
  add: 'Add a message',
  moveUp: 'Move up',
  moveDown: 'Move down',
  remove: 'Remove',
  simulate: 'What would happen?',
  anotherTime: 'Another time…',
  addressAgain: 'The address of the earlier message is not shown to you: enter it again.',
} as const

/** The label of each field of a message. */
export const FIELD_LABELS: Readonly<Record<Exclude<MessageField, 'to'>, string>> = {
  channel: 'Channel',
  content: 'Content',
  ownText: 'Its own text',
  url: 'Web address of it',
  caption: 'Caption',
  templateName: 'Name of the template',
  templateParameters: 'Parameters, one in each line',
  templateLocale: 'Language, like en-GB',
  condition: 'It must be',
  expiry: 'Within',
  expiryTyped: 'How long, like 45m or 2h',
  ttl: 'Drop it if not delivered within, like 10m',
  messengerTag: 'Why it goes outside the 24 hours',
}

/** The label of an input whose entry is only kept, since another content or channel was chosen. */
export function keptLabel(field: Exclude<MessageField, 'to'>): string {
  return `${FIELD_LABELS[field]} (kept, not sent)`
}

/** The label of an address, and what one looks like, by what the channel takes. */
export const ADDRESS_WORDS = {
  number: { label: 'Address: number with country code', example: '447700900000' },
  id: { label: 'Address: page-scoped id (PSID)', example: '2345678901234567' },
} as const

/** What a message can carry, as choices. */
export const CONTENT_WORDS: Readonly<Record<DraftContent, string>> = {
  text: 'The text above',
  'own text': 'A text of its own',
  image: 'An image',
  file: 'A file',
  template: 'A template',
}

/** What a message must reach. */
export const CONDITION_WORDS = { read: 'Read by the person', delivered: 'Delivered to the device' } as const

/** Why Messenger lets a message through; what is not here is named as Messenger names it. Source: Meta, message tags. */
export const TAG_WORDS: Readonly<Record<string, string>> = {
  response: 'It answers what the person wrote',
  update: 'It is an update within the 24 hours',
  CONFIRMED_EVENT_UPDATE: 'Update of an event the person signed up for',
  POST_PURCHASE_UPDATE: 'Update of a purchase',
  ACCOUNT_UPDATE: 'Change of the person’s account',
  HUMAN_AGENT: 'Answer by a human, within 7 days',
}

/** Above the fields of a message. */
export function messageHeading(number: number, count: number): string {
  return count === 1 ? '*The message*' : `*Message ${number} of ${count}*`
}

/** A channel that is no longer set up. */
export function missingChannel(label: string): string {
  return `${label} (not set up)`
}

/** Who wrote lately, and until when they can be answered; each in mrkdwn. */
export function writersWords(writers: readonly { id: string; name: string | undefined; until: string }[]): string {
  const each = writers.map(({ id, name, until }) => `\`${id}\`${name === undefined ? '' : ` ${name}`}, until ${until}`)
  return `Wrote lately and can be answered: ${each.join(' · ')}`
}

/** A message of the plan as the preview tells it; addresses are begun only. */
export interface PlannedWords {
  number: number
  label: string
  /** Its first characters, or nothing where there is no address yet. */
  addressStart: string
}

/** What a message waits for: what the one before it must not have reached in a time, where that is known. */
export interface AwaitedWords {
  condition: 'read' | 'delivered'
  within: string | undefined
}

/** A line of the preview. */
export function plannedLine({ number, label, addressStart }: PlannedWords, after: AwaitedWords | undefined): string {
  const who = `${number}. *${label}* ${addressStart === '' ? '(no address yet)' : `to \`${addressStart}…\``}`
  if (!after) return `${who} goes at once.`
  const time = after.within === undefined ? 'in time' : `within ${after.within}`
  return `${who} if message ${number - 1} is not ${after.condition} ${time}, or fails.`
}

/** When the last message goes if everything before it takes as long as it may. */
export function worstLine(duration: string): string {
  return `At worst the last message goes after ${duration}.`
}

/** Before the warnings of a message. */
export function warningLine(words: string): string {
  return `⚠️ ${words}`
}

/** What is asked before the same is sent again. @param same what went a moment ago, as a sentence. */
export function askFirstWords(same: string): string {
  return `${same} Press *${FORM_WORDS.sendAgain}* to send it all the same.`
}

/** What is wrong with a field, said under it. */
export const FIELD_ERRORS = {
  to: 'Say who the message goes to.',
  templateName: 'Say which template it is.',
  templateLocale: 'Say in which language the template is, like en-GB.',
  time: 'Write a number with s, m, h or d, like 30s, 10m, 2h or 1d.',
} as const

/** Above the mistakes, where a plan can't be simulated or sent yet. */
export const NOT_YET_SIMULATED = '⚠️ *Not yet.* Put this right first:'

/** A mistake in a message of the plan; those of the text of all have the number 0. */
export function mistakeLine(number: number, words: string): string {
  return number === 0 ? `• Text: ${words}` : `• Message ${number}: ${words}`
}

/** A bug while simulating. */
export function simulationFailedWords(reference: string): string {
  return `⚠️ Something went wrong on our side (reference ${reference}). Nothing was sent.`
}

/** A bug while sending. */
export function sendFailedWords(reference: string): string {
  return `Nothing was sent: something went wrong on our side (reference ${reference}). Send it again.`
}

/** The form was sent before with something else in it, and stayed open. @param shortId what it was sent as. */
export function alreadySentWords(shortId: string): string {
  return `This form was already sent as ${shortId}; open a new one to send something else.`
}

/** A problem of the rules as a sentence. */
export function problemSentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
}
