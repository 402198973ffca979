import { CHANNELS, type Channel } from '../../failover/channel.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { escapeText, labelOf, maskAddress, shorten } from '../blocks/text.ts'

/** A message by its channel, with its place where the channel occurs twice: `SMS (message 3)`. */
export function messageName(index: number, messages: readonly WorkflowMessage[]): string {
  const message = messages[index]
  if (!message) return ''
  const isAlone = messages.filter(({ channel }) => channel === message.channel).length === 1
  return isAlone ? labelOf(message.channel) : `${labelOf(message.channel)} (message ${index + 1})`
}

/** The channels whose name is that of their messages, too. */
const IS_A_MESSAGE: ReadonlySet<Channel> = new Set(['sms', 'mms'])

/** The same in a sentence: `the SMS`, `the Viber message`. */
export function theMessage(index: number, messages: readonly WorkflowMessage[]): string {
  const channel = messages[index]?.channel
  const name = messageName(index, messages)
  return channel === undefined || IS_A_MESSAGE.has(channel) ? `the ${name}` : `the ${name} message`
}

/** All channels in their order: `Messenger, then SMS`. */
export function channelNames(messages: readonly WorkflowMessage[]): string {
  return messages.map(({ channel }) => labelOf(channel)).join(', then ')
}

/** Characters of a masked address. */
const MASKED_MAX = 20

/** All channels and who is at their ends, masked and without markup: `Messenger to …3210, then SMS to +44 •••• 000`. */
export function recipientNames(messages: readonly WorkflowMessage[]): string {
  const names = messages.map(({ channel, to }) => {
    const masked = escapeText(shorten(maskAddress(to, CHANNELS[channel].to), MASKED_MAX))
    return `${labelOf(channel)} to ${masked}`
  })
  return names.join(', then ')
}
