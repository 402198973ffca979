import { CHANNELS, type Channel } from '../../failover/channel.ts'
import type { ConditionStatus } from '../../failover/message-status.ts'
import type { ChannelOptions, Content, WorkflowMessage } from '../../failover/workflow.ts'
import { unescapeText } from '../blocks/text.ts'
import { beginsLikeChain, readChainText } from '../chain-text.ts'
import { readDuration, readMeantCondition, typedDuration } from '../condition-text.ts'
import { CHAIN_MAX, type Senders, usualFailover } from '../notify-text.ts'
import { meantChannel, readRecipient } from '../recipient-text.ts'
import { EXPIRY_CHOICES } from './expiry-choices.ts'
import type { DraftContent, DraftMessage, FormDraft } from './form-draft.ts'

/** Characters of an address, and of a text, that an input of the form takes. Source: Slack, plain-text input. */
const TO_MAX = 50
const TEXT_MAX = 3000

/** A message of the form with nothing in it but what is usual on its channel. */
export function newMessage(key: string, channel: Channel): DraftMessage {
  const { conditionStatus, expirySeconds } = usualFailover(channel)
  return {
    key,
    channel,
    to: '',
    content: 'text',
    ownText: '',
    url: '',
    caption: '',
    templateName: '',
    templateParameters: '',
    templateLocale: '',
    condition: conditionStatus,
    expiry: expiryOf(expirySeconds),
    ttl: '',
    messengerTag: '',
  }
}

/** The form filled in as it would have been for these messages; what the form can hold of them is all there. */
export function draftOf(messages: readonly WorkflowMessage[]): FormDraft {
  const text = messages.map(({ content }) => content).find((content) => content.type === 'text')?.text ?? ''
  return {
    text,
    messages: messages.map((message, index) => ({
      ...settingsOf(message, index),
      to: message.to,
      ...contentOf(message.content, text),
      templateLocale: message.options?.locale ?? '',
    })),
  }
}

/** The form as it was set for these messages, without their addresses and contents. */
export function draftOfSettings(messages: readonly WorkflowMessage[]): FormDraft {
  return { text: '', messages: messages.map(settingsOf) }
}

/**
 * The form filled in from what was typed after /notify, as Slack sent it, understood or not: what can't be read stands
 * in an address or in the text, to be mended there. Where no recipient was typed there is no message: the form has its own.
 */
export function draftOfText(typed: string, senders: Senders): FormDraft {
  const { words, rest } = readChainText(unescapeText(typed.trim()))
  const condition = words.length > 0 ? readMeantCondition(rest) : undefined
  // Addresses after a condition are of the messages that follow.
  const later = condition && beginsLikeChain(condition.text) ? readChainText(condition.text) : undefined
  const meant = [...words, ...(later?.words ?? [])]
  const hasRoom = (word: string, index: number) => index < CHAIN_MAX && [...word].length <= TO_MAX
  const messages = meant.filter(hasRoom).map((word, index) => meantMessage(word, keyOf(index), senders))
  const homeless = meant.filter((word, index) => !hasRoom(word, index)).join()
  // A condition needs a message that follows: its address is what is missing then.
  if (condition && messages.length === 1) messages.push(newMessage(keyOf(1), usualChannel(senders)))
  const text = [homeless, later?.rest ?? condition?.text ?? rest].filter((part) => part !== '').join(' ')
  return {
    text: [...text].slice(0, TEXT_MAX).join(''),
    messages: condition
      ? messages.map((message) => withCondition(message, condition.conditionStatus, condition.time))
      : messages,
  }
}

function keyOf(index: number): string {
  return `m${index + 1}`
}

function usualChannel(senders: Senders): Channel {
  const known = (Object.keys(CHANNELS) as Channel[]).filter((channel) => senders[channel] !== undefined)
  return known.includes('sms') ? 'sms' : (known[0] ?? 'sms')
}

/** What is no address of a channel that is set up stays whole, so that it can be seen what it was. */
function meantMessage(word: string, key: string, senders: Senders): DraftMessage {
  const read = readRecipient(word)
  const [, name = '', address = ''] = /^([^:]*):(.*)$/.exec(word) ?? []
  const channel = 'channel' in read ? read.channel : meantChannel(name)
  if (!channel || senders[channel] === undefined) return { ...newMessage(key, usualChannel(senders)), to: word }
  return { ...newMessage(key, channel), to: 'channel' in read ? read.to : address }
}

function withCondition(message: DraftMessage, status: ConditionStatus, time: string): DraftMessage {
  const seconds = readDuration(time)
  return {
    ...message,
    condition: CHANNELS[message.channel].conditionStatuses.includes(status) ? status : 'delivered',
    expiry: seconds === undefined ? { typed: time } : expiryOf(seconds),
  }
}

function expiryOf(seconds: number): DraftMessage['expiry'] {
  return EXPIRY_CHOICES.includes(seconds) ? { chosenSeconds: seconds } : { typed: typedDuration(seconds) }
}

function settingsOf({ channel, failover, options }: WorkflowMessage, index: number): DraftMessage {
  const usual = newMessage(keyOf(index), channel)
  return {
    ...usual,
    ...(failover ? { condition: failover.conditionStatus, expiry: expiryOf(failover.expirySeconds) } : {}),
    ttl: options?.ttlSeconds === undefined ? '' : typedDuration(options.ttlSeconds),
    messengerTag: channel === 'messenger' ? messengerTagOf(options) : '',
  }
}

function messengerTagOf({ category, tag }: ChannelOptions = {}): string {
  return (category === 'message_tag' ? tag : category) ?? ''
}

/** What the form has no input for stands as a file or a text, to be seen and mended. */
function contentOf(content: Content, sharedText: string): Partial<DraftMessage> & { content: DraftContent } {
  switch (content.type) {
    case 'text':
      return content.text === sharedText ? { content: 'text' } : { content: 'own text', ownText: content.text }
    case 'template':
      return {
        content: 'template',
        templateName: content.name,
        templateParameters: content.parameters.join('\n'),
      }
    case 'custom':
      return { content: 'own text', ownText: JSON.stringify(content.custom) }
    default:
      return { content: content.type === 'image' ? 'image' : 'file', url: content.url, caption: content.caption ?? '' }
  }
}
