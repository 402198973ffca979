import { durationOf } from '../blocks/text.ts'

/** The form did not open after a command. */
export const FORM_FAILED =
  '⚠️ The form could not be opened in time. Type `/notify` again, or all in one line: `/notify 447700900000 The server room is flooding`'

/** The form did not open after a click. */
export const FORM_FAILED_AFTER_CLICK = '⚠️ The form could not be opened in time. Press the button again.'

/** The form did not open after `/notify again`. */
export const AGAIN_FAILED = '⚠️ The form could not be opened in time. Try again.'

/** The button that opens the form with what was typed. */
export const AS_FORM = 'Open as form'

/** What the button says to those who hear the screen. */
export const AS_FORM_LABEL = 'Open the form, filled in with what you typed'

/** The button that sends the same once more. */
export const SEND_ALL_THE_SAME = 'Send it all the same'

/** What the button says to those who hear the screen. */
export const SEND_ALL_THE_SAME_LABEL = 'Send the same text to the same recipient once more'

/** Nobody has asked for anything that could be shown. */
export const NONE_YET = 'There is none yet: you have asked for none, and none is here.'

/** What is said of a request that is saved. @param recipients masked, in mrkdwn. */
export function savedWords(recipients: readonly string[]): string {
  return `⏳ Saved, and on its way: ${recipients.join(', then ')}`
}

/** Saving failed by a mistake of ours. */
export function notSavedWords(reference: string): string {
  return `⚠️ Nothing was sent: something went wrong on our side (reference ${reference}). Try again.`
}

/** Reading failed by a mistake of ours. */
export function noAnswerWords(reference: string): string {
  return `⚠️ No answer: something went wrong on our side (reference ${reference}). Try again.`
}

/** The same text went to the same recipient a moment ago. */
export function sameRequestWords(same: { recipient: string; agoMs: number; shortId: string; userId: string }): string {
  const ago = durationOf(Math.max(same.agoMs, 1000))
  return `⚠️ Nothing was sent: the same text went to ${same.recipient} ${ago} ago (\`${same.shortId}\`, by <@${same.userId}>).`
}

/** An id that is of none that the person may see. */
export function notFoundWords(shortId: string): string {
  return `⚠️ There is no ${shortId} that is yours or of this conversation. \`/notify list\` shows what is running.`
}

/** `/notify cancel` has ended one. */
export function cancelledWords(shortId: string): string {
  return `🛑 ${shortId} is cancelled: no further message will be sent.`
}
