/** The reader's topmost modal, as a dialog. What is entered lives in its controls until it is told to Slack. */
import { post } from './api.js'
import { blockNodes } from './blocks.js'
import { valueOfState } from './controls.js'
import { byId, element } from './element.js'
import { choicesOf } from './message-view.js'
import { attempt } from './notices.js'
import { textNodes } from './rich-text.js'

/** @import {StoredView} from '../slack/model.ts' */
/** @import {Control, Value} from './controls.js' */
/** @import {Store} from './state.js' */

/** @typedef {{ blockId: string, actionId: string, control: Control }} Field */

/** @param {Store} store */
export function startModal(store) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('modal'))
  const form = /** @type {HTMLFormElement} */ (byId('modal-form'))
  /** @type {StoredView | undefined} */
  let shown
  /** @type {Field[]} */
  let fields = []
  let isSubmitting = false
  /** What is told to Slack goes one after the other, or a choice could overtake a text. */
  let told = Promise.resolve()

  const tell = (/** @type {string} */ route, /** @type {object} */ body) => {
    const call = () => attempt(() => post(`/slack/control/${route}`, { userId: store.state.userId, ...body }))
    const answered = told.then(call)
    told = answered.then(() => {})
    return answered
  }

  /** @param {boolean} all the whole stack, as the × does */
  const close = (all) => {
    if (shown && !isSubmitting) void tell('close-view', { viewId: shown.id, all })
  }

  async function submit() {
    const view = shown
    if (!view || isSubmitting) return
    isSubmitting = true
    showErrors({})
    drawButtons()
    const outcome = await tell('submit-view', { viewId: view.id, values: changedValues(view) })
    isSubmitting = false
    drawButtons()
    if (shown) showErrors(outcome?.errors ?? {}, { hasFocus: true })
  }

  /**
   * What Slack doesn't know yet.
   * @param {StoredView} view
   */
  function changedValues(view) {
    /** @type {Record<string, Record<string, Value>>} */
    const values = {}
    for (const { blockId, actionId, control } of fields) {
      const value = control.read()
      if (JSON.stringify(value) === JSON.stringify(valueOfState(view.values[blockId]?.[actionId]))) continue
      values[blockId] = { ...values[blockId], [actionId]: value }
    }
    return values
  }

  function drawButtons() {
    dialog.setAttribute('aria-busy', String(isSubmitting))
    for (const button of form.querySelectorAll('button')) button.disabled = isSubmitting
    byId('modal-state').textContent = isSubmitting ? 'Submitting…' : ''
  }

  /**
   * @param {StoredView['errors']} errors
   * @param {{ hasFocus?: boolean }} [options]
   */
  function showErrors(errors, { hasFocus = false } = {}) {
    for (const { blockId, control } of [...fields].reverse()) {
      const text = errors[blockId]
      const place = document.getElementById(`view-${blockId}-error`)
      if (place && place.textContent !== (text ?? '')) place.textContent = text ?? ''
      control.focusTarget.setAttribute('aria-invalid', String(text !== undefined))
      if (text === undefined || !hasFocus) continue
      control.focusTarget.focus({ preventScroll: true })
      // With the label above and the message below: the control alone would leave one of them outside.
      control.node.closest('.field')?.scrollIntoView({ block: 'nearest' })
    }
  }

  /** While a story is played, what plays it must stay in reach: then nothing outside of the dialog is inert. */
  function show() {
    const { isGuided } = store.state
    if (dialog.open && dialog.matches(':modal') === !isGuided) return
    const focused = document.activeElement
    dialog.close()
    if (isGuided) dialog.show()
    else dialog.showModal()
    if (focused instanceof HTMLElement && dialog.contains(focused)) focused.focus()
  }

  /** @param {StoredView} view */
  function build(view) {
    const entered = new Map(fields.map((field) => [keyOf(field.blockId, field.actionId), field.control.read()]))
    const isSameView = view.id === shown?.id
    const left = isSameView ? placeOf(document.activeElement) : undefined
    fields = []
    const { definition } = view
    const names = store
    const blocks = blockNodes(/** @type {any[]} */ (definition.blocks), {
      names,
      choices: choicesOf(store),
      scope: 'view',
      valueOf(blockId, element) {
        const carried = isSameView ? entered.get(keyOf(blockId, element.action_id)) : undefined
        return carried ?? valueOfState(view.values[blockId]?.[element.action_id])
      },
      onAction: (action) => tell('click-in-view', { viewId: view.id, ...action }),
      onInput({ isDispatched, blockId, actionId, value }) {
        // A field that goes away with its view tells its last change once more.
        if (shown?.id !== view.id) return
        if (isDispatched) void tell('click-in-view', { viewId: view.id, blockId, actionId, value })
        else void tell('fill-view', { viewId: view.id, values: { [blockId]: { [actionId]: value } } })
      },
      onControl: (blockId, actionId, control) => fields.push({ blockId, actionId, control }),
    })
    shown = view
    const button = (/** @type {any} */ text, /** @type {Record<string, unknown>} */ properties) =>
      element('button', { type: 'button', class: 'button', ...properties }, ...textNodes(text, names))
    form.replaceChildren(
      element(
        'header',
        { class: 'modal-head' },
        element('h2', { id: 'modal-title' }, ...textNodes(definition.title, names)),
        button(
          { text: '×' },
          {
            id: 'modal-close',
            class: 'icon-button',
            'aria-label': 'Close',
            on: { click: () => close(true) },
          },
        ),
      ),
      element('div', { class: 'modal-body' }, ...blocks),
      element(
        'footer',
        { class: 'dialog-buttons' },
        element('span', { id: 'modal-state', class: 'quiet', role: 'status' }),
        button(definition.close ?? { text: 'Cancel' }, { id: 'modal-cancel', on: { click: () => close(false) } }),
        definition.submit !== undefined &&
          button(definition.submit, { id: 'modal-submit', type: 'submit', class: 'button primary' }),
      ),
    )
    show()
    const focused = left ? document.getElementById(left.id) : form.querySelector('[autofocus], .modal-body .input')
    if (focused instanceof HTMLElement) focused.focus()
    if (left?.caret !== undefined && isText(focused)) focused.setSelectionRange(left.caret, left.caret)
    drawButtons()
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !dialog.matches(':modal')) close(false)
  })
  // The browser closes a dialog at Escape by itself; here Slack decides, and the dialog follows its state.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    close(false)
  })

  store.onDraw(() => {
    const view = store.state.slack.openViews.at(-1)
    if (!view) {
      shown = undefined
      fields = []
      dialog.close()
      return
    }
    if (view.id !== shown?.id || view.hash !== shown.hash) build(view)
    else show()
    shown = view
    if (!isSubmitting) showErrors(view.errors)
  })
}

/**
 * Where somebody is in a form that is built anew; in a text, behind which character.
 * @param {Element | null} focused
 */
function placeOf(focused) {
  if (!focused?.id) return undefined
  return { id: focused.id, caret: isText(focused) ? (focused.selectionStart ?? undefined) : undefined }
}

/**
 * @param {Element | null} node
 * @returns {node is HTMLInputElement | HTMLTextAreaElement}
 */
function isText(node) {
  return node instanceof HTMLTextAreaElement || (node instanceof HTMLInputElement && node.type === 'text')
}

/**
 * @param {string} blockId
 * @param {string} actionId
 */
function keyOf(blockId, actionId) {
  return JSON.stringify([blockId, actionId])
}
