import { workflowBody } from './bodies.ts'
import { SOURCES, type WireRequest, type WireRow } from './wire-row.ts'

const TAKEN = { status: 202, taken: [{ channel: 'messenger' }, { channel: 'sms' }], words: 'as without it' } as const

function path(what: string, source: string, at: string): WireRow {
  return { what, source, request: { path: at }, answer: TAKEN }
}

function problem(what: string, source: string, request: WireRequest, status: number, type: string): WireRow {
  return { what, source, request, answer: { status, type } }
}

function ofType(type: string): WireRequest {
  return { headers: { 'content-type': type } }
}

/** Paths, methods and bodies, whatever is in them. */
export const REQUESTS: readonly WireRow[] = [
  path('`/beta/workflows`', 'Workflows API 0.3.0', '/beta/workflows'),
  path('`/beta/workflows/`', 'programs with a base URL that ends so', '/beta/workflows/'),
  path('`/beta/workflows?`', SOURCES.node, '/beta/workflows?'),
  path('`/v0.1/dispatch`', 'Dispatch API 0.3.3, servers', '/v0.1/dispatch'),
  path('`/v0.1/dispatch/`', 'Dispatch API 0.3.3, paths', '/v0.1/dispatch/'),
  path('`/v0.1/dispatch?`', SOURCES.node, '/v0.1/dispatch?'),
  {
    what: '`application/json; charset=utf-8`',
    source: 'RFC 9110, 8.3',
    request: ofType('application/json; charset=utf-8'),
    answer: TAKEN,
  },
  problem('`PUT`', SOURCES.errors, { method: 'PUT' }, 405, 'wrong-verb'),
  problem('another path', SOURCES.errors, { path: '/v0.1/messages' }, 404, 'not-found'),
  problem('a form', SOURCES.errors, ofType('application/x-www-form-urlencoded'), 415, 'content-type-header'),
  problem('`text/plain`', SOURCES.errors, ofType('text/plain'), 415, 'content-type-header'),
  problem('`application/jsonp`', SOURCES.errors, ofType('application/jsonp'), 415, 'content-type-header'),
  problem('a body that is no JSON', SOURCES.errors, { body: '{"template":"failover",}' }, 400, 'invalid-json'),
  problem('no body', SOURCES.errors, { body: '' }, 400, 'invalid-json'),
  problem('a body of more than a megabyte', 'ours', { body: `"${'x'.repeat(1024 * 1024)}"` }, 413, 'too-large'),
  problem(
    'more requests than `API_REQUESTS_PER_SECOND`',
    'Messages API 1.20.0, 429',
    { after: 3, body: workflowBody() },
    429,
    'throttled',
  ),
]
