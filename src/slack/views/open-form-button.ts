import type { types } from '@slack/bolt'
import { cutText } from '../plain-text.ts'
import { OPEN_FORM_BUTTON } from '../words/ways-in.ts'

/** The action of a button that opens the form. */
export const OPEN_FORM_ACTION = 'open_form'

/** Characters of a button's value. Source: Slack, Block Kit, button. */
const VALUE_MAX = 2000

/** Characters that a thread's ts and the line break take, with room for longer ones. */
const THREAD_ROOM = 40

/** Characters of a text that the button can carry. */
export const CARRIED_TEXT_MAX = VALUE_MAX - THREAD_ROOM

/** What the button takes along into the form; the conversation is where it is clicked. */
export interface Carried {
  threadTs?: string
  text?: string
}

/** The button; a text is cut, visibly, to what it can carry. */
export function openFormButton({ threadTs, text }: Carried): types.Button {
  // The thread in a line of its own, so that the text needs no escaping, which would make it longer.
  const value = `${threadTs ?? ''}\n${cutText(text ?? '', CARRIED_TEXT_MAX)}`
  return {
    type: 'button',
    action_id: OPEN_FORM_ACTION,
    text: { type: 'plain_text', text: OPEN_FORM_BUTTON },
    ...(value === '\n' ? {} : { value }),
  }
}

/** What a clicked button takes along. */
export function readCarried(value: string | undefined): Carried {
  const [threadTs = '', ...lines] = (value ?? '').split('\n')
  const text = lines.join('\n')
  return { ...(threadTs === '' ? {} : { threadTs }), ...(text === '' ? {} : { text }) }
}
