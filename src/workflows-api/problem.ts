import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { answerJson } from '../http/body.ts'

/** One parameter that is wrong, by its path in the body, and what to do about it. */
export interface InvalidParameter {
  name: string
  reason: string
}

/** An error as the API answers it. Source: RFC 7807; the vendor's common errors. */
export interface ApiProblem {
  status: number
  type: string
  title: string
  detail: string
  invalidParameters?: InvalidParameter[]
  /** Beside those that every problem has. */
  headers?: Record<string, string>
}

/** The realm and the schemes that a request may have its credentials in. */
const CHALLENGE = 'Bearer, Basic realm="Workflows API"'

/** Where the vendor explains its errors. */
const ERRORS_URL = 'https://developer.nexmo.com/api-errors'

/** The body did not validate. Title and detail are as recorded from the vendor's own service. */
export function invalidParameters(invalid: InvalidParameter[]): ApiProblem {
  return {
    status: 400,
    type: 'https://www.nexmo.com/messages/Errors#InvalidParams',
    title: "Your request parameters didn't validate.",
    detail: `Found errors validating ${invalid.length} of your submitted parameters.`,
    invalidParameters: invalid,
  }
}

/** The body is not JSON. */
export const INVALID_JSON: ApiProblem = {
  status: 400,
  type: `${ERRORS_URL}#invalid-json`,
  title: 'Invalid JSON',
  detail: 'The request body could not be parsed as JSON.',
}

/** The credentials are missing or wrong; `detail` says how to mend them without saying which part is wrong. */
export function unauthorized(detail: string): ApiProblem {
  return {
    status: 401,
    type: `${ERRORS_URL}#unauthorized`,
    title: 'Invalid credentials supplied',
    detail,
    headers: { 'www-authenticate': CHALLENGE },
  }
}

/** Both kinds of credentials were given. */
export const MULTIPLE_AUTH_METHODS: ApiProblem = {
  status: 401,
  type: `${ERRORS_URL}#multiple-auth-methods`,
  title: 'Multiple authentication methods supplied',
  detail: 'Provide exactly one authentication method.',
  headers: { 'www-authenticate': CHALLENGE },
}

/** There is no such thing, or none that this client may see: which of the two is not said. */
export function notFound(detail: string): ApiProblem {
  return { status: 404, type: `${ERRORS_URL}#not-found`, title: 'Not Found', detail }
}

/** The idempotency key belongs to another request. */
export const KEY_REUSED: ApiProblem = {
  status: 409,
  type: `${ERRORS_URL}#idempotency-key-reused`,
  title: 'Idempotency-Key used before',
  detail: 'This Idempotency-Key came with another body in the last 24 hours: a new workflow needs a new key.',
}

/** The client has made more requests than its budget allows. Source: Messages API 1.20.0, 429. */
export function throttled(retryAfterSeconds: number): ApiProblem {
  return {
    status: 429,
    type: `${ERRORS_URL}#throttled`,
    title: 'Rate Limit Hit',
    detail: 'Please wait, then retry your request',
    headers: { 'retry-after': String(retryAfterSeconds) },
  }
}

/** The method is none that the path knows; `allow` are those that it does. */
export function wrongVerb(method: string, allow: readonly string[]): ApiProblem {
  return {
    status: 405,
    type: `${ERRORS_URL}#wrong-verb`,
    title: 'Request method not allowed',
    detail: `Request method '${method}' not supported`,
    headers: { allow: allow.join(', ') },
  }
}

/** The body is of another content type. */
export const UNSUPPORTED_CONTENT_TYPE: ApiProblem = {
  status: 415,
  type: `${ERRORS_URL}#content-type-header`,
  title: 'Unsupported Content-Type header',
  detail: "Unsupported Content-Type header provided. Must be one of the following: 'application/json'",
}

/** The body is longer than any workflow. */
export function tooLarge(limitBytes: number): ApiProblem {
  return {
    status: 413,
    type: `${ERRORS_URL}#too-large`,
    title: 'Request body too large',
    detail: `A request body has at most ${limitBytes} bytes.`,
  }
}

/** Answers a problem; `instance` is also the trace id in the headers, as with the vendor's own service. */
export function answerProblem(response: ServerResponse, problem: ApiProblem): void {
  const { status, invalidParameters: invalid, headers, ...rest } = problem
  const instance = randomBytes(16).toString('hex')
  answerJson(
    response,
    status,
    { ...rest, instance, ...(invalid ? { invalid_parameters: invalid } : {}) },
    {
      'content-type': 'application/problem+json',
      'x-nexmo-trace-id': instance,
      ...headers,
    },
  )
}
