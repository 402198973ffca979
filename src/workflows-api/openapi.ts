import { IDEMPOTENCY_HEADER } from './idempotency-key.ts'
import { type JsonSchema, parameterSchemas, schemaComponents, schemaRef } from './openapi-components.ts'
import {
  type AnswerSchema,
  OPERATION_DOCUMENTS,
  type OperationDocument,
  PROBLEMS,
  type ProblemStatus,
} from './openapi-operations.ts'
import { OPERATIONS, type OperationId } from './operations.ts'
import { type ApiPath, BASE_PATHS, UUID_KEYS } from './paths.ts'

/** Where the document is served, to everybody. */
export const OPENAPI_PATH = '/openapi.json'

/** The version of what the document describes. */
export const API_VERSION = '0.1.0'

const DESCRIPTION = `Failover workflows: an ordered list of messages, each with a condition and a time limit; when it is not met in time, the next message is sent. \
Both base paths are the same API; they differ in what a workflow's id is called. An address that does not have the method is answered 405 with Allow.`

/** The API as OpenAPI 3.1, made of the schemas by which requests are checked and answers are written. */
export function createOpenApiDocument(): JsonSchema {
  const apis = ['workflows', 'dispatch'] as const
  return {
    openapi: '3.1.0',
    info: { title: 'Backstop Workflows API', version: API_VERSION, description: DESCRIPTION },
    servers: [{ url: '/' }],
    security: [{ bearerAuth: [] }, { basicAuth: [] }],
    paths: Object.assign({}, ...apis.map(pathsOf)),
    components: {
      securitySchemes: {
        bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        basicAuth: { type: 'http', scheme: 'basic' },
      },
      schemas: schemaComponents(),
    },
  }
}

function pathsOf(api: ApiPath['api']): Record<string, JsonSchema> {
  const paths: Record<string, JsonSchema> = {}
  for (const [id, { method, path }] of Object.entries(OPERATIONS)) {
    const address = `${BASE_PATHS[api]}${path.replace('{uuid}', `{${UUID_KEYS[api]}}`)}`
    const operation = operationOf(id as OperationId, api, path.includes('{uuid}'))
    paths[address] = { ...paths[address], [method.toLowerCase()]: operation }
  }
  return paths
}

function operationOf(id: OperationId, api: ApiPath['api'], isOfOne: boolean): JsonSchema {
  const { summary, description, body, success, problems, ...given } = OPERATION_DOCUMENTS[id]
  const good = { description: success.description, content: contentOf(success.content, api) }
  return {
    operationId: api === 'workflows' ? id : `${id}Dispatch`,
    summary,
    description,
    tags: [api],
    parameters: parametersOf(given, isOfOne ? UUID_KEYS[api] : undefined),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaRef(body) } } } } : {}),
    responses: {
      [success.status]: good,
      ...Object.fromEntries(problems.map((status) => [status, problemOf(status)])),
      500: { description: 'A bug, or the database does not answer; with an Idempotency-Key it is harmless to repeat.' },
    },
  }
}

function parametersOf(
  { query, takesIdempotencyKey }: Pick<OperationDocument, 'query' | 'takesIdempotencyKey'>,
  uuidName: string | undefined,
): JsonSchema[] {
  const ofPath = { name: uuidName, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
  const key = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' }
  return [
    ...(uuidName === undefined ? [] : [ofPath]),
    ...(takesIdempotencyKey ? [{ name: IDEMPOTENCY_HEADER, in: 'header', required: false, schema: key }] : []),
    ...(query ? parameterSchemas(query).map((parameter) => ({ ...parameter, in: 'query', required: false })) : []),
  ]
}

function contentOf(content: OperationDocument['success']['content'], api: ApiPath['api']): JsonSchema {
  return Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema: answerOf(schema, api) }]))
}

function answerOf(schema: AnswerSchema, api: ApiPath['api']): JsonSchema {
  if (schema === 'text') return { type: 'string' }
  return schemaRef(typeof schema === 'string' ? schema : schema[api])
}

function problemOf(status: ProblemStatus): JsonSchema {
  const seconds = { description: 'In how many seconds to go on.', schema: { type: 'integer', minimum: 1 } }
  return {
    description: PROBLEMS[status],
    ...(status === 429 ? { headers: { 'Retry-After': seconds } } : {}),
    content: { 'application/problem+json': { schema: schemaRef('Problem') } },
  }
}
