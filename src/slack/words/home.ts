import type { Channel } from '../../failover/channel.ts'
import { dateToken, labelOf } from '../blocks/text.ts'

/** The headings of the Home tab. */
export const HOME_HEADINGS = { top: 'Backstop', running: 'Running', last: 'Your last ones', setUp: 'Set-up' } as const

/** What Backstop is for, at the top. */
export const HOME_PURPOSE = 'Gets a message through to a person, and shows when it really arrived.'

/** Where nothing runs. */
export const NOTHING_RUNNING = 'Nothing of yours is running.'

/** Where nothing that the reader asked for has ended. */
export const NOTHING_ENDED = 'None of yours has ended yet.'

/** Where the list is cut. */
export function moreRunning(count: number): string {
  return `There are more: these are your newest ${count}. \`/notify list\` shows those of a conversation.`
}

/** A notification in one line. @param sentence what its card says, ready for mrkdwn. */
export function notificationLine(parts: { id: string; sentence: string; createdAt: number; conversationId?: string }) {
  const where = parts.conversationId === undefined ? '' : ` · <#${parts.conversationId}>`
  return `• \`${parts.id}\` ${parts.sentence} · ${dateToken(parts.createdAt)}${where}`
}

/** The channels that can be set up, with the setting that does it. */
const SENDER_SETTINGS: readonly (readonly [Channel, string])[] = [
  ['messenger', 'MESSENGER_FROM'],
  ['viber_service_msg', 'VIBER_FROM'],
  ['whatsapp', 'WHATSAPP_FROM'],
  ['sms', 'SMS_FROM'],
]

/** Which channels can be used, and what an operator sets for the others. */
export function channelsWords(isSetUp: (channel: Channel) => boolean): string {
  const ready = SENDER_SETTINGS.filter(([channel]) => isSetUp(channel)).map(([channel]) => labelOf(channel))
  const missing = SENDER_SETTINGS.filter(([channel]) => !isSetUp(channel))
  const said = `*Channels*: ${ready.join(', ')} can be used.`
  if (missing.length === 0) return said
  const listed = missing.map(([channel, setting]) => `${labelOf(channel)} (\`${setting}\`)`).join(', ')
  return `${said} Not set up: ${listed}. An operator can set them up.`
}

/** Who runs the workflows. */
export const RUN_BY_WORDS = {
  engine: '*Workflows*: run by Backstop itself.',
  hosted: '*Workflows*: run by the hosted Workflows API, which cannot cancel one.',
} as const

/** Whether receipts arrive: without them nobody knows what was delivered or read. */
export function receiptsWords(latestAt: number | undefined): string {
  return latestAt === undefined
    ? '*Receipts*: none has come yet. If messages were sent, an operator should check the Status URL at Vonage, and that this server can be reached there.'
    : `*Receipts*: the latest came ${dateToken(latestAt)}.`
}

/** At the foot. */
export function homeFoot(asOf: number): string {
  return `As of ${dateToken(asOf)}: open this tab again for the latest. \`/notify help\` says all that can be typed.`
}

/** Where the tab could not be put together. */
export function homeTrouble(reference: string): string {
  return `⚠️ Your notifications can’t be shown: something went wrong on our side (reference ${reference}). Open this tab again.`
}
