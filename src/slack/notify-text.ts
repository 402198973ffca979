import { CHANNELS, type Channel } from '../failover/channel.ts'
import { type Problem, validate } from '../failover/validation.ts'
import type { Content, Failover, WorkflowMessage } from '../failover/workflow.ts'
import { INVISIBLE, labelOf, unescapeText } from './blocks/text.ts'
import { beginsLikeChain, readChainText } from './chain-text.ts'
import { beginsWithCondition, beginsWithConnector } from './condition-attempt.ts'
import { type ConditionText, readCondition } from './condition-text.ts'
import { readRecipient } from './recipient-text.ts'
import { readSubcommand, type Subcommand } from './subcommand-text.ts'
import {
  ADDRESS_IN_TEXT,
  BLANK_IN_A_NUMBER,
  CONDITION_TWICE,
  conditionCanNotBeMet,
  EXAMPLE_TEXT,
  meantChain,
  NOTHING_FOLLOWS,
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
  // What can't be seen may be a part of a message's text, and of nothing else.
  const seen = text.replace(INVISIBLE, '').trim()
  if (seen === '') return { type: 'form' }
  return readSubcommand(seen) ?? readSend(text, senders)
}

/** @param isMended whether it is what was proposed for a slip, which is not mended again. */
function readSend(text: string, senders: Senders, isMended = false): NotifyText {
  const { words, rest, slip } = readChainText(text)
  if (words.length === 0) return { type: 'wrong', reason: notAnAddress(/^\S*/.exec(text)?.[0] ?? '') }
  if (slip === 'blank in a number') return { type: 'wrong', reason: BLANK_IN_A_NUMBER }
  const steps = words.map(readRecipient)
  const wrong = steps.find((step) => 'reason' in step)
  if (wrong && 'reason' in wrong) return { type: 'wrong', reason: wrong.reason }
  const isChain = steps.length > 1
  const condition: ConditionText =
    isChain || beginsWithConnector(rest) ? readCondition(rest) : { type: 'none', text: rest }
  if (!isChain && (condition.type !== 'none' || beginsWithCondition(rest)))
    return { type: 'wrong', reason: NOTHING_FOLLOWS }
  if (beginsLikeChain(condition.type === 'condition' ? condition.text : rest)) {
    return { type: 'wrong', reason: ADDRESS_IN_TEXT }
  }
  if (condition.type === 'wrong') return condition
  const message = condition.text
  if (condition.type === 'condition' && beginsWithCondition(message)) {
    return { type: 'wrong', reason: CONDITION_TWICE }
  }
  if (message === '' && !slip) return { type: 'wrong', reason: textMissing(words.join()) }
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
  const [problem] = validate(messages).filter(({ field }) => message !== '' || field !== 'text')
  if (problem) return { type: 'wrong', reason: problemWords(problem, messages) }
  if (!slip) return { type: 'send', messages }
  if (isMended) return { type: 'wrong', reason: ADDRESS_IN_TEXT }
  const meant = message === '' ? `${rest} ${EXAMPLE_TEXT}`.trim() : rest
  const mended = readSend(`${words.join()} ${meant}`, senders, true)
  return mended.type === 'wrong' ? mended : { type: 'wrong', reason: meantChain(slip, words.join(), meant) }
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
