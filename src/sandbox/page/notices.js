/** What the page says by itself: toasts for people who look, and a live region for people who listen. */
import { byId, element } from './element.js'

/** Real milliseconds for which a toast is shown. */
const TOAST_MS = 6000

/**
 * Shows a line for a few seconds. It goes into the dialog that is open, as everything outside of that is inert.
 * @param {string} text
 */
export function showToast(text) {
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  const toast = element('div', { class: 'toast', role: 'status' }, text)
  host.append(toast)
  setTimeout(() => toast.remove(), TOAST_MS)
}

/**
 * Has a screen reader say a line.
 * @param {string} text
 */
export function announce(text) {
  byId('announcer').textContent = text
}

/**
 * Does what somebody clicked; what goes wrong, and Slack's own words where it has any, become a toast.
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T | undefined>}
 */
export async function attempt(act) {
  try {
    const outcome = await act()
    const notice = /** @type {{ notice?: string } | undefined} */ (outcome)?.notice
    if (notice) showToast(notice)
    return outcome
  } catch (error) {
    showToast(error instanceof Error ? error.message : String(error))
    return undefined
  }
}
