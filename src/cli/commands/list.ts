import { ANSWERS, type PageAnswer, readAs, uuidOf } from '../answers.ts'
import { API_OPTIONS, type Api, createApi } from '../api.ts'
import type { Command, CommandInput, Context } from '../command.ts'
import { usageError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { maskPage } from '../mask.ts'
import { columns, plain } from '../style.ts'
import { statusWords } from '../workflow-text.ts'

const STATUSES = ['running', 'completed', 'error', 'cancelled']

/** Lists workflows. */
export const listCommand: Command = {
  positionals: [],
  summary: 'list workflows',
  help: ['Those of the credentials are listed; the operator sees all, the bot’s included.'],
  options: {
    ...API_OPTIONS,
    status: { argument: 'STATUS', help: `only these: ${STATUSES.join(', ')}` },
    limit: { argument: 'COUNT', help: 'how many at once, 1 to 100 (50)' },
    cursor: { argument: 'CURSOR', help: 'go on after an earlier list' },
    full: { help: 'with --json: leave numbers in texts as they are' },
    all: { help: 'all, instead of the first ones' },
  },
  async run(input, context) {
    const api = createApi(input, context)
    const query = readQuery(input)
    const workflows: PageAnswer['workflows'] = []
    let page = await readPage(api, query)
    for (;;) {
      workflows.push(...page.workflows)
      if (!context.isJson) context.out(pageText(page, context))
      if (!input.has('all') || !page.next_cursor) break
      query.set('cursor', page.next_cursor)
      page = await readPage(api, query)
    }
    const whole = { ...page, workflows }
    if (context.isJson) context.out(`${JSON.stringify(input.has('full') ? whole : maskPage(whole))}\n`)
    else if (page.next_cursor) context.err(`there are more: --all, or --cursor ${plain(page.next_cursor)}\n`)
    else if (workflows.length === 0) context.err('there are none\n')
    return EXIT.done
  },
}

function readQuery(input: CommandInput): URLSearchParams {
  const [status, limit, cursor] = [input.text('status'), input.text('limit'), input.text('cursor')]
  if (status !== undefined && !STATUSES.includes(status)) throw usageError(`--status is one of ${STATUSES.join(', ')}`)
  if (limit !== undefined && !/^([1-9]\d?|100)$/.test(limit)) throw usageError('--limit is a number from 1 to 100')
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ status, limit, cursor })) if (value !== undefined) query.set(name, value)
  return query
}

async function readPage(api: Api, query: URLSearchParams): Promise<PageAnswer> {
  const { json } = await api.get(query.size > 0 ? `?${query}` : '')
  return readAs(ANSWERS.page, json)
}

function pageText({ workflows }: PageAnswer, { style }: Context): string {
  const rows = workflows.map((workflow) => [
    uuidOf(workflow) ?? '',
    workflow.created_at,
    workflow.status,
    plain(workflow.channels.join(' → ')),
  ])
  return columns(rows)
    .map((line, i) => `${line.replace(rows[i]?.[2] ?? '', (status) => statusWords(status, style))}\n`)
    .join('')
}
