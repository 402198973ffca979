/** A button with a menu, in the browser's own top layer: Escape and a click elsewhere close it without a line here. */
import { element } from './element.js'

let count = 0

/** @typedef {{ words: string, detail?: string | undefined, choose: () => void, content?: Node[] }} MenuItem */

/**
 * A button that opens a menu. @param properties of the button, whose `aria-label` names the menu too.
 * @param {Record<string, unknown> & { 'aria-label': string }} properties
 * @param {(Node | string)[]} face what the button shows
 * @param {MenuItem[]} items
 * @returns {HTMLElement}
 */
export function menuButton(properties, face, items) {
  count += 1
  const id = `menu-${count}`
  const menu = element(
    'div',
    {
      id,
      class: 'menu',
      role: 'menu',
      popover: 'auto',
      'aria-label': properties['aria-label'],
      on: { toggle: onToggle, keydown: onKey },
    },
    ...items.map(itemNode),
  )
  const button = element(
    'button',
    { type: 'button', popovertarget: id, 'aria-haspopup': 'menu', 'aria-expanded': 'false', ...properties },
    ...face,
  )

  /** @param {MenuItem} item */
  function itemNode({ words, detail, choose, content }, /** @type {number} */ index) {
    const act = () => {
      menu.hidePopover()
      choose()
    }
    return element(
      'button',
      // The browser moves the focus there as it opens the menu; the toggle event comes only after that.
      { type: 'button', role: 'menuitem', tabindex: -1, autofocus: index === 0, on: { click: act } },
      ...(content ?? [words]),
      detail !== undefined && element('span', { class: 'quiet' }, detail),
    )
  }

  /** @param {ToggleEvent} event */
  function onToggle(event) {
    const isOpen = event.newState === 'open'
    button.setAttribute('aria-expanded', String(isOpen))
    if (isOpen) place(menu, button.getBoundingClientRect())
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const at = document.activeElement ? [...menu.children].indexOf(document.activeElement) : -1
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 })
    const next = steps[event.key]
    if (next !== undefined) {
      event.preventDefault()
      focusItem(next)
    } else if (event.key === 'Tab') {
      menu.hidePopover()
    }
  }

  /** @param {number} index counted round */
  function focusItem(index) {
    const item = [...menu.children].at(index % menu.children.length)
    if (item instanceof HTMLElement) item.focus()
  }

  return element('span', { class: 'menu-place' }, button, menu)
}

/**
 * Below its button, or above where there is no room; never outside of the window.
 * @param {HTMLElement} menu
 * @param {DOMRect} button
 */
function place(menu, button) {
  const gap = 4
  const { width, height } = menu.getBoundingClientRect()
  const hasRoom = button.bottom + gap + height < innerHeight
  const left = Math.max(gap, Math.min(button.left, innerWidth - width - gap))
  menu.style.left = `${left}px`
  menu.style.top = `${hasRoom ? button.bottom + gap : Math.max(gap, button.top - height - gap)}px`
}
