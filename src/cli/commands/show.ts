import { API_OPTIONS, createApi } from '../api.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { exitCodeOf, followWorkflow, readWorkflow } from '../follow.ts'
import { maskWorkflow } from '../mask.ts'
import { workflowText } from '../workflow-text.ts'

/** Shows one workflow. */
export const showCommand: Command = {
  positionals: ['UUID'],
  summary: 'show one workflow: its messages, and what happened to it',
  help: ['Times are Backstop’s, with the provider’s beside them. Recipients are masked.'],
  options: {
    ...API_OPTIONS,
    full: { help: 'show recipients in full' },
    wait: { short: 'w', help: 'wait until it has ended, and show what happens' },
  },
  async run(input, context) {
    const api = createApi(input, context)
    const uuid = input.positionals[0] ?? ''
    const isWaiting = input.has('wait')
    const workflow = await (isWaiting ? followWorkflow(api, uuid, context) : readWorkflow(api, uuid))
    const shown = input.has('full') ? workflow : maskWorkflow(workflow)
    context.out(context.isJson ? `${JSON.stringify(shown)}\n` : workflowText(shown, context.style))
    return isWaiting ? exitCodeOf(workflow) : EXIT.done
  },
}
