/** The app's Home tab, beside the messages with it. */
import { post } from './api.js'
import { blockNodes } from './blocks.js'
import { valueOfState } from './controls.js'
import { byId, element, keepChildren, setAttribute } from './element.js'
import { choicesOf } from './message-view.js'
import { attempt } from './notices.js'

/** @import {StoredView} from '../slack/model.ts' */
/** @import {Store} from './state.js' */

const TABS = /** @type {const} */ ([
  { tab: 'home', words: 'Home' },
  { tab: 'messages', words: 'Messages' },
])

/**
 * Shows both tabs where the app has published a Home for the reader. Slack tells the app each time that somebody opens
 * it, and so does this page.
 * @param {Store} store
 */
export function startAppHome(store) {
  const tabs = byId('home-tabs')
  const home = byId('home')
  let told = ''
  store.onDraw(() => {
    const { slack, userId, tab } = store.state
    const isApp = isWithApp(store)
    const visit = isApp ? userId : ''
    if (visit !== told) {
      told = visit
      // What becomes of it shows in the state; an app without a Home leaves it unanswered.
      if (visit !== '') void post('/slack/control/open-app-home', { userId }).catch(() => {})
    }
    const view = isApp ? (slack.appHome ?? undefined) : undefined
    const isHome = view !== undefined && tab === 'home'
    tabs.hidden = view === undefined
    home.hidden = !isHome
    byId('messages').hidden = isHome
    byId('conversation-composer').hidden = isHome
    if (view) drawTabs(tabs, store)
    keepChildren(home, view ? [homeItem(view, store)] : [])
  })
}

/** @param {Store} store */
function isWithApp(store) {
  const conversation = store.conversation()
  return conversation?.kind === 'im' && conversation.memberIds.includes(store.state.slack.botUserId)
}

/**
 * @param {Element} tabs
 * @param {Store} store
 */
function drawTabs(tabs, store) {
  keepChildren(
    tabs,
    TABS.map(({ tab, words }) => ({ key: tab, signature: '', create: () => tabNode(tab, words, store) })),
  )
  for (const [i, { tab }] of TABS.entries()) {
    const isChosen = tab === store.state.tab
    const node = tabs.children[i]
    if (node) setAttribute(node, 'aria-current', isChosen ? 'true' : undefined)
  }
}

/**
 * @param {'home' | 'messages'} tab
 * @param {string} words
 * @param {Store} store
 */
function tabNode(tab, words, store) {
  const choose = () => {
    if (tab === 'home') void attempt(() => post('/slack/control/open-app-home', { userId: store.state.userId }))
    store.chooseTab(tab)
  }
  return element('button', { type: 'button', class: 'tab', on: { click: choose } }, words)
}

/**
 * @param {StoredView} view
 * @param {Store} store
 */
function homeItem(view, store) {
  const { userId } = store.state
  const tell = (/** @type {object} */ action) =>
    attempt(() => post('/slack/control/click-in-view', { userId, viewId: view.id, ...action }))
  return {
    key: view.id,
    signature: [view.hash, userId],
    create: () =>
      element(
        'div',
        { class: 'home-blocks' },
        ...blockNodes(/** @type {any[]} */ (view.definition.blocks), {
          names: store,
          choices: choicesOf(store),
          scope: 'home',
          valueOf: (blockId, definition) => valueOfState(view.values[blockId]?.[definition.action_id]),
          onAction: tell,
          onInput: ({ isDispatched, ...input }) => void (isDispatched && tell(input)),
        }),
      ),
  }
}
