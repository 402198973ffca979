import { API_OPTIONS, createApi } from '../api.ts'
import type { Command } from '../command.ts'
import { printResult } from '../result.ts'

/** Cancels a workflow. */
export const cancelCommand: Command = {
  positionals: ['UUID'],
  summary: 'cancel a workflow: nothing more is sent',
  help: ['The answer is definite; where a message was just being handed over, it says so.'],
  options: API_OPTIONS,
  async run(input, context) {
    const uuid = encodeURIComponent(input.positionals[0] ?? '')
    return printResult(await createApi(input, context).post(`/${uuid}/cancel`), context)
  },
}
