import { actingUser, type ClientContext, joinedConversation } from './client-context.ts'
import { ClientRefusal } from './element-values.ts'
import { isObject, type Json } from './json.ts'
import type { ActionOutcome } from './model.ts'
import { commandPayload } from './payloads.ts'
import { postResponse, type ResponseTarget } from './response-urls.ts'

/** A user types a line that begins with a slash. Slash commands can't be used in threads. */
export async function typeCommand(
  context: ClientContext,
  input: { userId: string; conversationId: string; text: string },
): Promise<ActionOutcome> {
  const user = actingUser(context, input.userId)
  const conversation = joinedConversation(context, user.id, input.conversationId)
  if (conversation.isArchived) throw new ClientRefusal(`${conversation.id} is archived`)
  const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(input.text.trim()) ?? []
  if (command === '') throw new ClientRefusal(`no slash command: ${input.text}`)
  if (!context.slashCommands.some((known) => known.command === command)) {
    const notice = `${command} is not a valid command.`
    context.workspace.addSlackLine(conversation.id, user.id, notice)
    return { delivery: 'none', notice }
  }
  const target: ResponseTarget = { conversationId: conversation.id, userId: user.id }
  const delivered = await context.deliver({
    envelope: 'slash_commands',
    payload: commandPayload({
      user,
      conversation,
      command,
      text,
      responseUrl: context.responseUrls.issue(target),
      triggerId: context.triggers.issue({ userId: user.id, conversationId: conversation.id }),
    }),
  })
  const failure = delivered.status === 'acked' ? showAck(context, target, delivered.ack) : delivered.status
  if (failure === undefined) return { delivery: delivered.status }
  const notice = `${command} failed with the error "${failure}"`
  context.workspace.addSlackLine(conversation.id, user.id, notice)
  return { delivery: delivered.status, notice }
}

/** Shows what a command's ack says, to the user unless `in_channel`; the error where it can't be shown. */
function showAck(context: ClientContext, target: ResponseTarget, ack: Json): string | undefined {
  if (ack === null || (isObject(ack) && Object.keys(ack).length === 0)) return undefined
  return postResponse(context.workspace, target, ack) === undefined ? undefined : 'invalid_command_response'
}
