import { CHANNELS, type Channel } from '../failover/channel.ts'
import { INVISIBLE } from './blocks/text.ts'
import { nearestWord } from './nearest-word.ts'
import { noChannel, notAnAddress } from './words/command-mistakes.ts'

/** What people type for a channel. */
const CHANNEL_WORDS: Readonly<Record<string, Channel>> = {
  messenger: 'messenger',
  facebook: 'messenger',
  viber: 'viber_service_msg',
  viber_service_msg: 'viber_service_msg',
  whatsapp: 'whatsapp',
  sms: 'sms',
}

/** Reads a number, or a channel with an address like `sms:447700900000`. */
export function readRecipient(word: string): { channel: Channel; to: string } | { reason: string } {
  const [, name, address = ''] = /^([a-z_]+):(.*)$/i.exec(word) ?? []
  if (name === undefined) {
    return /^(\+|00)?[\d().-]{5,}$/.test(word) && !isDottedQuad(word)
      ? { channel: 'sms', to: normalizeNumber(word) }
      : { reason: notAnAddress(word) }
  }
  const channel = namedChannel(name)
  if (!channel) return { reason: noChannel(name, nearestWord(name, Object.keys(CHANNEL_WORDS))) }
  if (isDottedQuad(address)) return { reason: notAnAddress(word) }
  if (CHANNELS[channel].to === 'number') return { channel, to: normalizeNumber(address) }
  // Two addresses with something else than a comma between them would be one id that nobody has.
  return address.includes(':') ? { reason: notAnAddress(word) } : { channel, to: address }
}

/** Whether a word is the address of a machine, like `192.168.1.100`, which would be read as a number. */
export function isDottedQuad(word: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(word)
}

/** The channel of this name. */
export function namedChannel(name: string): Channel | undefined {
  const word = name.toLowerCase()
  return Object.hasOwn(CHANNEL_WORDS, word) ? CHANNEL_WORDS[word] : undefined
}

/** The channel that a word was most likely meant for. */
export function meantChannel(word: string): Channel | undefined {
  const near = nearChannelWord(word)
  return near === undefined ? undefined : CHANNEL_WORDS[near]
}

/** The word for a channel that a word was most likely meant for. */
export function nearChannelWord(word: string): string | undefined {
  return /^[a-z_]{3,}$/i.test(word) ? nearestWord(word, Object.keys(CHANNEL_WORDS)) : undefined
}

/** A number as the APIs want it: digits with the country code, without + or 00, the (0) of an area, spaces or brackets, and what can't be seen. */
export function normalizeNumber(word: string): string {
  return word
    .replace(INVISIBLE, '')
    .replace('(0)', '')
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)/, '')
}
