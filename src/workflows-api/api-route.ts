import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AdmissionOptions, createAdmission } from './admission.ts'
import type { ApiClient } from './api-client.ts'
import { findOperation, type OperationId } from './operations.ts'
import type { ApiPath } from './paths.ts'
import { answerProblem, notFound, wrongVerb } from './problem.ts'

/** One request to the API, of a client that has shown who it is. */
export interface ApiCall {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  api: ApiPath['api']
  /** Of the workflow that it is about; empty where it is about all. */
  uuid: string
  client: ApiClient
}

/** Answers one kind of request. */
export type ApiHandler = (call: ApiCall) => Promise<void>

/** What is behind the API. */
export interface ApiRouteDependencies extends AdmissionOptions {
  handlers: Readonly<Record<OperationId, ApiHandler>>
}

/** Answers a request below `/beta/workflows` or `/v0.1/dispatch`. */
export type ApiRoute = (request: IncomingMessage, response: ServerResponse, url: URL, path: ApiPath) => Promise<void>

/** The API's one door: what is asked and by whom is settled here, before any body is read. */
export function createApiRoute({ handlers, ...admission }: ApiRouteDependencies): ApiRoute {
  const admit = createAdmission(admission)
  return async (request, response, url, path) => {
    const method = request.method ?? ''
    const operation = findOperation(path, method)
    if (!operation) return answerProblem(response, notFound(`There is nothing at ${url.pathname}`))
    if ('allow' in operation) return answerProblem(response, wrongVerb(method, operation.allow))
    const authenticated = admit(request)
    if ('problem' in authenticated) return answerProblem(response, authenticated.problem)
    const { client } = authenticated
    return handlers[operation.id]({ request, response, url, api: path.api, uuid: path.uuid ?? '', client })
  }
}
