import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** An error answer of the vendor's APIs: RFC 7807 with the vendor's `instance` and, where named, the parameters. */
export interface ProblemAnswer {
  status: number
  type: string
  title: string
  detail: string
  invalidParameters?: readonly { name: string; reason: string }[]
  headers?: Readonly<Record<string, string>>
  /** `application/problem+json` when left out. */
  contentType?: string
}

/** A request as it came, with what it was answered; `status` stays undefined where there was no answer. */
export interface RecordedRequest {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
  at: number
  status?: number
}

/** Largest body that is read, in bytes; more than any documented message needs. */
const BODY_LIMIT_BYTES = 1024 * 1024

/** Reads the whole body as UTF-8. @throws Error above 1 MiB or when the client goes away. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    sizeBytes += bytes.length
    if (sizeBytes > BODY_LIMIT_BYTES) throw new Error(`The body is larger than ${BODY_LIMIT_BYTES} bytes.`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Starts the record of a request whose body has not been read. */
export function recordRequest(request: IncomingMessage, at: number): RecordedRequest {
  return { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: '', at }
}

const sentBodies = new WeakMap<ServerResponse, string>()

/** The body that a response was sent with; empty where none was. */
export function sentBody(response: ServerResponse): string {
  return sentBodies.get(response) ?? ''
}

/** Answers JSON with a fresh `X-Request-Id` (Messages API 1.20.0); resolves once it was handed to the network. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const bytes = Buffer.from(text)
  sentBodies.set(response, text)
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    'X-Request-Id': randomUUID(),
    ...headers,
  })
  return new Promise((resolve) => {
    if (response.destroyed) resolve()
    response.once('close', resolve)
    response.end(bytes, () => resolve())
  })
}

/** Answers an error; `instance` is also sent as `x-nexmo-trace-id`, as recorded from the real API. */
export function sendProblem(response: ServerResponse, problem: ProblemAnswer): Promise<void> {
  const instance = randomBytes(16).toString('hex')
  const body = {
    type: problem.type,
    title: problem.title,
    detail: problem.detail,
    instance,
    ...(problem.invalidParameters && { invalid_parameters: problem.invalidParameters }),
  }
  return sendJson(response, problem.status, body, {
    'Content-Type': problem.contentType ?? 'application/problem+json',
    'x-nexmo-trace-id': instance,
    ...problem.headers,
  })
}

/** A JSON object out of a raw body; the parser's own words where it is not JSON, undefined where it is no object. */
export function parseObject(body: string): { value?: Record<string, unknown>; jsonError?: string } {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { value: { ...value } } : {}
  } catch (error) {
    return { jsonError: error instanceof Error ? error.message : String(error) }
  }
}
