import { randomUUID } from 'node:crypto'
import { parseJson } from '../../http/body.ts'
import { ANSWERS, readAs, uuidOf } from '../answers.ts'
import { API_OPTIONS, type Api, type ApiAnswer, createApi, NoAnswerError } from '../api.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, usageError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { readInputFile } from '../files.ts'
import { exitCodeOf, followWorkflow } from '../follow.ts'
import { maskWorkflow } from '../mask.ts'
import { workflowText } from '../workflow-text.ts'

/** How often one workflow is asked for where no answer comes; its key keeps it from becoming two. */
const TRIES_MAX = 3

/** Real milliseconds before it is asked for again. */
const PAUSE_MS = 1000

/** Sends a workflow that is given as JSON, and prints its uuid. */
export const sendCommand: Command = {
  positionals: ['FILE|-'],
  summary: 'send a workflow, as JSON from a file or from standard input',
  help: [
    'The uuid is printed as soon as the workflow is saved. A request without an answer is repeated with the same',
    'Idempotency-Key, so that it becomes one workflow.',
  ],
  options: {
    ...API_OPTIONS,
    key: { argument: 'KEY', help: 'the Idempotency-Key: the same one within 24 h never makes a second workflow' },
    wait: { short: 'w', help: 'wait until it has ended, and show what happens' },
  },
  async run(input, context) {
    const api = createApi(input, context)
    const workflow = parseJson(await readInputFile(input.positionals[0] ?? '-', context))
    if (workflow === undefined)
      throw usageError('that is not JSON; a workflow is {"template": "failover", "workflow": […]}')
    const answer = await create(api, { workflow, key: input.text('key') ?? randomUUID() }, context)
    const created = readAs(ANSWERS.created, answer.json)
    const uuid = uuidOf(created) ?? ''
    const isWaiting = input.has('wait')
    if (!isWaiting || !context.isJson) context.out(context.isJson ? `${JSON.stringify(created)}\n` : `${uuid}\n`)
    if (!isWaiting) return EXIT.done
    const ended = await followWorkflow(api, uuid, context)
    const masked = maskWorkflow(ended)
    context.out(context.isJson ? `${JSON.stringify(masked)}\n` : workflowText(masked, context.style))
    return exitCodeOf(ended)
  },
}

async function create(
  api: Api,
  { workflow, key }: { workflow: unknown; key: string },
  context: Context,
): Promise<ApiAnswer> {
  for (let i = 1; ; i += 1) {
    try {
      return await api.post('', workflow, { 'idempotency-key': key })
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error
      if (i >= TRIES_MAX) {
        throw new CommandError(
          EXIT.unreachable,
          `${error.message}: it may have been saved.\nAsk again with --key ${key}, which can not make a second workflow.`,
        )
      }
      await context.pause(PAUSE_MS)
    }
  }
}
