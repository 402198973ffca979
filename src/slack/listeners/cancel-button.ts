import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { BotCancelAnswer } from '../../bot/bot.ts'
import { CANCEL_ACTION } from '../blocks/card.ts'
import { END_WORDS } from '../words/states.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** *Cancel* on a card: the answer goes to who clicked; the thread tells everybody. */
export function registerCancelButton(app: App, { bot, reportBug }: ListenerDependencies): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: CANCEL_ACTION }, async (click) => {
    const { ack, action, body, respond } = click
    const say = (text: string) => respond({ response_type: 'ephemeral', replace_original: false, text })
    try {
      const answer = await bot.cancel(action.value ?? '', body.user.id)
      await ack()
      const words = answerWords(answer)
      if (words !== undefined) await say(words)
    } catch (error) {
      const reference = reportBug(error, 'the button Cancel')
      await ack()
      await say(`⚠️ Not cancelled: something went wrong on our side (reference ${reference}). Try again.`)
    }
  })
}

/** What asking for the end came to; nothing where the thread says it all. */
export function answerWords(answer: BotCancelAnswer): string | undefined {
  switch (answer.type) {
    case 'cancelled':
      return undefined
    case 'handing over':
      return `Cancelled, but message ${answer.index + 1} was already being handed over. The thread will say whether it went out.`
    case 'too late':
      return `Too late to cancel: it has ended already (${END_WORDS[answer.reason]}).`
    case "can't":
      return 'The hosted Workflows API has no way to cancel a workflow.'
    case 'not found':
      return 'There is nothing to cancel: this notification has not been handed over, or is not known here.'
  }
}
