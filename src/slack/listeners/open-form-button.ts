import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { teamOf } from '../team-of.ts'
import { OPEN_FORM_ACTION, readCarried } from '../views/open-form-button.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { openFormOrTell } from './open-form-or-tell.ts'

/** A button that opens the form: in the Home tab without a place, elsewhere in its conversation. */
export function registerOpenFormButton(app: App, dependencies: ListenerDependencies): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: OPEN_FORM_ACTION }, async (click) => {
    const { ack, action, body, respond } = click
    await ack()
    const { text, threadTs } = readCarried(action.value)
    const conversationId = body.channel?.id
    const request = {
      triggerId: body.trigger_id,
      teamId: teamOf(body),
      userId: body.user.id,
      ...(conversationId === undefined ? {} : { conversationId }),
      ...(threadTs === undefined ? {} : { threadTs }),
      // No messages of its own: the form fills in the settings that this person used last.
      ...(text === undefined ? {} : { draft: { text, messages: [] } }),
    }
    if (conversationId === undefined) return openFormOrTell(request, dependencies)
    return openFormOrTell(request, dependencies, (words) =>
      respond({ response_type: 'ephemeral', replace_original: false, text: words }),
    )
  })
}
