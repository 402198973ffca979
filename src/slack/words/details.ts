import type { Notification } from '../../bot/notification.ts'
import type { Fact } from '../../failover/fact.ts'
import { type Content, conditionOf, type WorkflowMessage } from '../../failover/workflow.ts'
import { dateToken, durationOf, escapeText, shorten, timeToken } from '../blocks/text.ts'
import { shortIdOf } from '../short-id.ts'
import { messageName, theMessage } from './message-names.ts'

/** The first line: whose details these are, and how far it is. */
export function detailsTitle(id: string, state: string): string {
  return `*Details of ${shortIdOf(id)}* · ${state}`
}

/** What notifications and screen readers say of the details. */
export function detailsSentence(id: string, state: string): string {
  return `Details of notification ${shortIdOf(id)}: ${state}.`
}

/** The ids by which an operator finds it. */
export function idWords({ id, workflowUuid }: Notification): string[] {
  return [
    `Notification \`${id}\``,
    workflowUuid === undefined
      ? 'No workflow: it has not been handed over'
      : `Workflow \`${identifier(workflowUuid)}\``,
  ]
}

/** Who sees the numbers. */
export function numbersWords(isRequester: boolean, requesterId: string): string {
  return isRequester
    ? 'Numbers are shown in full: you asked for it, and you alone see this'
    : `Numbers are masked: only <@${requesterId}>, who asked for it, sees them in full`
}

/** `*1. Messenger* · 👀 Read`. */
export function messageTitle(index: number, name: string, state: string): string {
  return `*${index + 1}. ${name}* · ${state}`
}

/** Both addresses of a message, as the viewer may see them. */
export function addressWords(to: string, from: string): string {
  return `• to \`${to}\` from \`${from}\``
}

/** What the message must reach, by when, and what follows if it does not. */
export function conditionWords(index: number, messages: readonly WorkflowMessage[]): string {
  const message = messages[index]
  const next = messages[index + 1]
  if (!message) return ''
  const condition = conditionOf(message)
  if (!message.failover || !next) return `• the last message: to be ${condition}`
  const limit = durationOf(message.failover.expirySeconds * 1000)
  return `• to be ${condition} within ${limit}, or else ${theMessage(index + 1, messages)} goes`
}

/** The kind of content; the text itself is on the card. */
export function contentWords(content: Content): string {
  switch (content.type) {
    case 'text':
      return `• a text of ${[...content.text].length} characters`
    case 'template':
      return `• the template ${escapeText(shorten(content.name, NAME_MAX))}`
    case 'custom':
      return '• content of the channel’s own'
    default:
      return `• ${CONTENT_WORDS[content.type]}${content.caption === undefined ? '' : ', with a caption'}`
  }
}

const CONTENT_WORDS = { image: 'an image', audio: 'a recording', video: 'a video', file: 'a file' } as const

/** Characters of a template's name. */
const NAME_MAX = 60

/** The vendor's ids of a message, one for each time that it was sent. */
export function uuidWords(uuids: readonly string[]): string {
  return `• message ${uuids.map((uuid) => `\`${identifier(uuid)}\``).join(', ')}`
}

/** What a message cost, in the words of the card. */
export function messageCostWords(cost: string): string {
  return `• ${cost}`
}

/** What the API or the channel said against it, and what to do. */
export function failureLine(advice: string): string {
  return `• ❌ ${advice}`
}

/** Above the timeline. */
export const TIMELINE_TITLE = '*Timeline*'

/** How much of a long timeline is not shown; what came last says the most. */
export function leftOutWords(count: number): string {
  return count === 1 ? '_The first entry is left out_' : `_The first ${count} entries are left out_`
}

/** An entry of the timeline. @param clock what the provider's clock said, or nothing */
export function entryWords(at: number, line: string, clock: string): string {
  return `${dateToken(at)}  ${line}${clock}`
}

/** From how far on the two clocks differ so much that it is worth a word, in milliseconds. */
const NOTABLE_MS = 2000

/** From how far on a time of day alone would mislead, in milliseconds. */
const OTHER_DAY_MS = 60 * 60_000

/** When it was by the provider's clock, with the difference to ours where it is notable. */
export function providerClockWords(providerAt: number, at: number): string {
  const apartMs = Math.abs(providerAt - at)
  const when = apartMs < OTHER_DAY_MS ? timeToken(providerAt) : dateToken(providerAt)
  if (apartMs < NOTABLE_MS) return ` · provider’s clock: ${when}`
  return ` · provider’s clock: ${when}, ${durationOf(apartMs)} ${providerAt < at ? 'before' : 'after'} ours`
}

/** A fact of which the thread says nothing, since it changes nothing that anybody knows. */
export function quietFactWords(fact: Fact, messages: readonly WorkflowMessage[]): string | undefined {
  const name = 'index' in fact && fact.index !== undefined ? messageName(fact.index, messages) : ''
  switch (fact.type) {
    case 'created':
      return '▫️ The workflow was saved'
    case 'attempt':
      return `▫️ *${name}* is handed over to the API, attempt ${fact.attempt}`
    case 'revoking':
      return `▫️ *${name}* is taken back, so that it can't arrive as well`
    case 'receipt':
      return `▫️ *${name}* is reported as ${escapeText(shorten(fact.status, NAME_MAX))}${CHANGE_WORDS[fact.change]}`
    default:
      return undefined
  }
}

/** What a receipt has changed, where that is nothing that anybody needs to know. */
const CHANGE_WORDS = {
  advanced: '',
  corrected: '',
  unknown: '',
  repeated: ', which was known',
  outdated: ', which was known to be behind it',
  'not believed': ', which is not believed',
} as const

/** Characters of an id that the vendor gave. */
const ID_MAX = 60

function identifier(id: string): string {
  return escapeText(shorten(id, ID_MAX)).replaceAll('`', "'")
}
