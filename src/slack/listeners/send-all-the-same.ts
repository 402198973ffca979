import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { answerWithForm, SEND_ALL_THE_SAME_ACTION } from '../blocks/typed-answer.ts'
import { readNotifyText } from '../notify-text.ts'
import { teamOf } from '../team-of.ts'
import { notSavedWords } from '../words/command.ts'
import { correction } from '../words/help.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { sendTyped } from './send-typed.ts'

/** *Send it all the same*: the answer that asked is replaced, and two clicks on it send once. */
export function registerSendAllTheSame(app: App, dependencies: ListenerDependencies): void {
  const { senders, reportBug } = dependencies
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: SEND_ALL_THE_SAME_ACTION },
    async (click) => {
      const { ack, action, body, respond } = click
      const typed = action.value ?? ''
      try {
        const place = {
          teamId: teamOf(body),
          userId: body.user.id,
          conversationId: body.channel?.id ?? body.user.id,
        }
        const read = readNotifyText(typed, senders)
        const outcome =
          read.type === 'send'
            ? await sendTyped(`all the same:${action.block_id}`, read.messages, place, dependencies)
            : { type: 'refused' as const, reason: read.type === 'wrong' ? read.reason : '' }
        await ack()
        if (outcome.type === 'saved') await respond({ replace_original: true, text: outcome.words })
        else await respond({ ...answerWithForm(correction(outcome.reason, typed), typed), replace_original: true })
      } catch (error) {
        const reference = reportBug(error, 'the button Send it all the same')
        await ack()
        await respond({ response_type: 'ephemeral', replace_original: false, text: notSavedWords(reference) })
      }
    },
  )
}
