import type { App } from '@slack/bolt'
import { DETAILS_ACTION } from '../blocks/card-buttons.ts'
import { details } from '../blocks/details.ts'
import { CLICK_FAILED, NOT_FOUND_WORDS } from '../words/clicks.ts'
import { type CardButton, registerCardButton } from './card-click.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** *Details* on a card: all that is known, for who clicked alone. */
export function registerDetailsButton(app: App, { list, reportBug }: ListenerDependencies): void {
  const button: CardButton = {
    actionId: DETAILS_ACTION,
    where: 'the button details',
    failed: CLICK_FAILED.details,
    commits: false,
    async handle({ value, viewer }) {
      const [story] = await list.find(viewer, value, 1)
      return story ? details(story, viewer.userId) : { text: NOT_FOUND_WORDS }
    },
  }
  registerCardButton(app, button, reportBug)
}
