/**
 * Starts the page. It has no framework and no build: each view draws itself from one state, `keepChildren` (element.js)
 * keeps what hasn't changed, and what runs in the browser is what is read here, with nothing to fetch or to install.
 */

import { listen } from './api.js'
import { startAppHome } from './app-home.js'
import { startClockBar } from './clock-bar.js'
import { byId } from './element.js'
import { startForApiUsers } from './for-api-users.js'
import { startGuide } from './guide-view.js'
import { startModal } from './modal.js'
import { announce } from './notices.js'
import { startPhones } from './phones.js'
import { plainWords } from './rich-text.js'
import { startSlackView } from './slack-view.js'
import { soundSwitch } from './sound.js'
import { createStore } from './state.js'
import { startThread } from './thread.js'
import { startTruth } from './truth.js'

const store = await createStore()
byId('team').textContent = store.state.slack.team.name
byId('bar-end').append(soundSwitch())
startForApiUsers(store.state.about)
startClockBar(store)
const slackView = startSlackView(store)
startAppHome(store)
startThread(store)
startModal(store)
startGuide(store)
startPhones(store)
const onTruthChange = startTruth(store)
store.onNews((news) => {
  const last = news.at(-1)
  if (last) announce(`${store.userName(last.message.userId)}: ${plainWords(last.message.text, store)}`)
})
listen({
  onChange(what) {
    store.refresh(what)
    onTruthChange(what)
  },
  onConnection: store.setConnected,
})
slackView.focusComposer()
