import { isObject, type JsonObject, stringOf } from './json.ts'
import type { StoredView } from './model.ts'
import { viewFields } from './payloads.ts'
import type { Trigger } from './triggers.ts'
import { refuseView } from './view-validation.ts'
import { argument, type MethodContext, MethodError, type WebMethod } from './web-method.ts'

/** The methods about modals and the App Home. Source: their pages on docs.slack.dev. */
export const VIEWS_METHODS: { [name: string]: WebMethod } = {
  'views.open': { token: 'bot', required: ['trigger_id', 'view'], run: open },
  'views.push': { token: 'bot', required: ['trigger_id', 'view'], run: push },
  'views.update': { token: 'bot', required: ['view'], run: update },
  'views.publish': { token: 'bot', required: ['user_id', 'view'], run: publish },
}

function open(args: JsonObject, context: MethodContext): JsonObject {
  const view = viewArgument(args, 'modal')
  requireNewExternalId(view, context, undefined)
  const trigger = redeem(args, context)
  return { view: viewFields(context.views.open(trigger.userId, view, trigger.conversationId)) }
}

/** A push needs a trigger from inside a modal that is still open. Source: Slack, "Modals: pushing a new view". */
function push(args: JsonObject, context: MethodContext): JsonObject {
  const view = viewArgument(args, 'modal')
  requireNewExternalId(view, context, undefined)
  const trigger = redeem(args, context)
  const from = trigger.viewId === undefined ? undefined : context.views.find(trigger.viewId)
  if (from?.type !== 'modal') throw new MethodError('not_found')
  const pushed = context.views.push(trigger.userId, view)
  if (!pushed) throw new MethodError('push_limit_reached')
  return { view: viewFields(pushed) }
}

function update(args: JsonObject, context: MethodContext): JsonObject {
  const id = argument(args, 'view_id')
  const externalId = argument(args, 'external_id')
  if (id === undefined && externalId === undefined)
    throw new MethodError('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] missing required field: view_id or external_id'] },
    })
  const stored = id === undefined ? context.views.findExternal(externalId ?? '') : context.views.find(id)
  const view = viewArgument(args, stored?.type ?? 'modal')
  if (!stored) throw new MethodError('not_found')
  requireHash(args, stored)
  requireNewExternalId(view, context, stored)
  context.views.update(stored, view)
  return { view: viewFields(stored) }
}

function publish(args: JsonObject, context: MethodContext): JsonObject {
  const view = viewArgument(args, 'home')
  const user = context.workspace.findUser(argument(args, 'user_id') ?? '')
  if (!user) throw new MethodError('user_not_found')
  const stored = context.views.home(user.id)
  requireHash(args, stored)
  requireNewExternalId(view, context, stored)
  return { view: viewFields(context.views.publish(user.id, view)) }
}

function viewArgument(args: JsonObject, type: 'modal' | 'home'): JsonObject {
  const { view } = args
  const refusal = refuseView(view, type)
  if (refusal) {
    const { error, messages } = refusal
    throw new MethodError(error, messages.length > 0 ? { response_metadata: { messages } } : {})
  }
  return isObject(view) ? view : {}
}

function redeem(args: JsonObject, context: MethodContext): Trigger {
  const redeemed = context.triggers.redeem(argument(args, 'trigger_id') ?? '')
  if ('error' in redeemed) throw new MethodError(redeemed.error)
  return redeemed
}

function requireHash(args: JsonObject, stored: StoredView | undefined): void {
  const hash = argument(args, 'hash')
  if (hash !== undefined && stored && hash !== stored.hash) throw new MethodError('hash_conflict')
}

function requireNewExternalId(view: JsonObject, context: MethodContext, self: StoredView | undefined): void {
  const externalId = stringOf(view.external_id)
  if (externalId === undefined || externalId === '') return
  const other = context.views.findExternal(externalId)
  if (other && other !== self) throw new MethodError('duplicate_external_id')
}
