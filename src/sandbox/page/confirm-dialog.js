import { element } from './element.js'
import { textNodes } from './rich-text.js'

/** @import {Names} from './rich-text.js' */

/**
 * Asks what a `confirm` object asks; true at once where there is none.
 * @param {any} confirm
 * @param {Names} names
 * @returns {Promise<boolean>}
 */
export function isConfirmed(confirm, names) {
  if (!confirm) return Promise.resolve(true)
  return new Promise((resolve) => {
    const style = confirm.style === 'danger' ? 'button danger' : 'button primary'
    const close = (/** @type {string} */ answer) => () => dialog.close(answer)
    const dialog = element(
      'dialog',
      {
        class: 'dialog confirm',
        'aria-label': confirm.title?.text ?? 'Are you sure?',
        on: {
          close: () => {
            dialog.remove()
            resolve(dialog.returnValue === 'yes')
          },
        },
      },
      element('h2', {}, ...(confirm.title ? textNodes(confirm.title, names) : ['Are you sure?'])),
      element('p', {}, ...textNodes(confirm.text, names)),
      element(
        'div',
        { class: 'dialog-buttons' },
        element(
          'button',
          { type: 'button', class: 'button', on: { click: close('no') } },
          confirm.deny?.text ?? 'Cancel',
        ),
        element(
          'button',
          { type: 'button', class: style, on: { click: close('yes') } },
          confirm.confirm?.text ?? 'Yes',
        ),
      ),
    )
    document.body.append(dialog)
    dialog.showModal()
  })
}
