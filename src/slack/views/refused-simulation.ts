import type { types } from '@slack/bolt'
import { sectionsOf } from '../blocks/sections.ts'
import { escapeText } from '../blocks/text.ts'
import { mistakeLine, NOT_YET_SIMULATED } from '../words/form.ts'
import { SIMULATION_WORDS } from '../words/simulation.ts'
import type { FormDraft } from './form-draft.ts'
import type { FormErrors } from './form-messages.ts'
import { SIMULATION_VIEW } from './simulation.ts'

/** Instead of a simulation: these lines, in mrkdwn. */
export function refusedSimulationView(lines: readonly string[]): types.ModalView {
  return {
    type: 'modal',
    callback_id: SIMULATION_VIEW,
    title: { type: 'plain_text', text: SIMULATION_WORDS.title },
    close: { type: 'plain_text', text: SIMULATION_WORDS.back },
    blocks: sectionsOf(lines),
  }
}

/** What must be put right before a plan can be simulated: the mistakes of each message, in their order. */
export function mistakeLines(errors: FormErrors, { messages }: FormDraft): string[] {
  const numberOf = (blockId: string) => messages.findIndex(({ key }) => blockId.startsWith(`${key}_`)) + 1
  const lines = Object.entries(errors)
    .map(([blockId, words]) => ({ number: numberOf(blockId), words: escapeText(words) }))
    .sort((a, b) => a.number - b.number)
  return [NOT_YET_SIMULATED, ...lines.map(({ number, words }) => mistakeLine(number, words))]
}
