import type { ConditionStatus } from '../failover/message-status.ts'
import type { Failover } from '../failover/workflow.ts'
import { INVISIBLE } from './blocks/text.ts'
import { beginsLikeChain } from './chain-text.ts'
import { beginsLikeCondition, beginsWithCondition, TIME, WITHIN } from './condition-attempt.ts'
import { nearestWord } from './nearest-word.ts'
import { CONDITION_FORM, meantCondition, NO_CONDITION, NO_TIME } from './words/command-mistakes.ts'

/** What a chain waits for, as it was typed before the text: `if not read within 10m: text`. */
export type ConditionText =
  | { type: 'none'; text: string }
  | { type: 'condition'; failover: Failover; text: string }
  | { type: 'wrong'; reason: string }

/** Seconds by what people type after the count. */
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** What is understood; people say `in` for `within`. */
const FORM = /^if not (\S+) (?:within|in) (.*)$/i

/** Words that are read as one of the two statuses once somebody has agreed. */
const STATUS_WORDS: Readonly<Record<string, ConditionStatus>> = {
  read: 'read',
  seen: 'read',
  open: 'read',
  opened: 'read',
  viewed: 'read',
  delivered: 'delivered',
  received: 'delivered',
  arrived: 'delivered',
}

/**
 * Reads the condition that a text begins with, if it begins with one. What begins only nearly like one is wrong, since
 * it would go to somebody's phone.
 */
export function readCondition(typed: string): ConditionText {
  const { head, tail } = headOf(typed)
  if (!beginsLikeCondition(typed)) return { type: 'none', text: typed }
  const [, word, time = ''] = (tail === '' ? null : FORM.exec(head.replace(/\s+/g, ' ').slice(0, HEAD_MAX))) ?? []
  const conditionStatus = word === undefined ? undefined : statusOf(word)
  const expirySeconds = readDuration(time)
  if (conditionStatus && expirySeconds !== undefined) {
    return { type: 'condition', failover: { expirySeconds, conditionStatus }, text: tail.slice(1).trim() }
  }
  const meant = readMeantCondition(typed)
  if (meant && !beginsWithCondition(meant.text) && !beginsLikeChain(meant.text)) {
    const isTime = readDuration(meant.time) !== undefined
    return { type: 'wrong', reason: isTime ? meantCondition(meant) : NO_TIME }
  }
  return { type: 'wrong', reason: word === undefined || conditionStatus ? CONDITION_FORM : NO_CONDITION }
}

/** Characters before the colon that are looked at: with all blanks in them a condition is no longer. */
const HEAD_MAX = 300

/** What stands before the first colon, without what can't be seen and with single blanks, and all from the colon on. */
function headOf(typed: string): { head: string; tail: string } {
  const headEnd = typed.search(/[:：]/)
  const [head, tail] = headEnd < 0 ? [typed, ''] : [typed.slice(0, headEnd), typed.slice(headEnd)]
  return {
    head: head
      .replace(INVISIBLE, '')
      .replace(/[^\S\n]+/g, ' ')
      .trim(),
    tail,
  }
}

function statusOf(word: string): ConditionStatus | undefined {
  const status = word.toLowerCase()
  return status === 'read' || status === 'delivered' ? status : undefined
}

function meantStatus(word: string): ConditionStatus | undefined {
  const status = word.toLowerCase().replace(/^(?:un-?|not)/, '')
  const near = nearestWord(status, Object.keys(STATUS_WORDS))
  return near === undefined ? undefined : STATUS_WORDS[near]
}

/** Seconds of `30s`, `10m`, `2 h` or `1d`; nothing where it is no such time. */
export function readDuration(typed: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})\s*([smhd])/.exec(typed.toLowerCase()) ?? []
  const isWhole = /^\d+\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/i.test(typed)
  const seconds = UNIT_SECONDS[unit]
  return isWhole && seconds !== undefined ? Number(count) * seconds : undefined
}

/** Seconds as people type them, which is read as exactly these: `90s`, `45m`, `2h`, `1d`. */
export function typedDuration(seconds: number): string {
  const units = Object.entries(UNIT_SECONDS).filter(([, size]) => seconds % size === 0)
  const [unit, size] = units.at(-1) ?? ['s', 1]
  return `${seconds / size}${unit}`
}

/** What was meant for a condition, the time as it was typed. */
export interface MeantCondition {
  conditionStatus: ConditionStatus
  time: string
  text: string
}

/** Characters of a time that is to be mended in the form. */
const TIME_MAX = 20

/** What may stand before the status without saying more; any other word is a part of a text, which must not be lost. */
const BEFORE_STATUS =
  "(?:and|or|but|then|if|fi|ifnot|when|unless|the|message|messenger|viber|whatsapp|sms|it(?:['’]?s)?|this|that|is|was|has|does|been|yet|not?|nto|nt|(?:is|was|has|does)n['’]?t)"

/** A condition in nearly any words, with whatever ends it; without a colon at its end the time must be one that is read. */
const MEANT = new RegExp(
  String.raw`^[^\p{L}\p{N}]*(?:${BEFORE_STATUS}\s+){0,6}?([a-z-]+),?\s+(?:(?:${WITHIN}\s+)?(${TIME})(?!\s*(?:and\s+)?${TIME})(?:\s*[:：,;.)–—-]+|(?=\s)|$)|${WITHIN}\s+([^:：\n]*?)\s*[:：])\s*([\s\S]*)$`,
  'iu',
)

/** Reads a condition that is written nearly as it must be; nothing where it can't be told from the text. */
export function readMeantCondition(typed: string): MeantCondition | undefined {
  const { head, tail } = headOf(typed)
  if (!beginsLikeCondition(typed)) return undefined
  const shown = head + tail
  const [, word = '', time, otherTime = '', text = ''] = MEANT.exec(shown.slice(0, HEAD_MAX)) ?? []
  const conditionStatus = meantStatus(word)
  const meant = time ?? otherTime
  return conditionStatus && meant.length <= TIME_MAX
    ? { conditionStatus, time: meant, text: text + shown.slice(HEAD_MAX) }
    : undefined
}
