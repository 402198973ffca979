import type { types } from '@slack/bolt'
import { AS_FORM, AS_FORM_LABEL, SEND_ALL_THE_SAME, SEND_ALL_THE_SAME_LABEL } from '../words/command.ts'
import { sectionsOf } from './sections.ts'

/** The button *Open as form*; its value is what was typed. */
export const AS_FORM_ACTION = 'open_as_form'

/** The button *Send it all the same*; its value is what was typed, its block names the request. */
export const SEND_ALL_THE_SAME_ACTION = 'send_all_the_same'

/** Characters. Source: Slack, Block Kit, button, value. */
const VALUE_MAX = 2000

/** Whether a button can carry it. */
export function fitsButton(typed: string): boolean {
  return typed.length <= VALUE_MAX
}

/** What is answered to something typed that was not sent, with the ways on. */
export interface TypedAnswer {
  response_type: 'ephemeral'
  text: string
  blocks: types.KnownBlock[]
}

/** An answer with a button that opens the form with what was typed. Pure. */
export function answerWithForm(text: string, typed: string): TypedAnswer {
  return answer(text, [asFormButton(typed)])
}

/** Asks before the same is sent again. Pure. @param requestId the same for all clicks on this answer. */
export function askAboutSame(text: string, typed: string, requestId: string): TypedAnswer {
  const sendButton: types.Button = {
    type: 'button',
    action_id: SEND_ALL_THE_SAME_ACTION,
    text: { type: 'plain_text', text: SEND_ALL_THE_SAME },
    accessibility_label: SEND_ALL_THE_SAME_LABEL,
    value: typed,
  }
  return answer(text, [sendButton, asFormButton(typed)], requestId)
}

function answer(text: string, elements: types.Button[], blockId?: string): TypedAnswer {
  const actions: types.ActionsBlock = {
    type: 'actions',
    elements,
    ...(blockId === undefined ? {} : { block_id: blockId }),
  }
  return { response_type: 'ephemeral', text, blocks: [...sectionsOf(text.split('\n')), actions] }
}

function asFormButton(typed: string): types.Button {
  return {
    type: 'button',
    action_id: AS_FORM_ACTION,
    text: { type: 'plain_text', text: AS_FORM },
    accessibility_label: AS_FORM_LABEL,
    value: typed,
  }
}
