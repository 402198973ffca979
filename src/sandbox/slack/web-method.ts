import type { FunctionExecutions } from './function-executions.ts'
import { isObject, type JsonObject, stringOf } from './json.ts'
import type { SlackConversation } from './model.ts'
import type { OAuth } from './oauth.ts'
import type { Triggers } from './triggers.ts'
import type { Views } from './views.ts'
import type { Workspace } from './workspace.ts'

/** What the Web API methods work on. */
export interface MethodContext {
  workspace: Workspace
  views: Views
  triggers: Triggers
  executions: FunctionExecutions
  oauth: OAuth
  scopes: string[]
  /** Where permalinks begin. */
  siteUrl: string
  /** A WebSocket URL for one Socket Mode connection. */
  newSocketUrl(): string
}

/** One method of the Web API. */
export interface WebMethod {
  /** The kind of token it takes. */
  token: 'bot' | 'app' | 'none'
  /** One of these scopes is needed, if there are any. */
  scopes?: string[]
  required?: string[]
  /** The members of the answer beside `ok`; @throws MethodError. */
  run(args: JsonObject, context: MethodContext): JsonObject
}

/** Slack's refusal of a call: HTTP 200 with `{ok:false,error}`. */
export class MethodError extends Error {
  override name = 'MethodError'
  readonly code: string
  readonly details: JsonObject
  constructor(code: string, details: JsonObject = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** Throws missing_scope as Slack words it. */
export function requireScope(context: MethodContext, anyOf: string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => context.scopes.includes(scope))) return
  throw new MethodError('missing_scope', { needed: anyOf.join(','), provided: context.scopes.join(',') })
}

/** An argument as a string; numbers and booleans of a JSON body included. */
export function argument(args: JsonObject, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : stringOf(value)
}

/** Whether a flag was set; a form carries `true` or `1` as text. */
export function isSet(args: JsonObject, name: string): boolean {
  return ['true', '1'].includes(argument(args, name) ?? '')
}

/** A page of a list by `limit` and `cursor`, with Slack's next_cursor. Source: Slack, "Pagination". */
export function page<T>(items: T[], args: JsonObject, defaultLimit: number): { items: T[]; metadata: JsonObject } {
  const limit = Number(argument(args, 'limit') ?? defaultLimit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new MethodError('invalid_limit')
  const cursor = argument(args, 'cursor') ?? ''
  const start =
    cursor === ''
      ? 0
      : Number(
          Buffer.from(cursor, 'base64')
            .toString()
            .replace(/^from:/, ''),
        )
  if (!Number.isInteger(start)) throw new MethodError('invalid_cursor')
  const end = start + limit
  const next = end < items.length ? Buffer.from(`from:${end}`).toString('base64') : ''
  return { items: items.slice(start, end), metadata: { response_metadata: { next_cursor: next } } }
}

/** A conversation the bot can see: public ones and those it is in; else channel_not_found. */
export function visibleConversation(
  context: MethodContext,
  id: string | undefined,
  botUserId: string,
): SlackConversation {
  const conversation = id === undefined ? undefined : context.workspace.findConversation(id)
  const isVisible = conversation && (conversation.kind === 'public' || conversation.memberIds.includes(botUserId))
  if (!isVisible) throw new MethodError('channel_not_found')
  return conversation
}

/** Message metadata as Slack takes it, or undefined where none was given. */
export function metadataArgument(args: JsonObject): JsonObject | undefined {
  const { metadata } = args
  if (metadata === undefined || metadata === '') return undefined
  if (!isObject(metadata)) throw new MethodError('invalid_metadata_format')
  if (Object.keys(metadata).length === 0) return metadata
  const { event_type: type, event_payload: payload, ...rest } = metadata
  if (typeof type !== 'string' || type === '' || !isObject(payload) || Object.keys(rest).length > 0)
    throw new MethodError('invalid_metadata_format')
  if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_MAX_BYTES) throw new MethodError('metadata_too_large')
  return metadata
}

/** Slack has metadata_too_large but publishes no number; 8 kB is assumed. */
const METADATA_MAX_BYTES = 8192
