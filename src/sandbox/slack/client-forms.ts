import { actionOf, type FoundElement, findElement } from './client-clicks.ts'
import { actingUser, type ClientContext, choosableBy, plainOutcome, TROUBLE } from './client-context.ts'
import { isToldAt, isTyped } from './dispatch-action.ts'
import { ClientRefusal, chosenState, refusedInputs } from './element-values.ts'
import type { ClickInViewInput, FillViewInput, PressEnterInput } from './fake-slack.ts'
import { isObject, type JsonObject, objectsOf, stringOf } from './json.ts'
import type { ActionOutcome, ElementInput, StoredView, SubmitOutcome } from './model.ts'
import { interactionPayload, viewFields } from './payloads.ts'
import { applySubmitAck } from './submit-ack.ts'

/** A user clicks, chooses or types in a view; the app hears of it unless it is an input that asks for no telling. */
export async function clickInView(context: ClientContext, input: ClickInViewInput): Promise<ActionOutcome> {
  const view = viewOf(context, input.userId, input.viewId)
  return enter(context, view, { ...input, value: input.value ?? null })
}

/** A user fills inputs; the outcome is that of the first of which the app could not be told, else of the last. */
export async function fillView(context: ClientContext, input: FillViewInput): Promise<ActionOutcome> {
  const view = viewOf(context, input.userId, input.viewId)
  let outcome: ActionOutcome = { delivery: 'none' }
  for (const [blockId, actions] of Object.entries(input.values))
    for (const [actionId, value] of Object.entries(actions)) {
      const { block } = findElement(objectsOf(view.definition.blocks), actionId, blockId)
      if (block.type !== 'input') throw new ClientRefusal(`${blockId} is no input: use clickInView`)
      const entered = await enter(context, view, { actionId, blockId, value })
      if (outcome.notice === undefined) outcome = entered
    }
  return outcome
}

/** A user presses Enter in a text; the app hears of it where the text asks for that. */
export async function pressEnter(context: ClientContext, input: PressEnterInput): Promise<ActionOutcome> {
  const view = viewOf(context, input.userId, input.viewId)
  const found = findElement(objectsOf(view.definition.blocks), input.actionId, input.blockId)
  if (!isTyped(found.element)) throw new ClientRefusal(`${input.actionId} is no text to press Enter in`)
  if (!isToldAt('on_enter_pressed', found.block, found.element)) return { delivery: 'none' }
  const entered = stringOf(view.values[found.blockId]?.[input.actionId]?.value) ?? null
  return tellApp(context, view, actionOf(context, view.userId, found, entered))
}

/** A user presses submit: the client's own checks first, then the app's word. */
export async function submitView(
  context: ClientContext,
  input: Partial<FillViewInput> & { userId: string },
): Promise<SubmitOutcome> {
  const view = viewOf(context, input.userId, input.viewId)
  if (view.type !== 'modal' || view.definition.submit === undefined)
    throw new ClientRefusal(`view ${view.id} has no submit button`)
  await fillView(context, { userId: input.userId, viewId: view.id, values: input.values ?? {} })
  view.errors = refusedInputs(view)
  context.workspace.changed()
  if (Object.keys(view.errors).length > 0) return { delivery: 'none', errors: view.errors }
  const user = actingUser(context, input.userId)
  const trigger = { userId: user.id, viewId: view.id }
  const delivered = await context.deliver({
    envelope: 'interactive',
    payload: {
      ...interactionPayload('view_submission', user),
      trigger_id: context.triggers.issue(trigger),
      view: viewFields(view),
      response_urls: responseUrls(context, view),
    },
  })
  if (delivered.status !== 'acked') return { delivery: delivered.status, notice: TROUBLE, errors: {} }
  const problem = applySubmitAck(context, view, delivered.ack)
  return {
    delivery: 'acked',
    errors: { ...view.errors },
    ...(problem === undefined ? {} : { notice: `${TROUBLE} (${problem})` }),
  }
}

