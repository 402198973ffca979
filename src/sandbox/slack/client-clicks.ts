import { elementsOf } from './block-validation.ts'
import { actingUser, type ClientContext, choosableBy, joinedConversation, plainOutcome } from './client-context.ts'
import { ClientRefusal, chosenState } from './element-values.ts'
import type { ClickInput } from './fake-slack.ts'
import { compact, type JsonObject, objectsOf, stringOf } from './json.ts'
import type { ActionOutcome, ElementInput, StoredMessage } from './model.ts'
import { conversationFields, interactionPayload, messageFields } from './payloads.ts'
import { stateOf } from './views.ts'

/** A user clicks or chooses in a message; a confirm dialog counts as confirmed. */
export async function click(context: ClientContext, input: ClickInput): Promise<ActionOutcome> {
  const user = actingUser(context, input.userId)
  const conversation = joinedConversation(context, user.id, input.conversationId)
  const message = messageSeenBy(context, user.id, conversation.id, input.messageTs)
  const found = findElement(message.blocks, input.actionId, input.blockId)
  const values = stateOf(message.blocks, conversation.id)
  const action = actionOf(context, user.id, found, input.value)
  const state = values[found.blockId]?.[input.actionId]
  if (state) Object.assign(state, chosenState(found.element, input.value ?? null, choosableBy(context, user.id)))
  const isEphemeral = message.ephemeralTo !== undefined
  const delivered = await context.deliver({
    envelope: 'interactive',
    payload: {
      ...interactionPayload('block_actions', user),
      container: compact({
        type: 'message',
        message_ts: message.ts,
        channel_id: conversation.id,
        is_ephemeral: isEphemeral,
        thread_ts: message.threadTs,
      }),
      channel: conversationFields(conversation),
      // Slack leaves the message out where it is ephemeral: it keeps none.
      ...(isEphemeral ? {} : { message: messageFields(message) }),
      state: { values },
      response_url: context.responseUrls.issue({
        conversationId: conversation.id,
        userId: user.id,
        original: { ts: message.ts, isEphemeral },
      }),
      trigger_id: context.triggers.issue({ userId: user.id, conversationId: conversation.id }),
      actions: [action],
    },
  })
  return plainOutcome(delivered.status)
}

/** An element on the screen. */
export interface FoundElement {
  block: JsonObject
  blockId: string
  element: JsonObject
}

/** The element with an action id; @throws ClientRefusal where there is none, or several and no block is named. */
export function findElement(blocks: JsonObject[], actionId: string, blockId: string | undefined): FoundElement {
  const all = blocks.flatMap((block) =>
    elementsOf(block).map(({ element }) => ({ block, blockId: stringOf(block.block_id) ?? '', element })),
  )
  const found = all.filter(
    (one) => one.element.action_id === actionId && (blockId === undefined || one.blockId === blockId),
  )
  const [first, second] = found
  if (!first) {
    const there = all.map((one) => `${one.blockId}/${one.element.action_id}`).join(', ')
    throw new ClientRefusal(`nothing with action id ${actionId} to click; there are: ${there}`)
  }
  if (second) throw new ClientRefusal(`several elements have the action id ${actionId}: name the block`)
  return first
}

/** One entry of `actions`. Source: Slack, "block_actions payload". */
export function actionOf(
  context: ClientContext,
  userId: string,
  { element, blockId }: FoundElement,
  value: ElementInput | undefined,
): JsonObject {
  const common = compact({
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    action_ts: context.workspace.nextTs(),
  })
  if (element.type === 'button')
    return compact({ ...common, text: element.text, value: element.value, style: element.style })
  const state = chosenState(element, value ?? null, choosableBy(context, userId))
  return compact({ ...common, ...state, placeholder: element.placeholder })
}

function messageSeenBy(context: ClientContext, userId: string, conversationId: string, ts: string): StoredMessage {
  const message =
    context.workspace.findMessage(conversationId, ts) ?? context.workspace.findEphemeral(conversationId, ts, userId)
  if (!message) throw new ClientRefusal(`${userId} sees no message ${ts} in ${conversationId}`)
  return { ...message, blocks: objectsOf(message.blocks) }
}
