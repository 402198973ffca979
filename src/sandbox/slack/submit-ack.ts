import type { ClientContext } from './client-context.ts'
import { isObject, type Json, objectsOf, stringOf } from './json.ts'
import type { StoredView } from './model.ts'
import { refuseView } from './view-validation.ts'

/** Does what the ack of a view_submission asks for; what is wrong with it, where Slack would show its general error. */
export function applySubmitAck(context: ClientContext, view: StoredView, ack: Json): string | undefined {
  if (ack === null || (isObject(ack) && Object.keys(ack).length === 0)) {
    context.views.close(view)
    return undefined
  }
  if (!isObject(ack)) return 'the ack is no object'
  switch (ack.response_action) {
    case 'errors':
      return showErrors(context, view, ack.errors)
    case 'clear':
      context.views.closeAll(view.userId)
      return undefined
    case 'update':
    case 'push': {
      const refusal = refuseView(ack.view, 'modal')
      if (refusal) return [refusal.error, ...refusal.messages].join(' ')
      const definition = isObject(ack.view) ? ack.view : {}
      if (ack.response_action === 'update') context.views.update(view, definition)
      else if (!context.views.push(view.userId, definition)) return 'push_limit_reached'
      return undefined
    }
    default:
      return `unknown response_action ${String(ack.response_action)}`
  }
}

/** Errors belong to input blocks of the view; any other key makes Slack show its general error. */
function showErrors(context: ClientContext, view: StoredView, errors: Json | undefined): string | undefined {
  if (!isObject(errors) || Object.keys(errors).length === 0) return 'errors is empty'
  const inputs = objectsOf(view.definition.blocks).filter((block) => block.type === 'input')
  const known = new Set(inputs.map((block) => block.block_id))
  const shown: StoredView['errors'] = {}
  for (const [blockId, error] of Object.entries(errors)) {
    const text = stringOf(error)
    if (!known.has(blockId)) return `errors name ${blockId}, which is no input block of the view`
    if (text === undefined || text === '') return `the error of ${blockId} is no text`
    shown[blockId] = text
  }
  view.errors = shown
  context.workspace.changed()
  return undefined
}
