/** The open thread, beside its conversation. */
import { createComposer } from './composer.js'
import { byId, element, keepChildren } from './element.js'
import { followEnd } from './follow-end.js'
import { messageItem } from './message-view.js'

/** @import {Store} from './state.js' */

/** @param {Store} store */
export function startThread(store) {
  const pane = byId('thread')
  const list = byId('replies')
  const composer = createComposer(store, 'thread')
  const scroll = followEnd(list)
  byId('thread-composer').append(composer.node)
  byId('thread-close').addEventListener('click', () => store.chooseThread(undefined))
  pane.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') store.chooseThread(undefined)
  })
  store.onDraw(() => {
    const { threadTs, userId } = store.state
    const parent = store.conversation()?.messages.find((message) => message.ts === threadTs)
    pane.hidden = parent === undefined
    if (!parent) return
    const count = parent.replies.length
    const words = `${count} ${count === 1 ? 'reply' : 'replies'}`
    keepChildren(list, [
      messageItem(parent, store, undefined),
      { key: 'count', signature: words, create: () => element('div', { class: 'reply-count quiet' }, words) },
      ...parent.replies.map((reply) => messageItem(reply, store, undefined)),
    ])
    scroll(parent.ts)
    composer.show({
      target: `${userId} ${parent.ts}`,
      label: 'Reply…',
      isDisabled: !store.conversation()?.memberIds.includes(userId),
    })
  })
}
