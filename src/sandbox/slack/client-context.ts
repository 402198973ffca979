import type { Deliver } from './delivery.ts'
import { type Choosable, ClientRefusal } from './element-values.ts'
import type { Events } from './events.ts'
import type { FunctionDefinition, FunctionExecutions } from './function-executions.ts'
import type { ActionOutcome, Shortcut, SlackConversation, SlackUser, SlashCommand } from './model.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { Triggers } from './triggers.ts'
import type { Views } from './views.ts'
import type { Workspace } from './workspace.ts'

/** What users' actions work on. */
export interface ClientContext {
  workspace: Workspace
  views: Views
  triggers: Triggers
  responseUrls: ResponseUrls
  deliver: Deliver
  slashCommands: SlashCommand[]
  shortcuts: Shortcut[]
  functions: FunctionDefinition[]
  executions: FunctionExecutions
  sendEvent: Events['send']
}

/** The person who acts; @throws ClientRefusal for a bot or nobody. */
export function actingUser(context: ClientContext, userId: string): SlackUser {
  const user = context.workspace.findUser(userId)
  if (!user || user.isBot) throw new ClientRefusal(`no person ${userId}`)
  return user
}

/** A conversation the user is in; @throws ClientRefusal otherwise. */
export function joinedConversation(context: ClientContext, userId: string, id: string): SlackConversation {
  const conversation = context.workspace.findConversation(id)
  if (!conversation?.memberIds.includes(userId)) throw new ClientRefusal(`${userId} is not in ${id}`)
  return conversation
}

/** What `userId` can choose from. */
export function choosableBy(context: ClientContext, userId: string): Choosable {
  return {
    hasUser: (id) => context.workspace.findUser(id) !== undefined,
    hasConversation: (id) => context.workspace.findConversation(id)?.memberIds.includes(userId) ?? false,
  }
}

/** Slack's words in a modal whose app didn't answer well. Wording as seen in Slack's client. */
export const TROUBLE = 'We had some trouble connecting. Try again?'

/** The outcome of an interaction that shows no words of its own. */
export function plainOutcome(delivery: ActionOutcome['delivery']): ActionOutcome {
  return delivery === 'acked' ? { delivery } : { delivery, notice: TROUBLE }
}
