/** What can be made to go wrong: each fault a switch with a count or a probability, and how often it has struck. */
import { post } from './api.js'
import { element, keepChildren } from './element.js'
import { attempt } from './notices.js'
import { faultNode } from './truth-fault.js'

/** @import {Panel} from './truth-drawer.js' */
/** @import {FaultNode} from './truth-fault.js' */
/** @import {Truth} from './truth-store.js' */

/** @typedef {{ label: string, default: number, min: number, max: number, unit?: string }} NumberParameter */
/** @typedef {{ label: string, default: string, choices: string[] }} ChoiceParameter */
/**
 * A fault as `GET /faults` tells it.
 * @typedef {object} Fault
 * @property {string} id
 * @property {string} group
 * @property {string} label
 * @property {string} explanation
 * @property {Record<string, NumberParameter | ChoiceParameter>} parameters `count`, `probability` and the fault's own
 * @property {{ on: boolean, count?: number, probability?: number }} state `count`: how often it will strike still
 * @property {number} struck how often it has
 */

const GROUPS = /** @type {Record<string, string>} */ ({
  receipts: 'Receipts',
  'messages api': 'Messages API',
  slack: 'Slack',
  backstop: 'Backstop',
})

/**
 * @param {Truth} truth
 * @returns {Panel}
 */
export function faultsPanel(truth) {
  /** @type {Map<string, FaultNode>} what is entered in a fault's fields outlives each drawing */
  const nodes = new Map()
  const groups = element('div', { class: 'fault-groups' })

  /** @param {object} wish */
  const set = async (wish) => {
    await attempt(() => post('/faults', wish))
    truth.refresh('faults')
  }

  /** @param {Fault} fault */
  function nodeOf(fault) {
    const known = nodes.get(fault.id) ?? faultNode(fault, set)
    nodes.set(fault.id, known)
    return known
  }

  function draw() {
    const faults = truth.state.faults ?? []
    const names = [...new Set(faults.map(({ group }) => group))]
    keepChildren(
      groups,
      names.map((name) => ({
        key: name,
        signature: '',
        create: () =>
          element(
            'section',
            { 'aria-label': `Faults of ${GROUPS[name] ?? name}` },
            element('h3', {}, GROUPS[name] ?? name),
            element(
              'ul',
              { class: 'faults' },
              ...faults.filter(({ group }) => group === name).map((one) => nodeOf(one).node),
            ),
          ),
      })),
    )
    for (const fault of faults) nodeOf(fault).show(fault)
  }

  return {
    id: 'faults',
    title: 'Faults',
    isOffered: () => truth.state.faults !== undefined,
    note() {
      const count = truth.state.faults?.filter(({ state }) => state.on).length ?? 0
      return count > 0 ? `${count} on` : ''
    },
    node: element(
      'section',
      { class: 'panel', 'aria-label': 'Faults', tabindex: 0 },
      element(
        'div',
        { class: 'panel-tools' },
        element('span', { class: 'quiet' }, 'Each strikes when its time comes, at most as often as it is told to.'),
        element(
          'button',
          { type: 'button', class: 'button small', on: { click: () => set({ off: true }) } },
          'Switch all off',
        ),
      ),
      groups,
    ),
    draw,
  }
}
