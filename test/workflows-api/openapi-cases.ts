import type { ApiWorld, Asked } from './api-world.ts'
import { workflowBody } from './bodies.ts'

/** A request that shows one documented answer; each begins with one workflow of the shop. */
export interface Case {
  name: string
  method: string
  /** As the document has it. */
  path: string
  status: string
  asked?: Asked
  query?: string
  before?: (world: ApiWorld, uuid: string) => unknown
  options?: Parameters<typeof import('./api-world.ts').startApi>[0]
}

const KEY = { 'idempotency-key': 'one' }
const NOT_JSON = { 'content-type': 'text/plain' }
const LONG = `"${'x'.repeat(1024 * 1024)}"`

/** The database is gone. */
const breakDown = (world: ApiWorld) => world.database.close()

/** What every operation can be answered. */
function everywhere(method: string, path: string, body?: unknown): Case[] {
  const asked = body === undefined ? {} : { body }
  return [
    { name: 'no credentials', method, path, status: '401', asked: { ...asked, client: 'nobody' } },
    { name: 'too many requests', method, path, status: '429', asked, options: { requestsPerSecond: 1 } },
    { name: 'no database', method, path, status: '500', asked, before: breakDown },
  ]
}

/** What every operation on one workflow can be answered. */
function ofOne(method: string, path: string, body?: unknown): Case[] {
  const asked = { client: 'clinic', ...(body === undefined ? {} : { body }) } as const
  return [...everywhere(method, path, body), { name: 'of another client', method, path, status: '404', asked }]
}

/** What every operation with a body can be answered. */
function withBody(path: string, wrong: unknown): Case[] {
  const method = 'POST'
  return [
    { name: 'a wrong body', method, path, status: '400', asked: { body: wrong } },
    { name: 'no JSON', method, path, status: '400', asked: { body: '{' } },
    { name: 'a long body', method, path, status: '413', asked: { body: LONG } },
    { name: 'another content type', method, path, status: '415', asked: { body: 'x', headers: NOT_JSON } },
  ]
}

const cancel = (world: ApiWorld, uuid: string) => world.ask({ method: 'POST', path: `/beta/workflows/${uuid}/cancel` })

function casesOf(base: string, uuidName: string): Case[] {
  const all = base
  const one = `${base}/{${uuidName}}`
  return [
    ...everywhere('POST', all, workflowBody()),
    ...withBody(all, workflowBody({ failover: undefined })),
    { name: 'a workflow', method: 'POST', path: all, status: '202', asked: { body: workflowBody(), headers: KEY } },
    {
      name: 'a key that came with another body',
      method: 'POST',
      path: all,
      status: '409',
      asked: { body: workflowBody(), headers: KEY },
      before: (world) => world.ask({ method: 'POST', body: workflowBody({ client_ref: 'x' }), headers: KEY }),
    },

    ...everywhere('GET', all),
    { name: 'a page', method: 'GET', path: all, status: '200' },
    {
      name: 'a page before another',
      method: 'GET',
      path: all,
      query: '?limit=1',
      status: '200',
      before: (world) => world.post(),
    },
    { name: 'a wrong parameter', method: 'GET', path: all, query: '?limit=0', status: '400' },

    ...ofOne('GET', one),
    { name: 'one that has not begun', method: 'GET', path: one, status: '200' },
    {
      name: 'one that was sent',
      method: 'GET',
      path: one,
      status: '200',
      before: (world, uuid) => world.handleDue(uuid),
    },
    { name: 'one that was cancelled', method: 'GET', path: one, status: '200', before: cancel },

    ...ofOne('POST', `${one}/cancel`),
    { name: 'in time', method: 'POST', path: `${one}/cancel`, status: '200' },

    ...ofOne('POST', `${one}/skip`, { index: 0 }),
    ...withBody(`${one}/skip`, { index: -1 }),
    { name: 'the current one', method: 'POST', path: `${one}/skip`, status: '200', asked: { body: { index: 0 } } },
    { name: 'another one', method: 'POST', path: `${one}/skip`, status: '200', asked: { body: { index: 1 } } },
    {
      name: 'too late',
      method: 'POST',
      path: `${one}/skip`,
      status: '200',
      asked: { body: { index: 0 } },
      before: cancel,
    },

    ...ofOne('POST', `${one}/redact`),
    {
      name: 'one that has ended',
      method: 'POST',
      path: `${one}/redact`,
      status: '200',
      asked: { client: 'operator' },
      before: cancel,
    },
    { name: 'one that runs', method: 'POST', path: `${one}/redact`, status: '200', asked: { client: 'operator' } },

    ...ofOne('GET', `${one}/evidence`),
    { name: 'as JSON', method: 'GET', path: `${one}/evidence`, status: '200' },
    { name: 'as CSV', method: 'GET', path: `${one}/evidence`, query: '?format=csv', status: '200' },
    { name: 'as something else', method: 'GET', path: `${one}/evidence`, query: '?format=pdf', status: '400' },
  ]
}

/** At least one request for each documented answer. */
export const CASES: Case[] = [
  ...casesOf('/beta/workflows', 'workflow_uuid'),
  ...casesOf('/v0.1/dispatch', 'dispatch_uuid'),
]
