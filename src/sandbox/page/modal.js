/** The reader's topmost modal, as a dialog. What is entered lives in its controls until it is told to Slack. */
import { blockNodes } from './blocks.js'
import { valueOfState } from './controls.js'
import { byId, element } from './element.js'
import { createFormEntries } from './form-entries.js'
import { placeIn } from './form-place.js'
import { choicesOf } from './message-view.js'
import { textNodes } from './rich-text.js'

/** @import {StoredView} from '../slack/model.ts' */
/** @import {Store} from './state.js' */

/** @param {Store} store */
export function startModal(store) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('modal'))
  const form = /** @type {HTMLFormElement} */ (byId('modal-form'))
  /** @type {StoredView | undefined} */
  let shown
  let isSubmitting = false
  /** What follows on what was sent is read from its beginning. */
  let isAnswered = false
  const entries = createFormEntries(() => ({ userId: store.state.userId, viewId: shown?.id }))

  /** @param {boolean} all the whole stack, as the × does */
  const close = (all) => {
    if (shown && !isSubmitting) void entries.tell('close-view', { viewId: shown.id, all })
  }

  async function submit() {
    const view = shown
    if (!view || isSubmitting) return
    isSubmitting = true
    showErrors({})
    drawButtons()
    const outcome = await entries.act('submit-view', { viewId: view.id })
    isSubmitting = false
    const errors = outcome?.errors ?? {}
    drawButtons()
    if (shown) showErrors(errors, { hasFocus: true })
    if (outcome?.delivery !== 'acked' || Object.keys(errors).length > 0) return
    isAnswered = true
    store.refresh('slack')
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
    for (const { blockId, control } of entries.fields().toReversed()) {
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

  function begin() {
    form.querySelector('.modal-body')?.scrollTo(0, 0)
    const first = form.querySelector('[autofocus], .modal-body .input')
    if (first instanceof HTMLElement) first.focus()
  }

  /** @param {StoredView} view */
  function build(view) {
    const isSameView = view.id === shown?.id
    // What somebody only waited in is followed by something to begin with.
    const goBack = isSameView && entries.fields().length > 0 ? placeIn(form) : undefined
    entries.restart(isSameView)
    const { definition } = view
    const names = store
    const blocks = blockNodes(/** @type {any[]} */ (definition.blocks), {
      names,
      choices: choicesOf(store),
      scope: 'view',
      valueOf: (blockId, { action_id: actionId }) =>
        entries.valueOf(blockId, actionId, valueOfState(view.values[blockId]?.[actionId])),
      onAction: (action) => entries.act('click-in-view', { viewId: view.id, ...action }),
      // A field that goes away with its view tells its last change once more: it lives on in the field that follows.
      onInput: () => shown?.hash === view.hash && entries.entered(),
      onTyped: () => entries.typed(),
      onEnter: (place) => void entries.act('press-enter', { viewId: view.id, ...place }),
      onControl: (blockId, actionId, control) => entries.add({ blockId, actionId, control }),
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
    if (goBack) goBack()
    else begin()
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
      isAnswered = false
      entries.restart(false)
      dialog.close()
      return
    }
    if (view.id !== shown?.id || view.hash !== shown.hash) build(view)
    else show()
    shown = view
    if (!isSubmitting) showErrors(view.errors)
    if (isAnswered) begin()
    isAnswered = false
  })
}
