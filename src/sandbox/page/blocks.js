/**
 * Blocks of Block Kit as DOM nodes.
 *
 * @typedef {object} BlocksContext
 * @property {Names} names
 * @property {ControlContext['choices']} choices
 * @property {string} scope makes the ids of this message or view unique on the page
 * @property {(blockId: string, definition: any) => Value} valueOf what is entered
 * @property {(action: { blockId: string, actionId: string, value?: Value }) => Promise<unknown>} onAction
 * @property {(input: { blockId: string, actionId: string, value: Value, isDispatched: boolean }) => void} onInput
 * @property {() => void} [onTyped] something was typed of which the app is told while it is typed
 * @property {(place: { blockId: string, actionId: string }) => void} [onEnter] of which the app is told too
 * @property {(blockId: string, actionId: string, control: Control) => void} [onControl] told of each input's control
 */
import { isConfirmed } from './confirm-dialog.js'
import { createControl } from './controls.js'
import { element } from './element.js'
import { menuButton } from './menu.js'
import { textNodes } from './rich-text.js'

/** @import {Control, ControlContext, Value} from './controls.js' */
/** @import {Names} from './rich-text.js' */
/** @typedef {(node: HTMLElement, value?: Value) => Promise<void>} Act tells the app of a click or a choice, confirmed first */

/**
 * @param {any[]} blocks
 * @param {BlocksContext} context
 * @returns {HTMLElement[]}
 */
export function blockNodes(blocks, context) {
  return blocks.map((block) => blockNode(block, context))
}

/**
 * @param {any} block
 * @param {BlocksContext} context
 * @returns {HTMLElement}
 */
function blockNode(block, context) {
  const { names } = context
  switch (block.type) {
    case 'header':
      return element('h4', { class: 'block header' }, ...textNodes(block.text, names))
    case 'divider':
      return element('hr', { class: 'block' })
    case 'section':
      return sectionNode(block, context)
    case 'context':
      return element('div', { class: 'block context' }, ...block.elements.map(contextNode(names)))
    case 'actions':
      return element('div', { class: 'block actions' }, ...block.elements.map(actionNode(block, context)))
    case 'image':
      return element('figure', { class: 'block' }, textSpan(block.title, names), picture(block))
    case 'input':
      return inputNode(block, context)
    default:
      return element('div', { class: 'block unknown' }, `A block of type ${block.type}, which the sandbox can't show`)
  }
}

/**
 * @param {any} block
 * @param {BlocksContext} context
 */
function sectionNode(block, context) {
  const fields = (block.fields ?? []).map((/** @type {any} */ field) =>
    element('div', {}, ...textNodes(field, context.names)),
  )
  return element(
    'div',
    { class: 'block section' },
    element(
      'div',
      { class: 'section-text' },
      block.text && element('div', {}, ...textNodes(block.text, context.names)),
      fields.length > 0 && element('div', { class: 'fields' }, ...fields),
    ),
    block.accessory && actionNode(block, context)(block.accessory),
  )
}

/**
 * @param {Names} names
 * @returns {(part: any) => Node}
 */
function contextNode(names) {
  return (part) => (part.type === 'image' ? picture(part) : element('span', {}, ...textNodes(part, names)))
}

/**
 * Pictures are shown by their words: the page loads nothing from elsewhere.
 * @param {any} image
 */
function picture(image) {
  return element('span', { class: 'picture', role: 'img', 'aria-label': image.alt_text }, `🖼 ${image.alt_text}`)
}

/**
 * An element that acts at once: the app hears of each click and choice.
 * @param {any} block
 * @param {BlocksContext} context
 * @returns {(definition: any) => HTMLElement}
 */
