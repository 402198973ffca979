/** Building and keeping elements. Texts go into text nodes; there is no innerHTML in this page. */

/**
 * Makes an element. Properties: `class`, `on: {event: listener}`, and attributes; true and false set and leave out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown> & { on?: Record<string, (event: any) => void> }} [properties]
 * @param {(Node | string | undefined | false)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, { on = {}, ...attributes } = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value)
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener)
  made.append(...children.filter((child) => child !== undefined && child !== false))
  return made
}

/**
 * Sets an attribute, or removes it where the value is false or undefined.
 * @param {Element} target
 * @param {string} name
 * @param {unknown} value
 */
export function setAttribute(target, name, value) {
  if (value === false || value === undefined || value === null) target.removeAttribute(name)
  else target.setAttribute(name, value === true ? '' : String(value))
}

/**
 * The element with an id, which index.html has.
 * @param {string} id
 */
export function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`index.html has no #${id}`)
  return found
}

/** @type {WeakMap<Element, Map<string, { signature: string, node: Element }>>} */
const kept = new WeakMap()

/**
 * Makes the children of `parent` those of `items`, in order. A child whose signature is as before stays the same node,
 * untouched, so that focus, open menus and half-typed texts survive.
 * @param {Element} parent
 * @param {{ key: string, signature: unknown, create: () => Element }[]} items
 */
export function keepChildren(parent, items) {
  const before = kept.get(parent) ?? new Map()
  const after = new Map()
  for (const { key, signature: parts, create } of items) {
    const signature = JSON.stringify(parts)
    const known = before.get(key)
    after.set(key, known?.signature === signature ? known : { signature, node: create() })
  }
  /** @type {(() => void) | undefined} */
  let refocus
  for (const [key, { node }] of before) {
    const replacement = after.get(key)?.node
    if (replacement === node) continue
    if (replacement) refocus ??= focusMover(node, replacement)
    node.remove()
  }
  ;[...after.values()].forEach(({ node }, i) => {
    if (parent.children[i] !== node) parent.insertBefore(node, parent.children[i] ?? null)
  })
  kept.set(parent, after)
  refocus?.()
}

const FOCUSABLE = 'button, select, input, textarea, a, summary'

/**
 * Who works with the keyboard stays where they were when an element is drawn anew.
 * @param {Element} before
 * @param {Element} after
 * @returns {(() => void) | undefined} undefined where the focus is elsewhere
 */
function focusMover(before, after) {
  const focused = document.activeElement
  if (!focused || !before.contains(focused)) return undefined
  const place = [...before.querySelectorAll(FOCUSABLE)].indexOf(focused)
  return () => {
    const places = [after, ...after.querySelectorAll(FOCUSABLE)]
    const target = places[place + 1] ?? places.at(-1)
    if (target instanceof HTMLElement) target.focus({ preventScroll: true })
  }
}
