import type { Channel } from '../../failover/channel.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { labelOf } from '../blocks/text.ts'

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
