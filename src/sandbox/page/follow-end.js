/** How near to its end, in pixels, a list counts as being read at its end. */
const NEAR_PX = 60

/**
 * Keeps a list at its end while its reader is there; who has scrolled up stays where they are.
 * @param {HTMLElement} list
 * @returns {(content: string) => void} to be called after each change; another content begins at its end
 */
export function followEnd(list) {
  // What scrolls must be reachable by keyboard, in every browser.
  list.tabIndex = 0
  let shown = ''
  let isAtEnd = true
  list.addEventListener('scroll', () => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX
  })
  const toEnd = () => {
    if (isAtEnd) list.scrollTop = list.scrollHeight
  }
  // A drawer that opens below, or a window made smaller, must not hide the end from who was there.
  new ResizeObserver(toEnd).observe(list)
  return (content) => {
    if (content !== shown) isAtEnd = true
    shown = content
    toEnd()
  }
}