function actionNode(block, context) {
  return (definition) => {
    /** @type {Act} */
    const act = async (node, value) => {
      if (!(await isConfirmed(definition.confirm, context.names))) return
      node.setAttribute('aria-busy', 'true')
      await context.onAction({
        blockId: block.block_id,
        actionId: definition.action_id,
        ...(value === undefined ? {} : { value }),
      })
      node.removeAttribute('aria-busy')
    }
    const name = `${context.scope}-${block.block_id}-${definition.action_id}`
    // A card stands beside its thread: only of a view there is one, where the focus can be found again by it.
    const id = context.scope === 'view' ? name : undefined
    if (definition.type === 'button') return buttonNode(definition, context, { act, id })
    if (definition.type === 'overflow') return overflowNode(definition, context, { act, id })
    const control = createControl(definition, {
      value: context.valueOf(block.block_id, definition),
      name,
      label: definition.placeholder?.text ?? block.text?.text ?? definition.action_id,
      names: context.names,
      choices: context.choices,
      onChange: (value) => act(node, value),
    })
    const node = control?.node ?? element('span', {}, `(${definition.type})`)
    return node
  }
}

/**
 * @param {any} definition
 * @param {BlocksContext} context
 * @param {{ act: Act, id: string | undefined }} hands
 */
function buttonNode(definition, { names }, { act, id }) {
  const style = definition.style ? ` ${definition.style}` : ''
  const button = element(
    'button',
    {
      type: 'button',
      id,
      'data-action': definition.action_id,
      class: `button${style}`,
      'aria-label': definition.accessibility_label,
      on: {
        click: () => {
          if (definition.url && /^https?:/i.test(definition.url)) window.open(definition.url, '_blank', 'noopener')
          if (button.getAttribute('aria-busy') !== 'true') act(button)
        },
      },
    },
    ...textNodes(definition.text, names),
  )
  return button
}

/**
 * @param {any} definition
 * @param {BlocksContext} context
 * @param {{ act: Act, id: string | undefined }} hands
 */
function overflowNode(definition, { names }, { act, id }) {
  const node = menuButton(
    { 'aria-label': 'More actions', class: 'button', id, 'data-action': definition.action_id },
    ['⋯'],
    definition.options.map((/** @type {any} */ option) => ({
      words: option.text.text,
      content: textNodes(option.text, names),
      choose: () => void act(node, option.value),
    })),
  )
  return node
}

/**
 * A field of a form; the form tells its value when it is submitted, or at once where it asks for that.
 * @param {any} block
 * @param {BlocksContext} context
 */
function inputNode(block, context) {
  const definition = block.element
  const isDispatched = block.dispatch_action === true
  // Source: Slack, dispatch action configuration.
  const triggers = definition.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  const isToldAt = (/** @type {string} */ trigger) => isDispatched && triggers.includes(trigger)
  const place = { blockId: block.block_id, actionId: definition.action_id }
  const name = `${context.scope}-${block.block_id}`
  const control = createControl(definition, {
    value: context.valueOf(block.block_id, definition),
    name,
    names: context.names,
    choices: context.choices,
    onChange: (value) => context.onInput({ ...place, value, isDispatched }),
    ...(isToldAt('on_character_entered') && { onTyped: context.onTyped }),
    ...(isToldAt('on_enter_pressed') && context.onEnter && { onEnter: () => context.onEnter?.(place) }),
  })
  if (!control) return element('div', { class: 'block unknown' }, `An input of type ${definition.type}`)
  context.onControl?.(block.block_id, definition.action_id, control)
  const isGroup = control.node.classList.contains('choices')
  const label = element(
    'label',
    { class: 'label', id: `${name}-label`, for: isGroup ? undefined : name },
    ...textNodes(block.label, context.names),
  )
  if (isGroup) control.node.setAttribute('aria-labelledby', label.id)
  if (block.optional) label.append(element('span', { class: 'quiet' }, ' (optional)'))
  control.focusTarget.setAttribute('aria-describedby', `${name}-error`)
  return element(
    'div',
    { class: 'block field' },
    label,
    control.node,
    element('div', { class: 'field-error', id: `${name}-error`, role: 'alert' }),
    block.hint && element('div', { class: 'quiet' }, ...textNodes(block.hint, context.names)),
  )
}

/**
 * @param {any} text
 * @param {Names} names
 */
function textSpan(text, names) {
  return text && element('div', { class: 'quiet' }, ...textNodes(text, names))
}
