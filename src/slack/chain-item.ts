import { CHANNELS } from '../failover/channel.ts'
import type { ChainWord } from './chain-word.ts'
import { isDottedQuad, meantChannel, namedChannel, normalizeNumber } from './recipient-text.ts'
import type { Slip } from './words/command-mistakes.ts'

/** One address of a chain as it was meant, with the place after it. */
export interface Item {
  word: string
  next: number
  slip?: Slip
}

/** Digits from which a number can be a whole one; nearly all mobile numbers have as many, with their country code. */
const WHOLE_DIGITS = 10

/** Digits of an address that is no port, count or time. */
const ADDRESS_DIGITS = 7

/** Parts that a number with blanks in it can have, one for each digit. Source: ITU-T E.164. */
const MOST_PARTS = 15

/** A number with its country code that hardly any text begins with: stamps of time and builds are shorter or longer. */
const PLAIN_NUMBER = /^(?:\+|00)?[1-9]\d{10,12}$/

/** A channel with something after its colon, but no web address; or a number. */
const MEANT_FOR_ADDRESS = /^[a-z_]+:(?!\/\/)\S|^[+\d().-]{5,}$/i

/** A number, or the beginning of one, with or without its channel. */
const NUMBER_START = /^(?:([a-z_]+):)?([+\d().-]*\d[\d().-]*)$/i

/** What a number can go on with after a blank; a colon or a stop may end it. */
const NUMBER_PART = /^([\d().-]*\d[\d().-]*?)[:.]*$/

/** Reads an address from this word on; nothing where it is none. */
export function itemAt(all: readonly ChainWord[], at: number): Item | undefined {
  const word = all[at]?.word ?? ''
  const item = withoutColonAt(all, at) ?? spacedNumberAt(all, at)
  if (item) return item
  if (MEANT_FOR_ADDRESS.test(word) && !isDottedQuad(word)) return withoutStop(word, at)
  return namedChannel(word.replace(/:$/, '')) && word.endsWith(':') ? { word, next: at + 1 } : undefined
}

/** Whether this word, which no comma stands before, begins what can only be meant for an address. */
export function startsChain(all: readonly ChainWord[], at: number): boolean {
  const item = itemAt(all, at)
  const [, name, address = ''] = /^(?:([a-z_]+):)?(.*)$/i.exec(item?.word ?? '') ?? []
  if (!item) return false
  if (item.slip === 'blank in a number')
    return all[at]?.word.startsWith('+') === true || namedChannel(name ?? '') !== undefined
  if (name === undefined) return PLAIN_NUMBER.test(address)
  return meantChannel(name) !== undefined && digitsOf(address) >= ADDRESS_DIGITS
}

/** Whether a word is a number that nothing is missing of. */
export function isWholeNumber(word: string): boolean {
  const number = normalizeNumber(word)
  return !isDottedQuad(word) && /^[1-9]\d*$/.test(number) && number.length >= WHOLE_DIGITS
}

/** Whether a word in a text is a channel with a number or an id, perhaps in brackets or quotes. */
export function isFullAddress(word: string): boolean {
  const [, name = '', address = ''] = /^[^a-z]*([a-z_]+):(.*)$/i.exec(word) ?? []
  return namedChannel(name) !== undefined && digitsOf(address) >= ADDRESS_DIGITS
}

/** `sms 447700900000`, `sms: 447700900000` and `sms :447700900000`. */
function withoutColonAt(all: readonly ChainWord[], at: number): Item | undefined {
  const [, name = '', colon] = /^([a-z_]+)(:?)$/i.exec(all[at]?.word ?? '') ?? []
  const next = all[at + 1]
  const [, address = ''] = /^:?([\w+().-]{5,50})$/.exec(next?.word ?? '') ?? []
  const channel = colon === ':' ? namedChannel(name) : meantChannel(name)
  if (!channel || next?.gap !== 'blank' || !/\d{4}/.test(address) || spacedNumberAt(all, at + 1)) return undefined
  return { word: `${name}:${address}`, next: at + 2, slip: 'colon missing' }
}

/**
 * The beginning of a number with blanks in it. A whole number ends at its blank, since a text may begin with a number
 * ("2 servers are down"); of any other it can't be told where the number ends, so it is not put together.
 */
function spacedNumberAt(all: readonly ChainWord[], at: number): Item | undefined {
  const [word = '', name, first = ''] = NUMBER_START.exec(all[at]?.word ?? '') ?? []
  const channel = name === undefined ? 'sms' : namedChannel(name)
  if (first === '' || channel === undefined || CHANNELS[channel].to !== 'number') return undefined
  if (isWholeNumber(first) || isDottedQuad(first)) return undefined
  const parts: string[] = []
  while (parts.length < MOST_PARTS && partAt(all, at + 1 + parts.length) !== '') {
    parts.push(partAt(all, at + 1 + parts.length))
  }
  if (parts.length === 0 || digitsOf(first + parts.join('')) < ADDRESS_DIGITS) return undefined
  return { word, next: at + 1, slip: 'blank in a number' }
}

/** The digits that go on after a blank. */
function partAt(all: readonly ChainWord[], at: number): string {
  const word = all[at]
  return word?.gap === 'blank' ? (NUMBER_PART.exec(word.word)?.[1] ?? '') : ''
}

/** `447700900000:` as people end an address before a text. */
function withoutStop(word: string, at: number): Item {
  const [, address] = /^(.*\d)[:]+$/.exec(word) ?? []
  return address === undefined ? { word, next: at + 1 } : { word: address, next: at + 1, slip: 'colon left over' }
}

function digitsOf(number: string): number {
  return normalizeNumber(number).replace(/\D/g, '').length
}