/** A user closes the topmost view, or all of them; the app hears of it where it asked to. */
export async function closeView(
  context: ClientContext,
  input: { userId: string; viewId?: string; all?: boolean },
): Promise<ActionOutcome> {
  const view = viewOf(context, input.userId, input.viewId)
  if (view.type !== 'modal') throw new ClientRefusal('an App Home is not closed')
  const isCleared = input.all === true || view.definition.clear_on_close === true
  const closed = isCleared ? [...context.views.stack(view.userId)].reverse() : [view]
  if (isCleared) context.views.closeAll(view.userId)
  else context.views.close(view)
  let outcome: ActionOutcome = { delivery: 'none' }
  for (const one of closed.filter(({ definition }) => definition.notify_on_close === true)) {
    const payload = interactionPayload('view_closed', actingUser(context, input.userId))
    const delivered = await context.deliver({
      envelope: 'interactive',
      payload: { ...payload, view: viewFields(one), is_cleared: isCleared },
    })
    outcome = { delivery: delivered.status }
  }
  return outcome
}

async function enter(
  context: ClientContext,
  view: StoredView,
  input: { actionId: string; blockId?: string; value: ElementInput },
): Promise<ActionOutcome> {
  const found = findElement(objectsOf(view.definition.blocks), input.actionId, input.blockId)
  const action = actionOf(context, view.userId, found, input.value)
  const actions = view.values[found.blockId]
  const before = actions?.[input.actionId]
  const wasRefused = refusedInputs(view)[found.blockId]
  if (actions && before)
    actions[input.actionId] = chosenState(found.element, input.value, choosableBy(context, view.userId))
  // What the client itself refused goes as soon as it is put right; what the app said stays.
  const { [found.blockId]: error, ...otherErrors } = view.errors
  if (error === wasRefused && refusedInputs(view)[found.blockId] !== error) view.errors = otherErrors
  context.workspace.changed()
  return isTold(found, before?.value !== action.value) ? tellApp(context, view, action) : { delivery: 'none' }
}

/** Whether the app is told of what was entered. */
function isTold({ block, element }: FoundElement, isOtherText: boolean): boolean {
  if (isTyped(element)) return isOtherText && isToldAt('on_character_entered', block, element)
  return block.type !== 'input' || block.dispatch_action === true
}

async function tellApp(context: ClientContext, view: StoredView, action: JsonObject): Promise<ActionOutcome> {
  const delivered = await context.deliver({
    envelope: 'interactive',
    payload: {
      ...interactionPayload('block_actions', actingUser(context, view.userId)),
      container: { type: 'view', view_id: view.id },
      trigger_id: context.triggers.issue({ userId: view.userId, viewId: view.id }),
      view: viewFields(view),
      actions: [action],
    },
  })
  return plainOutcome(delivered.status)
}

function viewOf(context: ClientContext, userId: string, viewId: string | undefined): StoredView {
  actingUser(context, userId)
  const stack = context.views.stack(userId)
  const home = context.views.home(userId)
  if (viewId === undefined) {
    const top = stack.at(-1) ?? home
    if (!top) throw new ClientRefusal(`${userId} has no view open`)
    return top
  }
  const isReachable = stack.at(-1)?.id === viewId || home?.id === viewId
  const view = isReachable ? context.views.find(viewId) : undefined
  if (!view) throw new ClientRefusal(`${userId} doesn't see view ${viewId}`)
  return view
}

/** Only for conversation selects in inputs that ask for it. Source: Slack, response_url_enabled. */
function responseUrls(context: ClientContext, view: StoredView): JsonObject[] {
  return objectsOf(view.definition.blocks).flatMap((block) => {
    const element = isObject(block.element) ? block.element : {}
    const blockId = stringOf(block.block_id) ?? ''
    const actionId = stringOf(element.action_id) ?? ''
    const conversationId = stringOf(view.values[blockId]?.[actionId]?.selected_conversation)
    if (element.response_url_enabled !== true || conversationId === undefined) return []
    const url = context.responseUrls.issue({ conversationId, userId: view.userId })
    return [{ block_id: blockId, action_id: actionId, channel_id: conversationId, response_url: url }]
  })
}
