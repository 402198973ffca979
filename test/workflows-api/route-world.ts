import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { validate } from '../../src/failover/validation.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { startServer } from '../../src/http/server.ts'
import { createRoutes } from '../../src/routes.ts'
import { createApiHandlers } from '../../src/workflows-api/api-handlers.ts'
import { createApiRoute } from '../../src/workflows-api/api-route.ts'
import { workflowBody } from './bodies.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A key that is not the application's. */
export const OTHER_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
export const PUBLIC_KEY: KeyObject = createPublicKey(privateKey)
export const APPLICATION_ID = 'f1a2b3c4-0000-4000-8000-0123456789ab'
export const ACCOUNT = { apiKey: 'abcd1234', apiSecret: 'account-secret' }
/** Protocol time. */
export const NOW_SECONDS = 1_800_000_000

/** A token of the application without `exp`, as old clients make it; undefined takes a claim out. */
export function token(claims: Record<string, unknown> = {}, key: KeyObject = privateKey): string {
  const all = { application_id: APPLICATION_ID, iat: NOW_SECONDS, jti: 'one', ...claims }
  return jwt.sign(JSON.stringify(all), key, { algorithm: 'RS256' })
}

/** The credentials of an account. */
export function basic(apiKey = ACCOUNT.apiKey, apiSecret = ACCOUNT.apiSecret): string {
  return `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`
}

/** The one client of these routes, and how often it may call. */
export interface RoutesClient {
  account: { apiKey: string; apiSecret: string }
  hasApplication: boolean
  requestsPerSecond?: number
}

/** Our routes with nothing behind them but the rules; what they let through is kept. */
export async function startRoutes(client: RoutesClient = { account: ACCOUNT, hasApplication: true }) {
  const created: WorkflowMessage[][] = []
  const errors: unknown[] = []
  const handlers = createApiHandlers({
    read: async () => undefined,
    list: async () => [],
    cancel: async () => ({ type: 'not found' }),
    skip: async () => ({ type: 'not found' }),
    redact: async () => 'not found',
    exportEvidence: async () => undefined,
    async create(messages) {
      const problems = validate(messages)
      if (problems.length > 0) return { problems }
      created.push(messages)
      return { uuid: UUID }
    },
  })
  const workflowsApi = createApiRoute({
    clients: [
      {
        name: 'operator',
        isOperator: true,
        account: client.account,
        ...(client.hasApplication ? { application: { id: APPLICATION_ID, publicKey: PUBLIC_KEY } } : {}),
      },
    ],
    realNow: () => NOW_SECONDS * 1000,
    ...(client.requestsPerSecond === undefined ? {} : { requestsPerSecond: client.requestsPerSecond }),
    handlers,
  })
  const handle = createRoutes({ workflowsApi, receiveWebhook: async () => {}, ping: async () => {} })
  const onError = (error: unknown) => errors.push(error)
  const server = await startServer({ host: '127.0.0.1', port: 0, handle, onError })

  async function post(
    body: unknown = workflowBody(),
    { path = '/beta/workflows', headers = {}, method = 'POST' } = {},
  ) {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token()}`, ...headers },
      ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
    return { status: response.status, headers: response.headers, answer }
  }

  return { url: server.url, port: server.port, post, created, errors, stop: () => server.stop(0) }
}

export type RoutesWorld = Awaited<ReturnType<typeof startRoutes>>

/** What every workflow of these tests is called. */
export const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'

/** The names of the parameters that an answer complains of. */
export function namesIn(answer: Record<string, unknown>): string[] {
  const { invalid_parameters: invalid } = answer
  return Array.isArray(invalid) ? invalid.map(({ name }) => String(name)) : []
}
