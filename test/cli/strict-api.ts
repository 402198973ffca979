import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson, parseJson, readBody } from '../../src/http/body.ts'
import { type RunningServer, startServer } from '../../src/http/server.ts'

/** A request as it came. */
export interface SeenRequest {
  method: string
  target: string
  key: string | undefined
  body: unknown
}

/** A server with the API's answers and nothing behind them: what the API refuses, it refuses. */
export interface StrictApi {
  environment: Record<string, string>
  requests: SeenRequest[]
  /** Answered in this order to what is asked for; the last one is repeated. */
  answers: { status: number; body: unknown }[]
  /** So many requests are read, and cut off without an answer. */
  dropNext: number
  stop: RunningServer['stop']
}

/** What the API knows. Source: our OpenAPI document, paths. */
const PATHS = [
  /^POST \/beta\/workflows$/,
  /^GET \/beta\/workflows(\?(status|limit|cursor)=.*)?$/,
  /^GET \/beta\/workflows\/[\w-]+$/,
  /^POST \/beta\/workflows\/[\w-]+\/(cancel|skip|redact)$/,
  /^GET \/beta\/workflows\/[\w-]+\/evidence\?format=(json|csv)$/,
]

export async function startStrictApi(): Promise<StrictApi> {
  const requests: SeenRequest[] = []
  const wanted = `Basic ${Buffer.from('key:secret').toString('base64')}`
  const api: Omit<StrictApi, 'stop' | 'environment'> = { requests, answers: [], dropNext: 0 }
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: target = '', headers } = request
    const text = String(await readBody(request, 1_000_000))
    const key = headers['idempotency-key']
    requests.push({ method, target, key: typeof key === 'string' ? key : undefined, body: parseJson(text) })
    if (api.dropNext > 0) {
      api.dropNext -= 1
      request.socket.destroy()
      return
    }
    const problem = problemOf(`${method} ${target}`, text, headers, wanted)
    if (problem) return answerJson(response, problem.status, problem)
    const answer = api.answers.length > 1 ? api.answers.shift() : api.answers[0]
    if (typeof answer?.body === 'string') response.writeHead(answer.status).end(answer.body)
    else answerJson(response, answer?.status ?? 500, answer?.body)
  }
  const server = await startServer({ host: '127.0.0.1', port: 0, handle, onError: () => {} })
  return Object.assign(api, {
    environment: { PUBLIC_URL: server.url, VONAGE_API_KEY: 'key', VONAGE_API_SECRET: 'secret' },
    stop: server.stop,
  })
}

function problemOf(asked: string, text: string, headers: IncomingMessage['headers'], wanted: string) {
  if (!PATHS.some((path) => path.test(asked))) return { status: 404, title: 'Not found', detail: asked }
  if (headers.authorization !== wanted) return { status: 401, title: 'Invalid credentials supplied' }
  if (text !== '' && headers['content-type'] !== 'application/json') return { status: 415, title: 'Content-Type' }
  return undefined
}
