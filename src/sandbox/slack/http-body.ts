import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Json, type JsonObject, parseJson } from './json.ts'

/** The largest body that is read, in bytes. */
const BODY_MAX_BYTES = 4_000_000

/** The whole body as text; a larger one than 4 MB ends the connection. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > BODY_MAX_BYTES) throw new Error('body too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Arguments that a form carries as JSON text. Source: Slack, "Using the Web API: POST bodies". */
const JSON_ARGUMENTS = ['blocks', 'metadata', 'view', 'attachments', 'outputs']

/** The arguments of a Web API call from its query and its form or JSON body; undefined where the body can't be read. */
export function callArguments(request: IncomingMessage, url: URL, body: string): JsonObject | undefined {
  const query = Object.fromEntries(url.searchParams)
  if (/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    const parsed = parseJson(body)
    const isRecord = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isRecord ? { ...query, ...parsed } : undefined
  }
  const args: JsonObject = { ...query, ...Object.fromEntries(new URLSearchParams(body)) }
  for (const name of JSON_ARGUMENTS) {
    const value = args[name]
    if (typeof value === 'string' && value !== '') args[name] = parseJson(value) ?? value
  }
  return args
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: { [name: string]: string } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
