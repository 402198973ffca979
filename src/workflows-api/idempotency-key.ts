import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type ApiProblem, invalidParameters } from './problem.ts'

/** The header with which a client names its request, so that it may repeat it. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key'

/** Printable characters of ASCII; more than one header, or an empty one, is a mistake. */
const KEY = /^[\x20-\x7e]{1,255}$/

/** The key of a request; absent where it has none. */
export function readIdempotencyKey({ headersDistinct }: IncomingMessage): { key?: string } | { problem: ApiProblem } {
  const headers = headersDistinct[IDEMPOTENCY_HEADER.toLowerCase()]
  if (!headers) return {}
  const [key = '', another] = headers
  if (another === undefined && KEY.test(key)) return { key }
  const reason = 'must be given once, with 1 to 255 printable characters of ASCII'
  return { problem: invalidParameters([{ name: IDEMPOTENCY_HEADER, reason }]) }
}

/** SHA-256 of JSON whatever the order of its keys and its white space, in lower-case hexadecimal. */
export function bodyHash(json: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(json, (_key, value: unknown) => sorted(value)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
