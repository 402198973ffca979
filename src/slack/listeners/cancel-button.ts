import type { App } from '@slack/bolt'
import { CANCEL_ACTION } from '../blocks/card-buttons.ts'
import { CLICK_FAILED, cancelAnswerWords } from '../words/clicks.ts'
import { type CardButton, registerCardButton } from './card-click.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** *Cancel* on a card: the answer goes to who clicked; the thread tells everybody. */
export function registerCancelButton(app: App, { bot, reportBug }: ListenerDependencies): void {
  const button: CardButton = {
    actionId: CANCEL_ACTION,
    where: 'the button cancel',
    failed: CLICK_FAILED.cancel,
    commits: true,
    async handle({ value, viewer }) {
      const text = cancelAnswerWords(await bot.cancel(value, viewer.userId))
      return text === undefined ? undefined : { text }
    },
  }
  registerCardButton(app, button, reportBug)
}
