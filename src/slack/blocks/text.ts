import { CHANNELS, type Channel } from '../../failover/channel.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'

/** Controls that change the direction of text or take no room, with which a number or a text could be made to lie. */
export const INVISIBLE = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Somebody's text for mrkdwn: what Slack would take for markup of its own is escaped. Source: Slack, Escaping text. */
export function escapeText(text: string): string {
  return text.replace(INVISIBLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A text that Slack has escaped, as it was typed. Source: Slack, Escaping text. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** The text in one line, cut to at most `max` characters. To be cut before it is escaped, or an entity may break. */
export function shorten(text: string, max: number): string {
  const characters = [...text.replace(/[\s\u0085]+/g, ' ').trim()]
  return characters.length <= max ? characters.join('') : `${characters.slice(0, max - 1).join('')}…`
}

/** An address as others may see it: the country and the last digits of a number, the last characters of an id. */
export function maskAddress(address: string, kind: 'id' | 'number'): string {
  const characters = [...address]
  if (characters.length < 8) return '•'.repeat(characters.length)
  return kind === 'number' ? `+${address.slice(0, 2)} •••• ${address.slice(-3)}` : `…${characters.slice(-4).join('')}`
}

/** Who a message goes to, masked: `SMS +44 •••• 000`. */
export function recipientOf({ channel, to }: Pick<WorkflowMessage, 'channel' | 'to'>): string {
  const masked = escapeText(maskAddress(to, CHANNELS[channel].to)).replaceAll('`', "'")
  return `${labelOf(channel)} \`${masked}\``
}

/** What people call the channel. */
export function labelOf(channel: Channel): string {
  return CHANNELS[channel].label
}

/** An instant that each reader sees in their own zone, with `today` or its day. Source: Slack, date formatting. */
export function dateToken(at: number): string {
  const iso = new Date(at).toISOString()
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time_secs}|${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC>`
}

/** The time of day of an instant, in each reader's own zone. */
export function timeToken(at: number): string {
  return `<!date^${Math.floor(at / 1000)}^{time_secs}|${new Date(at).toISOString().slice(11, 19)} UTC>`
}

/** A length of time in words: `10 min`, `1 h 30 min`, `45 s`. */
export function durationOf(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const
  const said = parts.filter(([count]) => count > 0).slice(0, 2)
  return said.length === 0 ? '0 s' : said.map(([count, unit]) => `${count} ${unit}`).join(' ')
}

/** The milliseconds of a day, an hour, a minute and a second. */
const UNITS_MS = [86_400_000, 3_600_000, 60_000, 1000]

/** A length of time that is said as the longest: in two units, too, but rounded up where these don't tell all of it. */
export function durationAtMost(ms: number): string {
  let restMs = ms
  let shownUnits = 0
  for (const unitMs of UNITS_MS) {
    if (restMs < unitMs) continue
    restMs %= unitMs
    shownUnits += 1
    if (shownUnits === 2 && restMs > 0) return durationOf(ms - restMs + unitMs)
  }
  return durationOf(ms)
}
