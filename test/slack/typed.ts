import { readNotifyText } from '../../src/slack/notify-text.ts'
import { draftOfText } from '../../src/slack/views/draft-of.ts'

/** The channels that are set up where something is typed. */
export const SENDERS = { messenger: 'page', viber_service_msg: '16273', whatsapp: '447700900002', sms: '447700900001' }

/** Who would get what, or why nobody. */
export function read(typed: string): string {
  const understood = readNotifyText(typed, SENDERS)
  if (understood.type === 'wrong') return understood.reason
  if (understood.type !== 'send') return understood.type
  const [first] = understood.messages
  const text = first?.content.type === 'text' ? first.content.text : ''
  return `${understood.messages.map(({ channel, to }) => `${channel}:${to}`).join()} | ${text}`
}

/** The same of the form that it opens as. */
export function draft(typed: string): string {
  const { text, messages } = draftOfText(typed, SENDERS)
  return `${messages.map(({ channel, to }) => `${channel}:${to}`).join()} | ${text}`
}
