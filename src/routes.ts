import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from './http/body.ts'
import type { Handle } from './http/server.ts'
import { INSTALL_PATH, REDIRECT_PATH } from './slack/install-doors.ts'
import type { ApiRoute } from './workflows-api/api-route.ts'
import { createOpenApiDocument, OPENAPI_PATH } from './workflows-api/openapi.ts'
import { readApiPath } from './workflows-api/paths.ts'
import { answerProblem, notFound } from './workflows-api/problem.ts'

/** What is behind the paths. */
export interface Routes {
  /** Absent in Socket Mode. */
  slack?: (request: IncomingMessage, response: ServerResponse) => void
  /** Absent with a single workspace. */
  installDoors?: (request: IncomingMessage, response: ServerResponse) => void
  receiveWebhook: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Absent with a hosted Workflows API. */
  workflowsApi?: ApiRoute
  /** @throws Error where the database doesn't answer. */
  ping: () => Promise<void>
}

/** Where the Slack app is offered, and where Slack sends people back. */
const INSTALL_PATHS: ReadonlySet<string> = new Set([INSTALL_PATH, REDIRECT_PATH])

/** The Status URL and the Inbound URL; who mixes them up loses nothing, since both are told apart by what they bring. */
const WEBHOOK_PATHS: ReadonlySet<string> = new Set(['/webhooks/status', '/webhooks/inbound'])

/** What is served at which path. Slack's requests are handed to Bolt unread, since it checks their raw bytes. */
export function createRoutes({ slack, installDoors, receiveWebhook, workflowsApi, ping }: Routes): Handle {
  let openApi: ReturnType<typeof createOpenApiDocument> | undefined
  return async (request, response, url) => {
    const { pathname } = url
    if (pathname === '/slack/events' && slack) return slack(request, response)
    if (INSTALL_PATHS.has(pathname) && installDoors) {
      return request.method === 'GET' ? installDoors(request, response) : refuseMethod(response, 'GET')
    }
    if (WEBHOOK_PATHS.has(pathname)) {
      return request.method === 'POST' ? receiveWebhook(request, response) : refuseMethod(response, 'POST')
    }
    const path = readApiPath(pathname)
    if (path && workflowsApi) return workflowsApi(request, response, url, path)
    if (pathname === OPENAPI_PATH && workflowsApi) {
      if (request.method !== 'GET') return refuseMethod(response, 'GET')
      openApi ??= createOpenApiDocument()
      return answerJson(response, 200, openApi)
    }
    if (pathname === '/health') return answerJson(response, 200, { status: 'up' })
    if (pathname === '/ready') return answerReady(response, ping)
    answerProblem(response, notFound(`There is nothing at ${pathname}`))
  }
}

function refuseMethod(response: ServerResponse, allow: string): void {
  answerJson(response, 405, { title: 'Request method not allowed' }, { allow })
}

async function answerReady(response: ServerResponse, ping: () => Promise<void>): Promise<void> {
  try {
    await ping()
  } catch {
    return answerJson(response, 503, { status: 'the database does not answer' })
  }
  answerJson(response, 200, { status: 'ready' })
}
