/**
 * The interactive elements of Block Kit as form controls. Each control has its node, and `read`, which gives the value as
 * the fake Slack wants it: a text, an option's value, an id, a list for checkboxes, null for nothing.
 *
 * @typedef {string | string[] | null} Value
 * @typedef {{ node: HTMLElement, read: () => Value, focusTarget: HTMLElement }} Control
 * @typedef {object} ControlContext
 * @property {Value} value what is entered at first
 * @property {string} name unique on the page
 * @property {string} [label] where no label element names it
 * @property {Names} names
 * @property {{ users: { id: string, text: string }[], conversations: { id: string, text: string, kind: string }[] }} choices
 * @property {(value: Value) => void} onChange
 * @property {() => void} [onTyped] told of each change of a text while it is typed
 * @property {() => void} [onEnter] told of Enter in a text, which does nothing else then
 */
import { element } from './element.js'
import { textNodes } from './rich-text.js'

/** @import {Names} from './rich-text.js' */

/**
 * The control of an element that keeps a value, or undefined for one that doesn't (button, overflow).
 * @param {any} definition the element as Block Kit has it
 * @param {ControlContext} context
 * @returns {Control | undefined}
 */
export function createControl(definition, context) {
  switch (definition.type) {
    case 'plain_text_input':
    case 'number_input':
      return textControl(definition, context)
    case 'static_select':
      return selectControl(definition, context, staticGroups(definition))
    case 'users_select':
      return selectControl(definition, context, [{ options: context.choices.users }])
    case 'conversations_select':
      return selectControl(definition, context, [{ options: conversationChoices(definition, context) }])
    case 'radio_buttons':
      return choiceControl(definition, context, 'radio')
    case 'checkboxes':
      return choiceControl(definition, context, 'checkbox')
    default:
      return undefined
  }
}

/**
 * The value that an element of a message starts with; views tell theirs with their state.
 * @param {any} definition
 * @returns {Value}
 */
export function initialValue(definition) {
  if (definition.type === 'checkboxes')
    return (definition.initial_options ?? []).map((/** @type {any} */ option) => option.value)
  return (
    definition.initial_value ??
    definition.initial_option?.value ??
    definition.initial_user ??
    definition.initial_conversation ??
    null
  )
}

/**
 * The value in an entry of a view's state.
 * @param {any} state
 * @returns {Value}
 */
export function valueOfState(state) {
  if (state?.selected_options) return state.selected_options.map((/** @type {any} */ option) => option.value)
  return state?.value ?? state?.selected_option?.value ?? state?.selected_user ?? state?.selected_conversation ?? null
}

/**
 * @param {any} definition
 * @param {ControlContext} context
 * @returns {Control}
 */
function textControl(definition, { value, name, label, onChange, onTyped, onEnter }) {
  // A word that is still put together by an input method is no word yet.
  const typed = (/** @type {Event} */ event) => !(event instanceof InputEvent && event.isComposing) && onTyped?.()
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !onEnter) return
    event.preventDefault()
    onEnter()
  }
  const shared = {
    id: name,
    class: 'input',
    placeholder: definition.placeholder?.text,
    'aria-label': label,
    autofocus: definition.focus_on_load,
    on: { change: () => onChange(read()), input: typed, compositionend: typed, keydown: pressed },
  }
  const input = definition.multiline
    ? element('textarea', { ...shared, rows: 3 })
    : element('input', {
        ...shared,
        type: 'text',
        inputmode: definition.type === 'number_input' ? 'decimal' : undefined,
      })
  input.value = typeof value === 'string' ? value : ''
  const read = () => (input.value === '' ? null : input.value)
  return { node: input, read, focusTarget: input }
}

/**
 * @param {any} definition
 * @param {ControlContext} context
 * @param {{ label?: string, options: { id: string, text: string }[] }[]} groups
 * @returns {Control}
 */
function selectControl(definition, { value, name, label, onChange }, groups) {
  const select = element(
    'select',
    {
      id: name,
      class: 'input',
      'aria-label': label,
      autofocus: definition.focus_on_load,
      on: { change: () => onChange(read()) },
    },
    element('option', { value: '' }, definition.placeholder?.text ?? 'Choose…'),
    ...groups.map((group) => {
      const options = group.options.map(({ id, text }) => element('option', { value: id }, text))
      return group.label ? element('optgroup', { label: group.label }, ...options) : fragmentOf(options)
    }),
  )
  select.value = typeof value === 'string' ? value : ''
  const read = () => (select.value === '' ? null : select.value)
  return { node: select, read, focusTarget: select }
}

/**
 * @param {any} definition
 * @param {ControlContext} context
 * @param {'radio' | 'checkbox'} type
 * @returns {Control}
 */
function choiceControl(definition, { value, name, label, names, onChange }, type) {
  /** @type {HTMLInputElement[]} */
  const inputs = []
  const chosen = Array.isArray(value) ? value : [value]
  const rows = definition.options.map((/** @type {any} */ option) => {
    const input = element('input', { type, name, value: option.value, on: { change: () => onChange(read()) } })
    input.checked = chosen.includes(option.value)
    inputs.push(input)
    const description = option.description ? element('small', {}, ...textNodes(option.description, names)) : undefined
    return element(
      'label',
      { class: 'choice' },
      input,
      element('span', {}, ...textNodes(option.text, names), description),
    )
  })
  const read = () => {
    const values = inputs.filter((input) => input.checked).map((input) => input.value)
    return type === 'checkbox' ? values : (values[0] ?? null)
  }
  const role = type === 'radio' ? 'radiogroup' : 'group'
  const node = element('div', { id: name, class: 'choices', role, 'aria-label': label }, ...rows)
  return { node, read, focusTarget: inputs[0] ?? node }
}

/** @param {any} definition */
function staticGroups(definition) {
  const groups = definition.option_groups ?? [{ options: definition.options }]
  return groups.map((/** @type {any} */ group) => ({
    label: group.label?.text,
    options: group.options.map((/** @type {any} */ option) => ({ id: option.value, text: option.text.text })),
  }))
}

/**
 * @param {any} definition
 * @param {ControlContext} context
 */
function conversationChoices({ filter }, { choices }) {
  const kinds = filter?.include
  return choices.conversations.filter(({ kind }) => kinds === undefined || kinds.includes(kind))
}

/** @param {Node[]} nodes */
function fragmentOf(nodes) {
  const fragment = document.createDocumentFragment()
  fragment.append(...nodes)
  return fragment
}
