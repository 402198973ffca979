import { API_OPTIONS, createApi } from '../api.ts'
import type { Command } from '../command.ts'
import { usageError } from '../command-error.ts'
import { printResult } from '../result.ts'

/** Skips the message of a workflow that is waiting. */
export const skipCommand: Command = {
  positionals: ['UUID', 'MESSAGE'],
  summary: 'stop waiting for one message: the next one goes now',
  help: ['MESSAGE counts from 1, as show does. If that is not the message that waits, nothing changes.'],
  options: API_OPTIONS,
  async run(input, context) {
    const [uuid = '', message = ''] = input.positionals
    if (!/^[1-9]\d{0,2}$/.test(message)) throw usageError('MESSAGE is a number, counted from 1 as show does')
    const path = `/${encodeURIComponent(uuid)}/skip`
    return printResult(await createApi(input, context).post(path, { index: Number(message) - 1 }), context)
  },
}
