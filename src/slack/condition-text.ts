import type { ConditionStatus } from '../failover/message-status.ts'
import type { Failover } from '../failover/workflow.ts'
import { CONDITION_WITHOUT_COLON, NO_CONDITION, NO_TIME } from './words/command-mistakes.ts'

/** What a chain waits for, as it was typed before the text: `if not read within 10m: text`. */
export type ConditionText =
  | { type: 'none'; text: string }
  | { type: 'condition'; failover: Failover; text: string }
  | { type: 'wrong'; reason: string }

/** Seconds by what people type after the count. */
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

const FORM = /^if\s+not\s+(\S+)\s+within\s+([^:]*?)\s*:\s*([\s\S]*)$/i

/** What can only be meant for a condition: a text that begins so would go to somebody's phone. */
const ATTEMPT = /^if\s+not\s+(read|delivered)\b|^if\s+not\s+\S+\s+within\b/i

/** Reads the condition that a text begins with, if it begins with one. */
export function readCondition(typed: string): ConditionText {
  if (!ATTEMPT.test(typed)) return { type: 'none', text: typed }
  const [, status = '', time = '', text = ''] = FORM.exec(typed) ?? []
  if (status === '') return { type: 'wrong', reason: CONDITION_WITHOUT_COLON }
  const conditionStatus = statusOf(status)
  if (!conditionStatus) return { type: 'wrong', reason: NO_CONDITION }
  const expirySeconds = readDuration(time)
  if (expirySeconds === undefined) return { type: 'wrong', reason: NO_TIME }
  return { type: 'condition', failover: { expirySeconds, conditionStatus }, text }
}

function statusOf(word: string): ConditionStatus | undefined {
  const status = word.toLowerCase()
  return status === 'read' || status === 'delivered' ? status : undefined
}

/** Seconds of `30s`, `10m`, `2 h` or `1d`; nothing where it is no such time. */
export function readDuration(typed: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})\s*([smhd])/.exec(typed.toLowerCase()) ?? []
  const isWhole = /^\d+\s*(s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)$/i.test(typed)
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

/** A time that can be read, with or without the colon after it; else whatever stands before a colon. */
const MEANT = /^if\s+not\s+(\S+)\s+within\s+(?:(\d+\s*[a-z]+)\s*(?::|(?=\s)|$)|([^:\n]*?)\s*:)\s*([\s\S]*)$/i

/** Reads a condition that is written nearly as it must be; nothing where it can't be told from the text. */
export function readMeantCondition(typed: string): MeantCondition | undefined {
  const [, status = '', time, otherTime = '', text = ''] = MEANT.exec(typed) ?? []
  const conditionStatus = statusOf(status)
  const meant = time ?? otherTime
  return conditionStatus && meant.length <= TIME_MAX ? { conditionStatus, time: meant, text } : undefined
}
