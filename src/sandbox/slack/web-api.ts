import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Observe, shortenTokens, tellingHeaders } from '../exchange.ts'
import { ACCOUNT_METHODS } from './account-methods.ts'
import { CHAT_METHODS } from './chat-methods.ts'
import { CONVERSATIONS_METHODS } from './conversations-methods.ts'
import type { Faults } from './faults.ts'
import { FUNCTIONS_METHODS } from './functions-methods.ts'
import { callArguments, readBody } from './http-body.ts'
import type { Journal } from './journal.ts'
import type { JsonObject } from './json.ts'
import type { RateLimits } from './rate-limits.ts'
import { VIEWS_METHODS } from './views-methods.ts'
import { type Answer, faultAnswer, sendAnswer } from './web-api-answer.ts'
import { argument, type MethodContext, MethodError, requireScope, type WebMethod } from './web-method.ts'

/** All methods of the fake; every other name is answered unknown_method. */
export const WEB_METHODS: { readonly [name: string]: WebMethod } = {
  ...ACCOUNT_METHODS,
  ...CHAT_METHODS,
  ...CONVERSATIONS_METHODS,
  ...FUNCTIONS_METHODS,
  ...VIEWS_METHODS,
}

/** What the Web API is made of. */
export interface WebApiDeps {
  context: MethodContext
  appToken: string
  /** Undefined where no limits are kept. */
  rateLimits: RateLimits | undefined
  faults: Faults
  journal: Journal
  observe: Observe
}

/** Answers `/api/<method>`. */
export function createWebApi(deps: WebApiDeps) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const method = url.pathname.replace(/^\/api\//, '')
    const text = await readBody(request)
    const args = callArguments(request, url, text)
    const ended = deps.observe({
      from: 'backstop',
      to: 'slack',
      name: method,
      method: request.method ?? '',
      url: url.pathname,
      headers: tellingHeaders(request.headers),
      body: shortenTokens(text),
    })
    const fault = deps.faults.outage ? { httpStatus: 503 } : deps.faults.take(method)
    const token = tokenOf(request, args)
    const faulty = fault && faultAnswer(fault)
    const isAnsweredByFault = faulty !== undefined || fault?.dropConnection
    const genuine = isAnsweredByFault && !fault?.isProcessed ? undefined : call(deps, method, args, token)
    if (fault?.delayMs !== undefined) await delay(fault.delayMs)
    const answer = faulty ?? genuine ?? { httpStatus: 200, body: { ok: true } }
    const { token: _, client_secret: __, ...shown } = args ?? {}
    deps.journal.add({
      kind: 'web_api',
      method,
      arguments: shown,
      httpStatus: fault?.dropConnection ? 0 : answer.httpStatus,
      answer: fault?.dropConnection ? { ok: false, error: 'connection_dropped' } : answer.body,
    })
    const verdict = fault ? `${describeToken(deps, token)}; fault` : describeToken(deps, token)
    if (fault?.dropConnection) {
      ended({ status: 'connection cut', body: '', verdict })
      request.socket.destroy()
      return
    }
    ended({ status: answer.httpStatus, body: answer.bodyText ?? JSON.stringify(answer.body), verdict })
    sendAnswer(response, answer, { scopes: deps.context.scopes, bodyEnd: fault?.bodyEnd })
  }
}

function call(deps: WebApiDeps, name: string, args: JsonObject | undefined, token: string | undefined): Answer {
  const ok = (body: JsonObject): Answer => ({ httpStatus: 200, body })
  if (!args) return ok({ ok: false, error: 'invalid_json' })
  const method = WEB_METHODS[name]
  if (!method) return ok({ ok: false, error: 'unknown_method', req_method: name })
  try {
    authenticate(deps, method, token)
    const retryAfterSeconds = deps.rateLimits?.check(name, argument(args, 'channel'))
    if (retryAfterSeconds !== undefined)
      return { httpStatus: 429, body: { ok: false, error: 'ratelimited' }, retryAfter: String(retryAfterSeconds) }
    requireScope(deps.context, method.scopes ?? [])
    requireArguments(method, args)
    return ok({ ok: true, ...method.run(args, deps.context) })
  } catch (error) {
    if (!(error instanceof MethodError)) throw error
    return ok({ ok: false, error: error.code, ...error.details })
  }
}

function authenticate(deps: WebApiDeps, method: WebMethod, token: string | undefined): void {
  if (method.token === 'none') return
  if (token === undefined) throw new MethodError('not_authed')
  // The token that comes with a run of a function is a bot token, too. Source: Slack, "Custom functions for Bolt".
  const isOfFunction = deps.context.executions.isToken(token)
  const isOfBot = isOfFunction || deps.context.oauth.isBotToken(token)
  // Source: Slack, Web API, common errors: the app was removed from the workspace.
  if (deps.context.oauth.isRevoked(token)) throw new MethodError('account_inactive')
  if (!isOfBot && token !== deps.appToken) throw new MethodError('invalid_auth')
  const isWanted = method.token === 'bot' ? isOfBot : token === deps.appToken
  if (!isWanted) throw new MethodError('not_allowed_token_type')
}

function describeToken(deps: WebApiDeps, token: string | undefined): string {
  if (token === undefined) return 'no token'
  if (deps.context.oauth.isBotToken(token)) return 'bot token'
  if (token === deps.appToken) return 'app token'
  return deps.context.executions.isToken(token) ? 'token of a function' : 'unknown token'
}

function requireArguments(method: WebMethod, args: JsonObject): void {
  const missing = (method.required ?? []).filter((name) => args[name] === undefined || args[name] === '')
  if (missing.length === 0) return
  const messages = missing.map((name) => `[ERROR] missing required field: ${name}`)
  throw new MethodError('invalid_arguments', { response_metadata: { messages } })
}

function tokenOf(request: IncomingMessage, args: JsonObject | undefined): string | undefined {
  const header = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return header ?? (args ? argument(args, 'token') : undefined)
}
