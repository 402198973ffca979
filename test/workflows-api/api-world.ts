import { onTestFinished } from 'vitest'
import { evidenceCsv } from '../../src/evidence/csv.ts'
import { evidenceJson, exportEvidence } from '../../src/evidence/export.ts'
import { type RunningServer, startServer } from '../../src/http/server.ts'
import { createRoutes } from '../../src/routes.ts'
import { createEvidenceStore } from '../../src/store/evidence.ts'
import { redactWorkflow } from '../../src/store/redact-workflow.ts'
import { createApiHandlers } from '../../src/workflows-api/api-handlers.ts'
import { createApiRoute } from '../../src/workflows-api/api-route.ts'
import { type EngineWorld, startEngine } from '../engine/world.ts'
import { workflowBody } from './bodies.ts'

/** The clients of these tests, by what they log in with. */
export const CLIENTS = ['operator', 'shop', 'clinic'] as const

/** One of the clients. */
export type ClientName = (typeof CLIENTS)[number]

/** A request of a client; to all workflows at `/beta/workflows` by the shop unless said. */
export interface Asked {
  method?: string
  path?: string
  client?: ClientName | 'nobody'
  body?: unknown
  headers?: Record<string, string>
}

/** What was answered. */
export interface Answered {
  status: number
  headers: Headers
  type: string
  text: string
  /** The text as JSON where it is any. */
  answer: Record<string, unknown>
}

/** The API over HTTP on the real engine and an empty database; its Messages API is scripted. */
export interface ApiWorld extends EngineWorld {
  url: string
  ask(asked: Asked): Promise<Answered>
  /** Creates the usual workflow. @returns its uuid. */
  post(client?: ClientName, body?: unknown): Promise<string>
  /** Has what is due for a workflow done. */
  handleDue(uuid: string): Promise<void>
  /** What `handle` threw. */
  errors: unknown[]
}

/** Starts the API; it ends with the test. @param requestsPerSecond of each client; without it there is no limit. */
export async function startApi({ requestsPerSecond }: { requestsPerSecond?: number } = {}): Promise<ApiWorld> {
  const engineWorld = await startEngine()
  const { engine } = engineWorld
  const errors: unknown[] = []
  const evidence = createEvidenceStore(engineWorld.database)
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    onError: (error) => errors.push(error),
    handle: createRoutes({
      receiveWebhook: async () => {},
      ping: async () => {},
      workflowsApi: createApiRoute({
        clients: CLIENTS.map((name) => ({
          name,
          isOperator: name === 'operator',
          account: { apiKey: name, apiSecret: 'secret' },
        })),
        realNow: () => 0,
        ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
        handlers: createApiHandlers({
          ...engine,
          create: (messages, submitter, key) =>
            key ? engine.createOnce(messages, submitter, key) : engine.create(messages, undefined, submitter),
          redact: (uuid) => redactWorkflow(engineWorld.database, uuid),
          async exportEvidence(uuid, format) {
            const recorded = await evidence.read(uuid)
            const exported = recorded && exportEvidence(recorded, { exportedAt: engineWorld.clock.at })
            if (!exported) return undefined
            return format === 'csv' ? evidenceCsv(exported) : evidenceJson(exported)
          },
        }),
      }),
    }),
  })
  onTestFinished(() => server.stop(0))
  const ask = (asked: Asked) => send(server, asked)
  return {
    ...engineWorld,
    url: server.url,
    ask,
    errors,
    async post(client = 'shop', body: unknown = workflowBody()) {
      const { status, answer, text } = await ask({ method: 'POST', client, body })
      if (status !== 202) throw new Error(`not created: ${status} ${text}`)
      return String(answer.workflow_uuid)
    },
    handleDue: (uuid) => engineWorld.handle(uuid, true),
  }
}

async function send(
  { url }: RunningServer,
  { method = 'GET', path = '/beta/workflows', client = 'shop', body, headers = {} }: Asked,
): Promise<Answered> {
  const authorization = client === 'nobody' ? undefined : `Basic ${Buffer.from(`${client}:secret`).toString('base64')}`
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  const answer = type.includes('json') ? JSON.parse(text) : {}
  return { status: response.status, headers: response.headers, type, text, answer }
}
