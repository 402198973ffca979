import type { types } from '@slack/bolt'
import { sectionsOf } from '../blocks/sections.ts'
import { FORM_ACTIONS } from './form-fields.ts'
import { readMetadata, writeMetadata } from './form-metadata.ts'

/** The line's block_id. */
const NOTICE_BLOCK = 'form_notice'

/** The form as Slack shows it at the moment. */
export interface ShownForm {
  callback_id: string
  private_metadata: string
  title: types.PlainTextElement
  submit: types.PlainTextElement | null
  close: types.PlainTextElement | null
  blocks: (types.KnownBlock | types.Block)[]
}

/**
 * The same form with a line, in mrkdwn, above the button of the simulation, where whoever clicks that is looking; it
 * goes as soon as the form is shown anew. Pure.
 */
export function withNotice(form: ShownForm, line: string): types.ModalView {
  const { callback_id, private_metadata, title, submit, close } = form
  const notice = sectionsOf([line]).map((section) => ({ ...section, block_id: NOTICE_BLOCK }))
  const blocks = form.blocks.filter(({ block_id }) => block_id !== NOTICE_BLOCK)
  return {
    type: 'modal',
    callback_id,
    title,
    ...(submit === null ? {} : { submit }),
    ...(close === null ? {} : { close }),
    private_metadata: writeMetadata({ ...readMetadata(private_metadata), shown: '' }),
    blocks: blocks.flatMap((block) => (block.block_id === FORM_ACTIONS.simulate ? [...notice, block] : [block])),
  }
}
