/** What can be made to go wrong, each as a switch with a count or a probability. */
import { post } from './api.js'
import { element, keepChildren } from './element.js'
import { attempt } from './notices.js'

/** @import {Panel} from './truth-drawer.js' */
/** @import {Truth} from './truth-store.js' */

/**
 * @typedef {object} Fault
 * @property {string} id
 * @property {string} [group]
 * @property {string} label
 * @property {string} explanation
 * @property {Record<string, unknown>} parameters
 * @property {unknown} state
 * @property {number} struck how often it has
 */

/**
 * @param {Truth} truth
 * @returns {Panel}
 */
export function faultsPanel(truth) {
  const list = element('ul', { class: 'faults' })
  return {
    id: 'faults',
    title: 'Faults',
    isOffered: () => truth.state.faults !== undefined,
    note: () => '',
    node: element('section', { class: 'panel', 'aria-label': 'Faults', tabindex: 0 }, list),
    draw() {
      const faults = truth.state.faults ?? []
      keepChildren(
        list,
        faults.map((fault) => ({ key: fault.id, signature: fault, create: () => faultNode(fault, truth) })),
      )
    },
  }
}

/**
 * @param {Fault} fault
 * @param {Truth} truth
 */
function faultNode({ id, label, explanation, struck }, truth) {
  const set = async (/** @type {object} */ wish) => {
    await attempt(() => post('/faults', { id, ...wish }))
    truth.refresh('faults')
  }
  return element(
    'li',
    { class: 'fault' },
    element('button', { type: 'button', class: 'button small', on: { click: () => set({ count: 1 }) } }, label),
    element('span', { class: 'quiet' }, `${explanation} Struck ${struck} times.`),
  )
}
