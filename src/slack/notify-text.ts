import { CHANNELS, type Channel } from '../failover/channel.ts'
import { type Problem, validate } from '../failover/validation.ts'
import type { Content, WorkflowMessage } from '../failover/workflow.ts'
import { labelOf, shorten, unescapeText } from './blocks/text.ts'

/** What somebody typed after /notify, understood. */
export type NotifyText =
  | { type: 'form' }
  | { type: 'help' }
  | { type: 'send'; messages: WorkflowMessage[] }
  /** Not understood: what is wrong with it, and what to type instead. */
  | { type: 'wrong'; reason: string }

/** Who messages come from, for the channels that are set up. */
export type Senders = Partial<Record<Channel, string>>

/** What a chain waits for where nothing is said: that a person has really seen it, where the channel can tell. */
const DEFAULT_EXPIRY_SECONDS = 600

/** Messages of a chain that is typed, so that its card stays one that can be read. */
const CHAIN_MAX = 10

/** What people type for a channel. */
const CHANNEL_WORDS: Readonly<Record<string, Channel>> = {
  messenger: 'messenger',
  facebook: 'messenger',
  viber: 'viber_service_msg',
  viber_service_msg: 'viber_service_msg',
  whatsapp: 'whatsapp',
  sms: 'sms',
}

/** The settings that name each channel's sender. */
const SENDER_SETTINGS: Readonly<Partial<Record<Channel, string>>> = {
  messenger: 'MESSENGER_FROM',
  viber_service_msg: 'VIBER_FROM',
  whatsapp: 'WHATSAPP_FROM',
  sms: 'SMS_FROM',
}

/**
 * Reads what was typed: nothing (the form), `help`, or who to write to and what: a number for an SMS, or a chain like
 * `messenger:1234,sms:447700900000`.
 */
export function readNotifyText(typed: string, senders: Senders): NotifyText {
  const text = unescapeText(typed.trim())
  if (text === '') return { type: 'form' }
  if (/^(help|\?)$/i.test(text)) return { type: 'help' }
  const [, target = '', message = ''] = /^(\S+)(?:\s+([\s\S]+))?$/.exec(text) ?? []
  const steps = target.split(',').map(readStep)
  const wrong = steps.find((step) => 'reason' in step)
  if (wrong && 'reason' in wrong) return { type: 'wrong', reason: wrong.reason }
  if (message === '')
    return {
      type: 'wrong',
      reason: `the text is missing: \`/notify ${shorten(target, WORD_MAX)} The server room is flooding\``,
    }
  if (steps.length > CHAIN_MAX) {
    return { type: 'wrong', reason: `a chain has at most ${CHAIN_MAX} messages; this has ${steps.length}` }
  }
  const known = steps.filter((step) => 'channel' in step)
  const missing = known.find(({ channel }) => senders[channel] === undefined)
  if (missing) return { type: 'wrong', reason: notSetUp(missing.channel) }
  const messages = known.map(({ channel, to }, i) =>
    toMessage(channel, to, { type: 'text', text: message }, senders[channel] ?? '', i === known.length - 1),
  )
  const [problem] = validate(messages)
  return problem ? { type: 'wrong', reason: problemWords(problem, messages) } : { type: 'send', messages }
}

/** Characters of a word that are repeated where it was not understood. */
const WORD_MAX = 60

type Step = { channel: Channel; to: string } | { reason: string }

function readStep(word: string): Step {
  const [, name, rest] = /^([a-z_]+):(.*)$/i.exec(word) ?? []
  const to = rest ?? word
  if (name === undefined) {
    if (/^(\+|00)?[\d().-]{5,}$/.test(word)) return { channel: 'sms', to: normalizeNumber(word) }
    return {
      reason: `“${shorten(word, WORD_MAX)}” is neither a number nor a channel with an address, like \`sms:447700900000\``,
    }
  }
  const channelWord = name.toLowerCase()
  const channel = Object.hasOwn(CHANNEL_WORDS, channelWord) ? CHANNEL_WORDS[channelWord] : undefined
  if (!channel) {
    return {
      reason: `“${shorten(name, WORD_MAX)}” is no channel; use messenger, viber, whatsapp or sms`,
    }
  }
  return { channel, to: CHANNELS[channel].to === 'number' ? normalizeNumber(to) : to }
}

/** A number as the APIs want it: digits with the country code, without + or 00, the (0) of an area, spaces or brackets. */
export function normalizeNumber(word: string): string {
  return word
    .replace('(0)', '')
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)/, '')
}

function toMessage(channel: Channel, to: string, content: Content, from: string, isLast: boolean): WorkflowMessage {
  const conditionStatus = CHANNELS[channel].conditionStatuses.includes('read') ? 'read' : 'delivered'
  const failover = { expirySeconds: DEFAULT_EXPIRY_SECONDS, conditionStatus } as const
  return { channel, from, to, content, ...(isLast ? {} : { failover }) }
}

/** Why a channel can't be used, and what an operator has to do. */
export function notSetUp(channel: Channel): string {
  return `${labelOf(channel)} is not set up here: an operator has to set ${SENDER_SETTINGS[channel] ?? 'its sender'}`
}

function problemWords({ index, field, reason }: Problem, messages: readonly WorkflowMessage[]): string {
  if (field === 'text') return reason
  const message = messages[index]
  const part = field === 'to' ? 'address' : field
  return `the ${message ? labelOf(message.channel) : ''} ${part} ${reason}`
}
