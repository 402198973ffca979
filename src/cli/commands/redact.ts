import { API_OPTIONS, createApi } from '../api.ts'
import type { Command } from '../command.ts'
import { usageError } from '../command-error.ts'
import { printResult } from '../result.ts'

/** Removes what is personal from a workflow. */
export const redactCommand: Command = {
  positionals: ['UUID'],
  summary: 'remove recipients, texts and names from an ended workflow, for good',
  help: [
    'Its evidence can still be verified afterwards. What people wrote back, what Slack shows, and exports that were',
    'made before are left as they are.',
    'Only with the operator’s credentials. Nothing is asked for without --yes.',
  ],
  options: { yes: { help: 'do it: what is removed cannot be brought back' }, ...API_OPTIONS },
  async run(input, context) {
    if (!input.has('yes')) throw usageError('what is removed cannot be brought back: add --yes to do it')
    const uuid = encodeURIComponent(input.positionals[0] ?? '')
    return printResult(await createApi(input, context).post(`/${uuid}/redact`), context)
  },
}
