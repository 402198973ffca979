/** A length of time, as a part of an expression. */
export const TIME = String.raw`\d+\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\b`

const STATUS = '(?:read|seen|opened?|viewed|delivered|received|arrived)'
const NOT = "(?:not?|nto|nt|never|nobody|none|(?:is|was|has|does)n['’]?t)"
const SUBJECT = String.raw`(?:(?:it|this|that)(?:['’]s)?\s+)?(?:(?:is|was|has)\s+)?`
/** What stands between a status and a time, as a part of an expression. */
export const WITHIN = '(?:within|in|after|for)'

/** What can only be meant for a condition, each by an example. */
const ATTEMPTS: readonly RegExp[] = [
  // "if not read", "if it is not yet delivered", "if unread", "unless seen"
  String.raw`if\s+${SUBJECT}${NOT}\s+(?:yet\s+|been\s+)*(?:un-?)?${STATUS}\b`,
  String.raw`if\s+${SUBJECT}un-?${STATUS}\b`,
  String.raw`unless\s+${SUBJECT}(?:un-?)?${STATUS}\b`,
  // "if not answered within", "if no answer in 10m", "unless there is an answer within 10m"
  String.raw`if\s+not\s+\S+\s+within\b`,
  String.raw`(?:if|when)\s+${SUBJECT}${NOT}\s+(?:\S+\s+){0,3}?${WITHIN}\s+${TIME}`,
  String.raw`unless\s+(?:\S+\s+){0,4}?${WITHIN}\s+${TIME}`,
  // "if not reda 10m:", "if read within 10m", "fi not read within 10m:", "not read 10m:", "within 10m:"
  String.raw`if\s+${SUBJECT}${NOT}\s+\S+\s+${TIME}\s*[:：]`,
  String.raw`(?:if|when)\s+${STATUS},?\s+${WITHIN}\s+${TIME}`,
  String.raw`(?:\S+\s+){0,3}?(?:un-?|not)?${STATUS},?\s+(?:${WITHIN}\s+)?${TIME}\s*[:：]`,
  String.raw`within\s+${TIME}\s*[:：]`,
].map((attempt) => new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${attempt})`, 'iu'))

/** Whether a text begins with what was most likely meant for a condition, however it is written. */
export function beginsLikeCondition(text: string): boolean {
  return ATTEMPTS.some((attempt) => attempt.test(text))
}
