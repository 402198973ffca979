/** Business time: what it is, how fast it goes, and steps forward. */
import { post } from './api.js'
import { byId, element, keepChildren } from './element.js'
import { announce, attempt } from './notices.js'

/** @import {Store} from './state.js' */

/** Real milliseconds between two drawings of the clock. */
const TICK_MS = 200

const RATES = [
  { rate: 0, words: 'Pause', meaning: 'Pause' },
  { rate: 1, words: '×1', meaning: '×1: as fast as real time' },
  { rate: 10, words: '×10', meaning: '×10: ten times as fast' },
  { rate: 100, words: '×100', meaning: '×100: a hundred times as fast' },
]

const STEPS = [
  { wish: { advanceMs: 60_000 }, words: '+1 min', meaning: '+1 min: skip that time' },
  { wish: { advanceMs: 600_000 }, words: '+10 min', meaning: '+10 min: skip that time' },
  { wish: { advanceMs: 3_600_000 }, words: '+1 h', meaning: '+1 h: skip that time' },
  {
    wish: { toNextDeadline: true },
    words: 'Next deadline',
    meaning: 'Next deadline: skip the time until a workflow decides or sends something',
  },
]

/** @param {Store} store */
export function startClockBar(store) {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
  const change = (/** @type {object} */ wish) => async () => {
    await attempt(() => post('/clock', wish))
    store.refresh('clock')
  }
  byId('steps').append(
    ...STEPS.map(({ wish, words, meaning }) =>
      element(
        'button',
        {
          type: 'button',
          class: 'bar-button',
          'aria-label': meaning,
          title: meaning,
          on: { click: change(wish) },
        },
        words,
      ),
    ),
  )
  const drawTime = () => {
    byId('clock').textContent = format.format(new Date(store.nowMs()))
  }
  store.onDraw(() => {
    const { rate } = store.state.clock
    keepChildren(
      byId('rates'),
      RATES.map((one) => ({ key: one.words, signature: one.rate === rate, create: () => rateButton(one) })),
    )
    byId('connection').hidden = store.state.isConnected
    drawTime()
  })
  setInterval(drawTime, TICK_MS)

  /** @param {(typeof RATES)[number]} one */
  function rateButton(one) {
    const set = async () => {
      await change({ rate: one.rate })()
      announce(one.rate === 0 ? 'Time is paused' : `Time runs at ${one.words}`)
    }
    const isChosen = one.rate === store.state.clock.rate
    return element(
      'button',
      {
        type: 'button',
        class: 'bar-button',
        'aria-pressed': String(isChosen),
        'aria-label': one.meaning,
        on: { click: set },
      },
      one.words,
    )
  }
}
