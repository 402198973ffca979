/** One fault with its switch and its fields. */
import { element } from './element.js'

/** @import {ChoiceParameter, Fault, NumberParameter} from './truth-faults.js' */

/** @typedef {{ node: HTMLElement, show: (fault: Fault) => void }} FaultNode */

/** How often, as `POST /faults` takes it. */
const OFTEN = [
  { words: 'once', wish: { count: 1 } },
  { words: '3 times', wish: { count: 3 } },
  { words: '10 times', wish: { count: 10 } },
  { words: '1 in 10', wish: { probability: 0.1 } },
  { words: '1 in 2', wish: { probability: 0.5 } },
  { words: 'always', wish: { probability: 1 } },
]

/** Parameters that `OFTEN` stands for. */
const OFTEN_NAMES = ['count', 'probability']

/**
 * @param {Fault} fault as it is first
 * @param {(wish: object) => Promise<void>} set
 * @returns {FaultNode}
 */
export function faultNode({ id, label, explanation, parameters }, set) {
  const often = element(
    'select',
    { class: 'input small', 'aria-label': `How often: ${label}` },
    ...OFTEN.map(({ words }, i) => element('option', { value: i }, words)),
  )
  const fields = Object.entries(parameters)
    .filter(([name]) => !OFTEN_NAMES.includes(name))
    .map(([name, parameter]) => ({ name, ...fieldOf(parameter, label) }))
  let isOn = false
  const button = element('button', { type: 'button', class: 'button small', on: { click: turn } })
  const struckWords = element('span', { class: 'quiet' })
  const node = element(
    'li',
    { class: 'fault' },
    element('div', {}, element('strong', {}, label), ' ', element('span', { class: 'quiet' }, explanation)),
    element('div', { class: 'fault-tools' }, button, often, ...fields.map((field) => field.node), struckWords),
  )

  function turn() {
    const own = Object.fromEntries(fields.map(({ name, read }) => [name, read()]))
    void set(isOn ? { id, off: true } : { id, ...OFTEN[Number(often.value)]?.wish, ...own })
  }

  return {
    node,
    show({ state, struck }) {
      isOn = state.on
      const words = isOn ? 'Switch off' : 'Switch on'
      button.textContent = words
      button.setAttribute('aria-label', `${words}: ${label}`)
      button.setAttribute('aria-pressed', String(isOn))
      node.classList.toggle('on', isOn)
      const left = state.count === undefined ? '' : `${state.count} to come`
      const done = struck === 0 ? '' : `has struck ${struck === 1 ? 'once' : `${struck} times`}`
      struckWords.textContent = [isOn ? left : '', done].filter(Boolean).join(', ')
    },
  }
}

/**
 * @param {NumberParameter | ChoiceParameter} parameter
 * @param {string} faultLabel
 */
function fieldOf(parameter, faultLabel) {
  const name = `${parameter.label}: ${faultLabel}`
  if ('choices' in parameter) {
    const select = element(
      'select',
      { class: 'input small', 'aria-label': name },
      ...parameter.choices.map((choice) => element('option', { value: choice }, choice)),
    )
    select.value = parameter.default
    return { node: labelled(parameter.label, select, ''), read: () => select.value }
  }
  const { min, max, unit = '' } = parameter
  const input = element('input', { class: 'input small', type: 'number', min, max, 'aria-label': name })
  input.value = String(parameter.default)
  return { node: labelled(parameter.label, input, SHORT_UNITS[unit] ?? unit), read: () => Number(input.value) }
}

const SHORT_UNITS = /** @type {Record<string, string>} */ ({
  'seconds of business time': 's',
  'milliseconds of real time': 'ms',
})

/**
 * @param {string} words
 * @param {HTMLElement} input
 * @param {string} unit
 */
function labelled(words, input, unit) {
  return element('span', { class: 'fault-field' }, `${words} `, input, unit === '' ? '' : ` ${unit}`)
}
