import type { IncomingMessage, ServerResponse } from 'node:http'
import { ControlInputError } from './slack/control-input.ts'
import { readBody } from './slack/http-body.ts'
import { isObject, type JsonObject, parseJson } from './slack/json.ts'

/** What a route is asked with; `body` is empty for a GET. */
export interface JsonRequest {
  body: JsonObject
  query: URLSearchParams
}

/**
 * Does what is asked; its result is the answer.
 * @throws ControlInputError for what can't be read (400), RouteRefusal for what can't be done now (409)
 */
export type JsonRoute = (request: JsonRequest) => object | Promise<object>

/** Routes by method and path, as `POST /clock`. */
export type JsonRoutes = Readonly<Record<string, JsonRoute>>

/** What can't be done now; the message is for people. */
export class RouteRefusal extends Error {
  override name = 'RouteRefusal'
}

/** Answers a request in JSON: with its route's result, or what was wrong as `{error}`. */
export async function answerJson(
  routes: JsonRoutes,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const name = `${request.method} ${url.pathname}`
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (!route) return sendJson(response, 404, { error: `no ${name}` })
  try {
    const body = await bodyOf(request)
    sendJson(response, 200, await route({ body, query: url.searchParams }))
  } catch (error) {
    if (error instanceof ControlInputError) sendJson(response, 400, { error: error.message })
    else if (error instanceof RouteRefusal) sendJson(response, 409, { error: error.message })
    else throw error
  }
}

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<JsonObject> {
  const text = await readBody(request)
  const body = text === '' ? {} : parseJson(text)
  if (!isObject(body)) throw new ControlInputError('the body must be a JSON object')
  return body
}
