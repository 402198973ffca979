import type { Channel } from '../../failover/channel.ts'
import { MESSENGER_TAGS, type Warning } from '../../failover/lint.ts'
import { SMS_UNITS } from '../../failover/sms-parts.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { dateToken, durationOf, escapeText, labelOf, shorten } from '../blocks/text.ts'

/** Characters of a tag that is repeated. */
const TAG_MAX = 40

/** Why `read` may not be reported although the message was read. */
const READ_WORDS: Readonly<Partial<Record<Channel, string>>> = {
  whatsapp: 'people can switch its receipts off',
  viber_service_msg: 'Viber has not always reported it',
}

/** What a warning says: what will happen, and what to do. One sentence for mrkdwn, without a glyph. */
export function warningWords(warning: Warning, messages: readonly WorkflowMessage[]): string {
  const number = warning.index + 1
  const channel = messages[warning.index]?.channel ?? 'sms'
  const label = labelOf(channel)
  const it = `Message ${number} (${label})`
  const next = `message ${number + 1}`
  switch (warning.type) {
    case 'text too long':
      // Not how long: a form that counts is shown anew at each letter, and the workspace has a limit of that.
      return `${it} is longer than the ${warning.limit} characters that ${label} takes: shorten it, or give it a text of its own.`
    case 'sms parts':
      return `${it} goes as ${warning.parts} SMS parts, each of them charged: ${partsWords(warning)}.`
    case 'read is often off':
      return `${it} waits for “read”, but ${READ_WORDS[channel] ?? 'people can switch that off'}: ${next} may go although it was read; “delivered” is safer.`
    case 'outside the window':
      return windowWords(warning, it, channel)
    case 'window may close':
      return `${it} may go too late: ${label} takes it only until ${dateToken(warning.closesAt)}; ${remedyOf(channel)}, or wait less before it.`
    case 'unknown tag':
      return `${it} has the tag “${escapeText(shorten(warning.tag, TAG_MAX))}”, which Messenger does not take: use ${MESSENGER_TAGS.join(', ')}.`
    case 'ttl shorter':
      return `${it} is dropped if it is not delivered within ${seconds(warning.ttlSeconds)}, so ${next} may go before its ${seconds(warning.expirySeconds)} are over: make both times equal.`
    case 'ttl longer':
      return `${it} may still arrive after ${next} went: let it be dropped after ${seconds(warning.bestTtlSeconds)}.`
    case 'same address':
      return `${it} goes where message ${warning.as + 1} went: what failed there may fail again; choose another channel or number.`
  }
}

function partsWords({ encoding, unicodeBecauseOf }: Extract<Warning, { type: 'sms parts' }>): string {
  const { single } = SMS_UNITS[encoding]
  if (unicodeBecauseOf === undefined) return `${single} characters fit into one, so shorten the text`
  return `because of ${characterWords(unicodeBecauseOf)} only ${single} characters fit into one, so replace it or shorten the text`
}

function characterWords(character: string): string {
  const shown = escapeText(character).trim()
  if (shown !== '') return `“${shown}”`
  const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `a character that can't be seen (U+${point})`
}

const HOUR_MS = 60 * 60 * 1000

/** People know the window as one of 24 hours, not of a day. */
const LONGEST_IN_HOURS_MS = 24 * HOUR_MS

function windowWords(
  { windowMs, lastHeardAt }: Extract<Warning, { type: 'outside the window' }>,
  it: string,
  channel: Channel,
): string {
  const span = windowMs > LONGEST_IN_HOURS_MS ? durationOf(windowMs) : `${windowMs / HOUR_MS} h`
  return lastHeardAt === undefined
    ? `${it} will probably fail, since this person is not known to have written to you in the last ${span}: ${remedyOf(channel)}.`
    : `${it} will fail, since this person last wrote to you ${dateToken(lastHeardAt)}, more than ${span} ago: ${remedyOf(channel)}.`
}

/** What opens a closed window. */
function remedyOf(channel: Channel): string {
  return channel === 'whatsapp' ? 'use a template' : 'choose a tag that fits'
}

function seconds(count: number): string {
  return durationOf(count * 1000)
}
