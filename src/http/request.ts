import fetch, { FetchError } from 'node-fetch'
import { agentFor, CONNECT_TIMEOUT_CODE } from './agents.ts'

/** One request, with a body that is sent as it is. */
export interface OutgoingRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
  /** Real milliseconds until the whole answer must be there. */
  timeoutMs: number
  /** Real milliseconds until a new connection must stand; no other limit than `timeoutMs` unless said. */
  connectTimeoutMs?: number
  /** A longer answer counts as none; a megabyte unless said. */
  answerBytesMax?: number
}

/** An answer, whatever its status. */
export interface IncomingAnswer {
  status: number
  /** In lower case. */
  headers: Record<string, string>
  body: string
}

/** Why there is no answer: `not connected` is certain not to have reached the server, `no answer` is not. */
export type RequestFailure = 'not connected' | 'no answer'

/** What came of a request; nothing that the network does is thrown. */
export type RequestOutcome = { type: 'answer'; answer: IncomingAnswer } | { type: 'failure'; failure: RequestFailure }

/** What a connection fails with before the first byte of a request is sent. Source: Node.js, system and TLS errors. */
const NOT_CONNECTED_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  CONNECT_TIMEOUT_CODE,
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** An answer longer than this is none that we could use. Bytes. */
const ANSWER_BYTES_MAX = 1024 * 1024

/** Makes one request; it is never repeated here, and redirects are not followed. */
export async function request(outgoing: OutgoingRequest): Promise<RequestOutcome> {
  try {
    const response = await fetch(outgoing.url, {
      method: outgoing.method,
      headers: outgoing.headers,
      ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
      redirect: 'manual',
      size: outgoing.answerBytesMax ?? ANSWER_BYTES_MAX,
      signal: AbortSignal.timeout(outgoing.timeoutMs),
      agent: ({ protocol }) => agentFor(protocol, outgoing.connectTimeoutMs),
    })
    const headers = Object.fromEntries(response.headers.entries())
    return { type: 'answer', answer: { status: response.status, headers, body: await response.text() } }
  } catch (error) {
    const code = error instanceof FetchError ? error.code : undefined
    const isCertain = code !== undefined && NOT_CONNECTED_CODES.has(code)
    return { type: 'failure', failure: isCertain ? 'not connected' : 'no answer' }
  }
}

/** Longest pause that a server may ask for, in milliseconds: an hour. */
const RETRY_AFTER_MS_MAX = 3_600_000

/**
 * The pause that an answer asks for in milliseconds, where it asks for any: none at all would be repeated without end.
 * Source: RFC 9110, 10.2.3, in seconds.
 */
export function retryAfterMs({ headers }: IncomingAnswer): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return seconds > 0 ? Math.min(seconds * 1000, RETRY_AFTER_MS_MAX) : undefined
}
