/** The drawer at the page's foot: which of its panels is open, and how high it is. */
import { byId, element } from './element.js'

/** @typedef {{ id: string, title: string, isOffered: () => boolean, note: () => string, node: HTMLElement, draw: () => void }} Panel */

const STORAGE_KEY = 'sandbox-truth'
/** Pixels, and pixels of one press of a key. */
const HEIGHT = { least: 120, first: 300, step: 24 }

/**
 * Shows one panel at a time, each behind its button.
 * @param {Panel[]} panels
 * @param {(panel: string) => void} onOpen told of the panel that is open from now on
 */
export function createDrawer(panels, onOpen) {
  const body = byId('truth-body')
  const grip = byId('truth-grip')
  const remembered = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '{}')
  /** @type {string | undefined} */
  let openId = remembered.openId
  /** @type {number} */
  let height = remembered.height ?? HEIGHT.first

  const buttons = panels.map(({ id, title, node }) => {
    node.id = `truth-${id}`
    const note = element('span', { class: 'note' })
    const toggle = () => {
      openId = openId === id ? undefined : id
      if (openId) onOpen(openId)
      draw()
    }
    const button = element(
      'button',
      { type: 'button', class: 'truth-tab', 'aria-controls': node.id, on: { click: toggle } },
      title,
      ' ',
      note,
    )
    return { button, note }
  })
  byId('truth-tabs').append(...buttons.map(({ button }) => button))
  body.append(...panels.map(({ node }) => node))

  /** @param {number} wanted in pixels */
  function resize(wanted) {
    height = Math.round(Math.max(HEIGHT.least, Math.min(wanted, innerHeight - 260)))
    draw()
  }
  grip.addEventListener('pointerdown', (event) => {
    grip.setPointerCapture(event.pointerId)
    const bottom = body.getBoundingClientRect().bottom
    const move = (/** @type {PointerEvent} */ moved) => resize(bottom - moved.clientY)
    grip.addEventListener('pointermove', move)
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true })
  })
  grip.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowUp') resize(height + HEIGHT.step)
    if (key === 'ArrowDown') resize(height - HEIGHT.step)
  })
  byId('truth').addEventListener('keydown', ({ key, target }) => {
    if (key !== 'Escape' || openId === undefined || target instanceof HTMLInputElement) return
    const at = panels.findIndex(({ id }) => id === openId)
    openId = undefined
    draw()
    buttons[at]?.button.focus()
  })

  function draw() {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ openId, height }))
    const isOpen = panels.some(({ id, isOffered }) => id === openId && isOffered())
    body.hidden = !isOpen
    grip.hidden = !isOpen
    grip.setAttribute('aria-valuenow', String(height))
    body.style.height = `${height}px`
    byId('truth').hidden = !panels.some(({ isOffered }) => isOffered())
    for (const [i, panel] of panels.entries()) {
      const shown = buttons[i]
      if (!shown) continue
      const isShown = isOpen && panel.id === openId
      shown.button.hidden = !panel.isOffered()
      shown.button.setAttribute('aria-expanded', String(isShown))
      const words = panel.note()
      if (shown.note.textContent !== words) shown.note.textContent = words
      panel.node.hidden = !isShown
      if (isShown) panel.draw()
    }
  }

  if (openId) onOpen(openId)
  return { draw, openId: () => openId }
}
