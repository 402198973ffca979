import { cutText, plainTextOf } from '../plain-text.ts'
import type { FormDraft } from './form-draft.ts'

/** Characters of the form's text. Source: Slack, Block Kit, plain_text_input, max_length. */
const FORM_TEXT_MAX = 3000

/**
 * The form about a message: its text as somebody reads it, cut so that its address fits in below. It has no messages
 * of its own: the form fills in the settings that this person used last.
 * @param permalink undefined where Slack does not say it
 */
export function draftAbout(mrkdwn: string, permalink: string | undefined): FormDraft {
  const address = permalink === undefined ? [] : [permalink]
  const room = FORM_TEXT_MAX - address.join('').length - 1
  const lines = [cutText(plainTextOf(mrkdwn).trim(), room), ...address]
  return { text: lines.filter((line) => line !== '').join('\n'), messages: [] }
}
