import type { IncomingMessage } from 'node:http'
import { parseJson, readBody } from '../http/body.ts'
import { type ApiProblem, INVALID_JSON, tooLarge, UNSUPPORTED_CONTENT_TYPE } from './problem.ts'

/** Bytes of a body; a workflow of many long messages has far less. */
const BODY_BYTES_MAX = 1024 * 1024

/** A request's body as JSON, or why it is none. */
export async function readJson(request: IncomingMessage): Promise<{ json: unknown } | { problem: ApiProblem }> {
  const body = await readBody(request, BODY_BYTES_MAX)
  if (body === 'too large') return { problem: tooLarge(BODY_BYTES_MAX) }
  if (!/^application\/(\w+\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
    return { problem: UNSUPPORTED_CONTENT_TYPE }
  }
  const json = parseJson(body.toString('utf8'))
  return json === undefined ? { problem: INVALID_JSON } : { json }
}
