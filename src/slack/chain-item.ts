import { CHANNELS } from '../failover/channel.ts'
import type { ChainWord } from './chain-word.ts'
import { meantChannel, namedChannel, normalizeNumber } from './recipient-text.ts'
import type { Slip } from './words/command-mistakes.ts'

/** One address of a chain as it was meant, with the place after it. */
export interface Item {
  word: string
  next: number
  slip?: Slip
}

/** Digits from which a number can be a whole one; nearly all mobile numbers have as many, with their country code. */
const WHOLE_DIGITS = 10

/** Digits of the longest number, and of the longest that is common. Source: ITU-T E.164. */
const MOST_DIGITS = 15
const USUAL_DIGITS = 13

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
  if (MEANT_FOR_ADDRESS.test(word)) return withoutStop(word, at)
  return namedChannel(word.replace(/:$/, '')) && word.endsWith(':') ? { word, next: at + 1 } : undefined
}

/** Whether this word, which no comma stands before, begins what can only be meant for an address. */
export function startsChain(all: readonly ChainWord[], at: number): boolean {
  const item = itemAt(all, at)
  const [, name, address = ''] = /^(?:([a-z_]+):)?(.*)$/i.exec(item?.word ?? '') ?? []
  if (!item) return false
  const isWhole = isNumber(address) && digitsOf(address) >= WHOLE_DIGITS && digitsOf(address) <= MOST_DIGITS
  if (name === undefined) return isWhole
  if (item.slip === 'colon missing') return digitsOf(address) >= 7
  return namedChannel(name) !== undefined || isWhole || (meantChannel(name) !== undefined && /\d{4}/.test(address))
}

/** Whether a word in a text is a channel with a number or an id, perhaps in brackets or quotes. */
export function isFullAddress(word: string): boolean {
  const [, name = '', address = ''] = /^[^a-z]*([a-z_]+):(.*)$/i.exec(word) ?? []
  return namedChannel(name) !== undefined && digitsOf(address) >= 7
}

/** `sms 447700900000`, `sms: 447700900000` and `sms :447700900000`. */
function withoutColonAt(all: readonly ChainWord[], at: number): Item | undefined {
  const [, name = '', colon] = /^([a-z_]+)(:?)$/i.exec(all[at]?.word ?? '') ?? []
  const next = all[at + 1]
  const [, address = ''] = /^:?([\w+().-]{5,50})$/.exec(next?.word ?? '') ?? []
  const channel = colon === ':' ? namedChannel(name) : meantChannel(name)
  if (!channel || next?.gap !== 'blank' || !/\d{4}/.test(address)) return undefined
  return { word: `${name}:${address}`, next: at + 2, slip: 'colon missing' }
}

/**
 * A number with blanks in it: what is too short for a whole one takes all digits that follow. A whole one ends at its
 * blank, since a text may begin with a number ("2 servers are down"), unless what follows is hardly a text.
 */
function spacedNumberAt(all: readonly ChainWord[], at: number): Item | undefined {
  const [, name, first = ''] = NUMBER_START.exec(all[at]?.word ?? '') ?? []
  const channel = name === undefined ? 'sms' : namedChannel(name)
  if (first === '' || channel === undefined || CHANNELS[channel].to !== 'number') return undefined
  let number = first
  let next = at + 1
  while (goesOn(all, next, { number, isInParts: next > at + 1 })) {
    number += partAt(all, next)
    next += 1
  }
  const digits = digitsOf(number)
  if (next === at + 1 || digits < 7) return undefined
  return { word: name === undefined ? number : `${name}:${number}`, next, slip: 'blank in a number' }
}

function goesOn(
  all: readonly ChainWord[],
  at: number,
  { number, isInParts }: { number: string; isInParts: boolean },
): boolean {
  const part = partAt(all, at)
  if (part === '') return false
  const digits = digitsOf(number)
  const together = digits + digitsOf(part)
  if (digits < WHOLE_DIGITS) return together <= MOST_DIGITS || MEANT_FOR_ADDRESS.test(number)
  const isAllThatFollows = all.slice(at).every((_, index) => partAt(all, at + index) !== '')
  if (isAllThatFollows || /^0\d/.test(part)) return together <= MOST_DIGITS
  return isInParts && digitsOf(part) > 1 && together <= USUAL_DIGITS
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

function isNumber(word: string): boolean {
  return /^[+\d().-]+$/.test(word)
}

function digitsOf(number: string): number {
  return normalizeNumber(number).replace(/\D/g, '').length
}
