/** Starts the page. */
import { listen } from './api.js'
import { startClockBar } from './clock-bar.js'
import { byId } from './element.js'
import { startModal } from './modal.js'
import { announce } from './notices.js'
import { startPhones } from './phones.js'
import { plainWords } from './rich-text.js'
import { startSlackView } from './slack-view.js'
import { createStore } from './state.js'
import { startThread } from './thread.js'

const store = await createStore()
byId('curl').textContent = store.state.about.curl
byId('team').textContent = store.state.slack.team.name
startClockBar(store)
const slackView = startSlackView(store)
startThread(store)
startModal(store)
startPhones(store)
store.onNews((news) => {
  const last = news.at(-1)
  if (last) announce(`${store.userName(last.message.userId)}: ${plainWords(last.message.text, store)}`)
})
listen({
  onChange: (what) => void store.refresh(what),
  onConnection: store.setConnected,
})
slackView.focusComposer()
