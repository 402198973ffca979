/** What somebody needs who talks to Backstop's HTTP API: a request that works, and recipients that do as they are told. */
import { byId, element } from './element.js'
import { channelName } from './phone-message.js'

/** @import {About} from './state.js' */

/** @param {About} about */
export function startForApiUsers({ curl, magicRecipients = [] }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('api-dialog'))
  byId('api-open').addEventListener('click', () => dialog.showModal())
  byId('api-close').addEventListener('click', () => dialog.close())
  byId('curl').textContent = curl
  byId('curl').tabIndex = 0
  byId('magic').hidden = magicRecipients.length === 0
  byId('magic-rows').append(
    ...magicRecipients.map(({ address, channel, does }) =>
      element(
        'tr',
        {},
        element('td', {}, element('code', {}, address)),
        element('td', {}, channel === undefined ? 'any' : channelName(channel)),
        element('td', {}, does),
      ),
    ),
  )
}
