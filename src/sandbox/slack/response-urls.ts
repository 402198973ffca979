import { checkBlocks, withIds } from './block-validation.ts'
import { BOT_USER_ID } from './default-workspace.ts'
import { isObject, type Json, stringOf } from './json.ts'
import type { Workspace } from './workspace.ts'

/** Where a response_url leads. */
export interface ResponseTarget {
  conversationId: string
  userId: string
  /** The message the interaction came from, for replace_original and delete_original. */
  original?: { ts: string; isEphemeral: boolean }
}

/** Issues response_urls and takes what is posted to them. */
export interface ResponseUrls {
  issue(target: ResponseTarget): string
  /** Slack's answer to a post on the token at the end of the URL. */
  respond(token: string, body: Json | undefined): { status: number; error?: string }
}

/** Uses and life of a response_url. Source: Slack, "Handling user interaction: up to 5 times within 30 minutes". */
const MAX_USES = 5
const LIFE_MS = 30 * 60_000

/** response_urls on business time. */
export function createResponseUrls(workspace: Workspace, base: () => string): ResponseUrls {
  const issued = new Map<string, ResponseTarget & { issuedAt: number; uses: number }>()
  return {
    issue(target) {
      const token = workspace.nextId('R')
      issued.set(token, { ...target, issuedAt: workspace.now(), uses: 0 })
      return `${base()}/response/${token}`
    },
    respond(token, body) {
      const target = issued.get(token)
      if (!target || workspace.now() - target.issuedAt > LIFE_MS) return { status: 404, error: 'expired_url' }
      if (target.uses >= MAX_USES) return { status: 404, error: 'used_url' }
      target.uses += 1
      const error = postResponse(workspace, target, body)
      return error === undefined ? { status: 200 } : { status: 400, error }
    },
  }
}

/** Does what a response (by response_url or in a command's ack) asks for; its error, where it is refused. */
export function postResponse(workspace: Workspace, target: ResponseTarget, body: Json | undefined): string | undefined {
  if (!isObject(body)) return 'invalid_payload'
  const { conversationId, userId } = target
  const original = target.original
    ? target.original.isEphemeral
      ? workspace.findEphemeral(conversationId, target.original.ts, userId)
      : workspace.findMessage(conversationId, target.original.ts)
    : undefined
  if (body.delete_original === true) {
    if (original) workspace.removeMessage(original)
    return undefined
  }
  const text = stringOf(body.text) ?? ''
  const given = body.blocks ?? []
  if (checkBlocks(given, 'message', '/blocks').length > 0) return 'invalid_blocks'
  const blocks = withIds(given, () => workspace.nextId('b'))
  if (text === '' && blocks.length === 0) return 'no_text'
  if (body.replace_original === true && original) {
    Object.assign(original, { text, blocks })
    workspace.changed()
    return undefined
  }
  const threadTs = stringOf(body.thread_ts)
  workspace.addMessage({
    conversationId,
    userId: BOT_USER_ID,
    text,
    blocks,
    ...(body.response_type === 'in_channel' ? {} : { ephemeralTo: userId }),
    ...(threadTs === undefined ? {} : { threadTs }),
  })
  return undefined
}
