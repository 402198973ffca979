import type { App } from '@slack/bolt'
import { readSkipValue, SKIP_ACTION } from '../blocks/card-buttons.ts'
import { CLICK_FAILED, skipAnswerWords } from '../words/clicks.ts'
import { type CardButton, registerCardButton } from './card-click.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** *Send next now* on a card: skips the message that the button was shown for, so that a double click skips one. */
export function registerSkipButton(app: App, { bot, reportBug }: ListenerDependencies): void {
  const button: CardButton = {
    actionId: SKIP_ACTION,
    where: 'the button skip',
    failed: CLICK_FAILED.skip,
    commits: true,
    async handle({ value, viewer }) {
      const skipped = readSkipValue(value)
      if (!skipped) throw new Error('the button has lost its message')
      const text = skipAnswerWords(await bot.skip(skipped.id, skipped.index, viewer.userId))
      return text === undefined ? undefined : { text }
    },
  }
  registerCardButton(app, button, reportBug)
}
