import type { App, GlobalShortcut } from '@slack/bolt'
import { teamOf } from '../team-of.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { openFormOrTell } from './open-form-or-tell.ts'

/** *Notify a person*, from anywhere: the form asks where its card is to be. */
export function registerGlobalShortcut(app: App, dependencies: ListenerDependencies): void {
  app.shortcut<GlobalShortcut>({ type: 'shortcut', callback_id: 'notify' }, async ({ ack, shortcut }) => {
    await ack()
    const { trigger_id: triggerId, user } = shortcut
    await openFormOrTell({ triggerId, teamId: teamOf(shortcut), userId: user.id }, dependencies)
  })
}
