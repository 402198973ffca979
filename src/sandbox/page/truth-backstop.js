/** Backstop's process: how it is, killing and starting it, and what it wrote. */
import { post } from './api.js'
import { byId, element, keepChildren } from './element.js'
import { announce, attempt } from './notices.js'

/** @import {BackstopState} from '../backstop-process.ts' */
/** @import {Panel} from './truth-drawer.js' */
/** @import {Truth} from './truth-store.js' */

/**
 * The line with its state, always in sight.
 * @param {Truth} truth
 */
export function startBackstopLine(truth) {
  const place = byId('backstop')
  truth.onDraw(() => {
    const { backstop } = truth.state
    place.hidden = backstop === undefined
    if (!backstop) return
    const { status, pid, starts } = backstop
    keepChildren(place, [
      { key: 'words', signature: [status, pid], create: () => wordsNode(backstop) },
      { key: 'buttons', signature: status, create: () => buttonsNode(status, truth) },
    ])
    place.title = `started ${starts} ${starts === 1 ? 'time' : 'times'}`
  })
}

/** @param {BackstopState} backstop */
function wordsNode({ status, pid, exit }) {
  const how = exit?.signal ?? (exit?.code === undefined || exit.code === null ? '' : `exit code ${exit.code}`)
  const words = {
    running: `Backstop is running (process ${pid})`,
    starting: 'Backstop is starting…',
    down: `Backstop is down${how === '' ? '' : ` (${how})`}`,
  }
  return element(
    'span',
    { class: `process ${status}`, role: 'status' },
    element('span', { class: 'lamp', 'aria-hidden': 'true' }),
    words[status],
  )
}

/**
 * @param {BackstopState['status']} status
 * @param {Truth} truth
 */
function buttonsNode(status, truth) {
  const button = (/** @type {string} */ words, /** @type {string} */ action, /** @type {string} */ done) => {
    const act = async () => {
      const state = await attempt(() => post('/backstop', { action }))
      truth.refresh('backstop')
      if (state) announce(done)
    }
    const style = action === 'kill' ? 'button small danger' : 'button small'
    return element(
      'button',
      { type: 'button', class: style, disabled: status === 'starting', on: { click: act } },
      words,
    )
  }
  return element(
    'span',
    { class: 'process-buttons' },
    status === 'down'
      ? button('Start', 'start', 'Backstop was started')
      : button('Kill -9', 'kill', 'Backstop was killed'),
    status !== 'down' && button('Restart', 'restart', 'Backstop was killed and started again'),
  )
}

/**
 * @param {Truth} truth
 * @returns {Panel}
 */
export function logPanel(truth) {
  const lines = element('pre', { class: 'raw log', tabindex: 0, 'aria-label': 'What Backstop wrote' })
  return {
    id: 'log',
    title: 'Log',
    isOffered: () => truth.state.backstop !== undefined,
    note: () => '',
    node: element('section', { class: 'panel', 'aria-label': 'Log' }, lines),
    draw() {
      const text = truth.state.backstop?.log.join('\n') || 'Backstop has written nothing: it warns only.'
      if (lines.textContent !== text) lines.textContent = text
    },
  }
}
