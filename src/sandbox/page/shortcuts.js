/** The app's shortcuts: the global ones behind the ⚡ of the composer, those of a message in its menu. */
import { post } from './api.js'
import { menuButton } from './menu.js'
import { attempt } from './notices.js'

/** @import {SeenMessage} from '../slack/model.ts' */
/** @import {Store} from './state.js' */

/**
 * The menu of global shortcuts, or nothing where the app has none.
 * @param {Store} store
 */
export function globalShortcuts(store) {
  const items = namesOf(store, 'global').map(({ callbackId, name }) => ({
    words: name,
    choose: () => void attempt(() => post('/slack/control/shortcut', { userId: store.state.userId, callbackId })),
  }))
  if (items.length === 0) return undefined
  return menuButton({ 'aria-label': 'Shortcuts', class: 'button shortcuts', title: 'Shortcuts' }, ['⚡'], items)
}

/**
 * The menu of a message, or nothing where the app has no shortcuts for messages.
 * @param {SeenMessage} message
 * @param {Store} store
 */
export function messageShortcuts({ conversationId, ts }, store) {
  const items = namesOf(store, 'message').map(({ callbackId, name }) => ({
    words: name,
    choose: () =>
      void attempt(() =>
        post('/slack/control/message-shortcut', {
          userId: store.state.userId,
          conversationId,
          messageTs: ts,
          callbackId,
        }),
      ),
  }))
  if (items.length === 0) return undefined
  return menuButton({ 'aria-label': 'More actions', class: 'button small', title: 'More actions' }, ['⋯'], items)
}

/**
 * @param {Store} store
 * @param {'global' | 'message'} type
 */
function namesOf({ state }, type) {
  return state.slack.shortcuts.filter((shortcut) => shortcut.type === type)
}
