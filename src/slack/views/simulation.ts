import type { types } from '@slack/bolt'
import type { Simulation } from '../../failover/simulate.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { sectionsOf } from '../blocks/sections.ts'
import { costWords, outcomeWords, SIMULATION_WORDS, sendWords, stepHeading, worstWords } from '../words/simulation.ts'

/** The view's callback_id. */
export const SIMULATION_VIEW = 'simulation'

/** What a plan would come to, to be pushed on top of the form that holds it. Pure. */
export function simulationView(messages: readonly WorkflowMessage[], simulation: Simulation): types.ModalView {
  return {
    type: 'modal',
    callback_id: SIMULATION_VIEW,
    title: { type: 'plain_text', text: SIMULATION_WORDS.title },
    close: { type: 'plain_text', text: SIMULATION_WORDS.back },
    blocks: [
      ...sectionsOf([SIMULATION_WORDS.intro]),
      ...simulation.steps.flatMap((step) => {
        const message = messages[step.index]
        return message ? stepBlocks(step, message) : []
      }),
      { type: 'divider' },
      ...sectionsOf([worstWords(simulation), ...costWords(simulation.cost, messages)]),
    ],
  }
}

function stepBlocks(step: Simulation['steps'][number], message: WorkflowMessage): types.KnownBlock[] {
  const outcomes = step.outcomes.map((outcome) => outcomeWords(outcome, step, message))
  return [
    { type: 'divider' },
    ...sectionsOf([[stepHeading(step.index, message), sendWords(step), ...outcomes].join('\n')]),
  ]
}
