import type { App } from '@slack/bolt'
import { AGAIN_ACTION } from '../blocks/card-buttons.ts'
import { CLICK_FAILED } from '../words/clicks.ts'
import { type CardButton, registerCardButton } from './card-click.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { sendAgain } from './send-again.ts'

/** *Send again* on a card: opens the form, filled in; nothing is sent by the click. */
export function registerAgainButton(app: App, dependencies: ListenerDependencies): void {
  const button: CardButton = {
    actionId: AGAIN_ACTION,
    where: 'the button again',
    failed: CLICK_FAILED.again,
    commits: false,
    async handle({ value, viewer, triggerId }) {
      const text = await sendAgain(value, viewer, triggerId, dependencies)
      return text === undefined ? undefined : { text }
    },
  }
  registerCardButton(app, button, dependencies.reportBug)
}
