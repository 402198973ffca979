import { INVISIBLE } from './blocks/text.ts'
import { nearestWord } from './nearest-word.ts'

/** A length of time, as a part of an expression. */
export const TIME = String.raw`\d+\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\b`

/** What stands between a status and a time, as a part of an expression. */
export const WITHIN = '(?:within|in|after|for)'

/** Words of a text that are looked at for what a chain is to wait for. */
const CLAUSE_WORDS = 8

/** Characters in which a condition ends, or is none. */
const CLAUSE_MAX = 300

/** Words that lead on from an address to what is to happen then. */
const CONNECTORS = /^(?:(?:then|and|but|only|or|else)\s+)+/i

/** What a condition begins with, also with a slip in it. */
const OPENER = /^(?:if|fi|iff|ifnot|not|unless|when|within|after|until)\b/i

const STATUS = /^(?:un-?|not)?(?:read|raed|reda|erad|red|seen|open|opened|viewed|delivered|received|arrived)$/

const WITH_TIME = new RegExp(String.raw`\b${TIME}`, 'i')

const STRICT = new RegExp(String.raw`^if\s+not\s+(\S+)\s+(?:within|in)\s+${TIME}\s*[:：]`, 'i')

/**
 * Whether the opening clause of a text was most likely meant for what a chain waits for: it begins with a word like
 * `if`, and has a status or a time in it. For one message alone only the exact form is so: it waits for nothing.
 */
export function beginsLikeCondition(text: string): boolean {
  const [clause = ''] = openingOf(text)
    .replace(CONNECTORS, '')
    .split(/[:：,]/, 1)
  const words = clause.split(/\s+/, CLAUSE_WORDS)
  return OPENER.test(clause) && (words.some(isNearStatus) || WITH_TIME.test(words.join(' ')))
}

/** Whether a text begins with `if not read within 10m:`, where the status may have a slip in it. */
export function beginsWithCondition(text: string): boolean {
  const [, word] = STRICT.exec(openingOf(text)) ?? []
  return word !== undefined && isNearStatus(word)
}

/** Whether a text goes on from an address, like `then call me`. */
export function beginsWithConnector(text: string): boolean {
  return CONNECTORS.test(openingOf(text))
}

/** The beginning of a text with single blanks, without the marks before its first word. */
function openingOf(text: string): string {
  const opening = text.replace(INVISIBLE, '').replace(/\s+/g, ' ').slice(0, CLAUSE_MAX)
  return opening.replace(/^[^\p{L}\p{N}]+/u, '')
}

function isNearStatus(typed: string): boolean {
  const word = typed.toLowerCase().replace(/[^\p{L}-]/gu, '')
  return STATUS.test(word) || (word.length > 6 && nearestWord(word, ['delivered', 'received']) !== undefined)
}
