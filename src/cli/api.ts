import { parseJson } from '../http/body.ts'
import { readProblem } from '../http/problem.ts'
import type { IncomingAnswer } from '../http/request.ts'
import { authorizationHeader } from '../signing/authorization.ts'
import { readApiPath } from '../workflows-api/paths.ts'
import type { CommandInput, Context, Option } from './command.ts'
import { CommandError, usageError } from './command-error.ts'
import { readCredentials, readSettings } from './credentials.ts'
import { EXIT } from './exit-codes.ts'
import { plain } from './style.ts'

/** The Workflows API, asked with the credentials of the settings. */
export interface Api {
  /** @throws CommandError for whatever is no answer of 2xx. */
  get: (path: string) => Promise<ApiAnswer>
  /** @throws CommandError likewise; `no answer` is given back where it was asked for. */
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<ApiAnswer>
}

/** A good answer. */
export interface ApiAnswer {
  text: string
  json: unknown
}

/** The request may or may not have been taken in. */
export class NoAnswerError extends CommandError {}

/** The option that every client of the API has. */
export const API_OPTIONS: Readonly<Record<string, Option>> = {
  url: { argument: 'URL', help: 'where Backstop is; else PUBLIC_URL, else http://127.0.0.1:PORT' },
}

/** Real milliseconds until a request counts as unanswered. */
const TIMEOUT_MS = 15_000

/** The evidence of a workflow has each of its receipts. */
const ANSWER_BYTES_MAX = 64 * 1024 * 1024

/** Makes the client of the API. @throws CommandError when an address or credentials are missing or wrong. */
export function createApi(input: CommandInput, { environment, request }: Context): Api {
  const base = baseUrl(input, environment)
  const authorization = authorizationHeader(readCredentials(environment))
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const outcome = await request({
      method,
      url: `${base}${path}`,
      headers: {
        authorization: authorization(),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: TIMEOUT_MS,
      answerBytesMax: ANSWER_BYTES_MAX,
    })
    if (outcome.type === 'answer') return readAnswer(outcome.answer, base)
    if (outcome.failure === 'no answer') throw new NoAnswerError(EXIT.unreachable, `there was no answer from ${base}`)
    throw new CommandError(
      EXIT.unreachable,
      `nothing can be reached at ${base}\nIs Backstop running there? Set --url or PUBLIC_URL to where it is.`,
    )
  }
  return {
    get: (path) => ask('GET', path, {}),
    post: (path, body, headers = {}) => ask('POST', path, headers, body),
  }
}

/** With the path of the API: an address that has none gets the older one. */
function baseUrl(input: CommandInput, environment: Context['environment']): string {
  const given = input.text('url')
  if (given !== undefined && !/^https?:\/\/\S+$/.test(given)) throw usageError('--url must be an http or https address')
  const { PUBLIC_URL: publicUrl, PORT: port } = readSettings(
    environment,
    given === undefined ? ['PUBLIC_URL', 'PORT'] : [],
  )
  const url = (given ?? publicUrl ?? `http://127.0.0.1:${port ?? 3000}`).replace(/\/+$/, '')
  if (!URL.canParse(url)) throw usageError('--url must be an http or https address')
  return readApiPath(new URL(url).pathname) ? url : `${url}/beta/workflows`
}

function readAnswer({ status, body, headers }: IncomingAnswer, base: string): ApiAnswer {
  if (status >= 200 && status < 300) return { text: body, json: parseJson(body) }
  const problem = readProblem(body)
  const words = problem ? [problem.title, problem.detail].filter(Boolean).join(' ') : `the answer was ${status}`
  const lines = [words, ...(problem?.parameters ?? []).map((parameter) => `  ${parameter}`)].map((line) =>
    line.startsWith('  ') ? `  ${plain(line)}` : plain(line),
  )
  if (status === 401) lines.push('Are these the credentials of the Backstop that is asked? The clock counts, too.')
  if (status === 404 && !problem) lines.push(`Is ${base} the address of a Backstop with its own engine?`)
  if (status >= 300 && status < 400)
    lines.push(`It leads to ${plain(headers.location ?? 'another address')}: use that one.`)
  if (status === 429) lines.push('Ask again a little later.')
  throw new CommandError(status >= 500 ? EXIT.unreachable : EXIT.refused, lines.join('\n'))
}
