import { unescapeText } from '../blocks/text.ts'
import { meantChannel } from '../notify-text.ts'

/** What was typed after /notify: the words that were meant for who gets it, right or wrong, and what follows them. */
export interface ChainText {
  words: string[]
  rest: string
}

/** A channel with something after its colon, but no web address; or a number. */
const MEANT_FOR_ADDRESS = /^[a-z_]+:(?!\/\/)\S|^[+\d().-]{5,}$/i

/** A number with blanks in it. */
const SPACED_NUMBER = /^(?:\+|00)?[\d().-]+(?: [\d().-]+)+(?=\s|$)/

/** Finds the chain in what was typed, as Slack sent it; without words where all of it is a text. */
export function readChainText(typed: string): ChainText {
  const text = unescapeText(typed.trim())
  return readSpacedNumber(text) ?? readWithoutColon(text) ?? readChain(text)
}

/** A chain in one word, or with blanks at its commas. */
function readChain(text: string): ChainText {
  const [, first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? []
  const words = first.split(',').filter((word) => word !== '')
  if (!words.some((word) => MEANT_FOR_ADDRESS.test(word))) return { words: [], rest: text }
  if (!first.endsWith(',') && !rest.startsWith(',')) return { words, rest }
  const more = readChain(rest.replace(/^,\s*/, ''))
  return { words: [...words, ...more.words], rest: more.rest }
}

/** `+44 7700 900000`, where the first part alone is no number. */
function readSpacedNumber(text: string): ChainText | undefined {
  const [number = ''] = SPACED_NUMBER.exec(text) ?? []
  const [first = ''] = number.split(' ')
  const digits = number.replace(/\D/g, '').length
  if (number === '' || MEANT_FOR_ADDRESS.test(first) || digits < 7 || digits > 15) return undefined
  return { words: [number.replaceAll(' ', '')], rest: text.slice(number.length).trim() }
}

/** `sms 447700900000`. */
function readWithoutColon(text: string): ChainText | undefined {
  const [all, name = '', address = ''] = /^([a-z_]+)\s+([\w+().-]{5,50})(?=\s|$)/i.exec(text) ?? []
  if (all === undefined || !/\d{4}/.test(address) || meantChannel(name) === undefined) return undefined
  return { words: [`${name}:${address}`], rest: text.slice(all.length).trim() }
}
