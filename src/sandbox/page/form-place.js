/** Where somebody is in a form that is built anew: how far down, in which field, behind which character. */

/** What can have the focus; the items of a menu have it only while their menu is open. */
const STEPS = 'button, select, input, textarea'

/**
 * Notes it, while the form is still as it was.
 * @param {HTMLElement} form
 * @returns {() => void} goes back there, once the form is built anew
 */
export function placeIn(form) {
  const scrollTop = bodyOf(form)?.scrollTop ?? 0
  const steps = stepsOf(form)
  const keys = steps.map(keyOf)
  const focused = focusedIn(form)
  const index = focused ? steps.indexOf(focused) : -1
  const wasInSight = focused !== undefined && isInSight(focused, form)
  const text = isText(focused) ? selectionOf(focused) : undefined
  return () => {
    const body = bodyOf(form)
    if (body) body.scrollTop = scrollTop
    const key = keys[index]
    if (key === undefined) return
    const target = sameOrNearest({ keys, index, action: focused?.dataset.action }, stepsOf(form))
    target?.focus({ preventScroll: true })
    if (target && wasInSight && !isInSight(target, form)) target.scrollIntoView({ block: 'nearest' })
    if (!text || !isText(target) || keyOf(target) !== key) return
    target.setSelectionRange(text.start, text.end)
    target.scrollTop = text.scrollTop
  }
}

/**
 * The element with the same key. Where it is gone: the one that does the same in front of what followed it, or what
 * followed it, or what came before it.
 * @param {{ keys: string[], index: number, action: string | undefined }} before
 * @param {HTMLElement[]} steps
 */
function sameOrNearest({ keys, index, action }, steps) {
  const kept = new Map(steps.map((step) => [keyOf(step), step]))
  const known = kept.get(keys[index] ?? '')
  if (known) return known
  const isLeft = (/** @type {string} */ key) => kept.get(key)?.closest('.modal-body')
  const next = kept.get(keys.slice(index + 1).find(isLeft) ?? '')
  const inFront = next && steps[steps.indexOf(next) - 1]
  if (inFront && action !== undefined && inFront.dataset.action === action) return inFront
  return next ?? kept.get(keys.slice(0, index).findLast(isLeft) ?? '')
}

/**
 * What has the focus; of an open menu the button that opens it.
 * @param {HTMLElement} form
 */
function focusedIn(form) {
  const { activeElement } = document
  if (!(activeElement instanceof HTMLElement) || !form.contains(activeElement)) return undefined
  const menuButton = activeElement.closest('.menu-place')?.querySelector('button')
  return menuButton ?? activeElement
}

/** @param {HTMLElement} form */
function stepsOf(form) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(STEPS))
  return [...found].filter((step) => step.role !== 'menuitem')
}

/**
 * What an element is known by in each form that has it: of several with one name, by its value too.
 * @param {HTMLElement} step
 */
function keyOf(step) {
  return step.id || (step instanceof HTMLInputElement ? JSON.stringify([step.name, step.value]) : '')
}

/** @param {HTMLElement} form */
function bodyOf(form) {
  return form.querySelector('.modal-body') ?? undefined
}

/**
 * @param {HTMLElement} step
 * @param {HTMLElement} form
 */
function isInSight(step, form) {
  const body = bodyOf(form)
  if (!body?.contains(step)) return true
  const [{ top, bottom }, room] = [step.getBoundingClientRect(), body.getBoundingClientRect()]
  return bottom > room.top && top < room.bottom
}

/** @param {HTMLInputElement | HTMLTextAreaElement} text */
function selectionOf({ selectionStart, selectionEnd, scrollTop }) {
  return { start: selectionStart, end: selectionEnd, scrollTop }
}

/**
 * @param {HTMLElement | undefined} step
 * @returns {step is HTMLInputElement | HTMLTextAreaElement}
 */
function isText(step) {
  return step instanceof HTMLTextAreaElement || (step instanceof HTMLInputElement && step.type === 'text')
}
