/** One phone without its messages: a channel of a person, and what it does by itself. */
import { behavioursFor, chooseBehaviour, chosenBehaviour } from './behaviours.js'
import { element } from './element.js'
import { attempt } from './notices.js'
import { keyOf } from './people.js'
import { channelOf } from './phone-message.js'
import { isPersonal, personRow } from './phone-person.js'

/** @import {Phone} from '../messages-api/phone.ts' */

/**
 * The id of the list that its messages go into.
 * @param {Phone} phone
 */
export function listIdOf({ channel, address }) {
  return `phone-${channel}-${address}`
}

/**
 * An address as people write it.
 * @param {Pick<Phone, 'channel' | 'address'>} phone
 */
export function addressWords({ channel, address }) {
  return /^\d+$/.test(address) && channel !== 'messenger' ? `+${address}` : address
}

/**
 * @param {Phone} phone
 * @param {string | undefined} magic what this recipient does by itself, where it is a magic one
 * @param {(key: string) => void} onLook told with the phone's key when somebody touches it
 */
export function phoneNode(phone, magic, onLook) {
  const { name } = channelOf(phone)
  const address = addressWords(phone)
  const look = () => onLook(keyOf(phone))
  return element(
    'section',
    { class: `phone ${phone.channel}`, 'aria-label': `${name} ${address}`, on: { pointerdown: look, focusin: look } },
    element(
      'header',
      {},
      element('h4', {}, name),
      element('span', { class: 'address' }, address),
      element('span', { class: 'person-state' }),
      element('span', { class: 'badge', hidden: true }),
    ),
    element('div', {
      class: 'phone-messages',
      id: listIdOf(phone),
      role: 'log',
      'aria-live': 'off',
      tabindex: 0,
      'aria-label': `Messages of ${name} ${address}`,
    }),
    element(
      'footer',
      {},
      isPersonal(phone) && personRow(phone, name),
      element('label', {}, element('span', { class: 'quiet' }, 'New messages'), behaviourSelect(phone, magic)),
    ),
  )
}

/**
 * @param {Phone} phone
 * @param {string | undefined} magic
 */
function behaviourSelect(phone, magic) {
  const select = element(
    'select',
    { class: 'input small', on: { change: () => attempt(() => chooseBehaviour(phone, select.value)) } },
    magic !== undefined && element('option', { value: 'magic', disabled: true }, `magic: ${magic}`),
    ...behavioursFor(channelOf(phone).hasReads).map(({ id, words }) => element('option', { value: id }, words)),
  )
  select.dataset.unchosen = magic === undefined ? 'hand' : 'magic'
  return select
}

/**
 * Shows what was chosen, here or by a guide.
 * @param {Phone} phone
 * @param {Element} node of `phoneNode`
 */
export function showBehaviour(phone, node) {
  const select = node.querySelector('footer select')
  if (!(select instanceof HTMLSelectElement) || select === document.activeElement) return
  select.value = chosenBehaviour(phone) ?? select.dataset.unchosen ?? 'hand'
}
