import { CHANNELS, type Channel } from '../failover/channel.ts'
import { type Problem, validate } from '../failover/validation.ts'
import type { Content, Failover, WorkflowMessage } from '../failover/workflow.ts'
import { labelOf, unescapeText } from './blocks/text.ts'
import { readCondition } from './condition-text.ts'
import { nearestWord } from './nearest-word.ts'
import { readSubcommand, type Subcommand } from './subcommand-text.ts'
import {
  colonMissing,
  conditionCanNotBeMet,
  NOTHING_FOLLOWS,
  noChannel,
  notAnAddress,
  notSetUpWords,
  partIsWrong,
  TIME_OUT_OF_BOUNDS,
  textMissing,
  tooManyMessages,
} from './words/command-mistakes.ts'

/** What somebody typed after /notify, understood. */
export type NotifyText =
  | { type: 'form' }
  | Exclude<Subcommand, { type: 'wrong' }>
  | { type: 'send'; messages: WorkflowMessage[] }
  /** Not understood: what is wrong with it, and what to type instead. A slip in a subcommand has nothing for a form. */
  | { type: 'wrong'; reason: string; isSlip?: true }

/** Who messages come from, for the channels that are set up. */
export type Senders = Partial<Record<Channel, string>>

/** What a chain waits for where nothing is said: that a person has really seen it, where the channel can tell. */
const DEFAULT_EXPIRY_SECONDS = 600

/** Messages of a chain that is typed: as many as the form holds, so that any of them can be sent again from there. */
export const CHAIN_MAX = 6

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
 * Reads what was typed: nothing (the form), a subcommand, or who to write to and what: a number for an SMS, or a chain
 * like `messenger:1234,sms:447700900000`, with `if not read within 10m:` before the text where it is not to be as usual.
 */
export function readNotifyText(typed: string, senders: Senders): NotifyText {
  const text = unescapeText(typed.trim())
  if (text === '') return { type: 'form' }
  return readSubcommand(text) ?? readSend(text, senders)
}

function readSend(text: string, senders: Senders): NotifyText {
  const [, target = '', rest = ''] = /^(\S+)(?:\s+([\s\S]+))?$/.exec(text) ?? []
  const steps = target.split(',').map((word) => readRecipient(word, rest))
  const wrong = steps.find((step) => 'reason' in step)
  if (wrong && 'reason' in wrong) return { type: 'wrong', reason: wrong.reason }
  const isChain = steps.length > 1
  const condition = readCondition(rest)
  if (isChain && condition.type === 'wrong') return condition
  if (!isChain && condition.type === 'condition') return { type: 'wrong', reason: NOTHING_FOLLOWS }
  const message = condition.type === 'wrong' ? rest : condition.text
  if (message === '') return { type: 'wrong', reason: textMissing(target) }
  if (steps.length > CHAIN_MAX) return { type: 'wrong', reason: tooManyMessages(CHAIN_MAX, steps.length) }
  const known = steps.filter((step) => 'channel' in step)
  const missing = known.find(({ channel }) => senders[channel] === undefined)
  if (missing) return { type: 'wrong', reason: notSetUp(missing.channel) }
  const asked = condition.type === 'condition' ? condition.failover : undefined
  const messages = known.map(({ channel, to }, i): WorkflowMessage => {
    const content: Content = { type: 'text', text: message }
    const failover = i === known.length - 1 ? undefined : (asked ?? usualFailover(channel))
    return { channel, from: senders[channel] ?? '', to, content, ...(failover ? { failover } : {}) }
  })
  const [problem] = validate(messages)
  return problem ? { type: 'wrong', reason: problemWords(problem, messages) } : { type: 'send', messages }
}

/**
 * Reads a number, or a channel with an address like `sms:447700900000`.
 * @param rest what follows the chain, for the guess that a colon was left out.
 */
export function readRecipient(word: string, rest: string): { channel: Channel; to: string } | { reason: string } {
  const [, name, address] = /^([a-z_]+):(.*)$/i.exec(word) ?? []
  if (name === undefined) {
    if (/^(\+|00)?[\d().-]{5,}$/.test(word)) return { channel: 'sms', to: normalizeNumber(word) }
    return { reason: withoutColon(word, rest) ?? notAnAddress(word) }
  }
  const channelWord = name.toLowerCase()
  const channel = Object.hasOwn(CHANNEL_WORDS, channelWord) ? CHANNEL_WORDS[channelWord] : undefined
  if (!channel) {
    return { reason: noChannel(name, nearestWord(name, Object.keys(CHANNEL_WORDS))) }
  }
  const to = address ?? ''
  return { channel, to: CHANNELS[channel].to === 'number' ? normalizeNumber(to) : to }
}

/** The channel that a word was most likely meant for. */
export function meantChannel(word: string): Channel | undefined {
  const near = /^[a-z_]{3,}$/i.test(word) ? nearestWord(word, Object.keys(CHANNEL_WORDS)) : undefined
  return near === undefined ? undefined : CHANNEL_WORDS[near]
}

/** The right form of `sms 447700900000`. */
function withoutColon(word: string, rest: string): string | undefined {
  const near = /^[a-z_]{3,}$/i.test(word) ? nearestWord(word, Object.keys(CHANNEL_WORDS)) : undefined
  const [address] = /^[\w+().-]{5,60}(?=\s|$)/.exec(rest) ?? []
  if (near === undefined || address === undefined) return undefined
  return colonMissing(near, address)
}

/** A number as the APIs want it: digits with the country code, without + or 00, the (0) of an area, spaces or brackets. */
export function normalizeNumber(word: string): string {
  return word
    .replace('(0)', '')
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)/, '')
}

/** What a message waits for where nothing is said. */
export function usualFailover(channel: Channel): Failover {
  const conditionStatus = CHANNELS[channel].conditionStatuses.includes('read') ? 'read' : 'delivered'
  return { expirySeconds: DEFAULT_EXPIRY_SECONDS, conditionStatus }
}

/** Why a channel can't be used, and what an operator has to do. */
export function notSetUp(channel: Channel): string {
  return notSetUpWords(labelOf(channel), SENDER_SETTINGS[channel] ?? 'its sender')
}

function problemWords({ index, field, reason }: Problem, messages: readonly WorkflowMessage[]): string {
  if (field === 'text') return reason
  if (field === 'conditionStatus') return conditionCanNotBeMet(reason)
  if (field === 'expirySeconds') return TIME_OUT_OF_BOUNDS
  const message = messages[index]
  const part = field === 'to' ? 'address' : field
  return partIsWrong(message ? `${labelOf(message.channel)} ${part}` : part, reason)
}
