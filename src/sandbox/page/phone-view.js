/** One phone without its messages: what it is, and what it does by itself. */
import { post, runId } from './api.js'
import { element } from './element.js'
import { attempt } from './notices.js'
import { channelOf } from './phone-message.js'

/** @import {Phone} from '../messages-api/phone.ts' */

/** What a phone does by itself, as the fake's `behaviour` command takes it. */
const BEHAVIOURS = [
  { id: 'hand', words: 'by hand', deliver: 'by hand', read: 'by hand' },
  { id: 'delivered', words: 'delivered at once', deliver: 'at once', read: 'by hand' },
  { id: 'read', words: 'delivered and read at once', deliver: 'at once', read: 'at once' },
  { id: 'never', words: 'never (phone is off)', deliver: 'never', read: 'never' },
]

/**
 * A phone is its address on its channel.
 * @param {Phone} phone
 */
export function phoneKeyOf({ channel, address }) {
  return `${channel} ${address}`
}

/**
 * The id of the list that its messages go into.
 * @param {Phone} phone
 */
export function listIdOf({ channel, address }) {
  return `phone-${channel}-${address}`
}

/**
 * @param {Phone} phone
 * @param {(key: string) => void} onLook told with the phone's key when somebody touches it
 */
export function phoneNode(phone, onLook) {
  const { name } = channelOf(phone)
  const address = /^\d+$/.test(phone.address) && phone.channel !== 'messenger' ? `+${phone.address}` : phone.address
  const look = () => onLook(phoneKeyOf(phone))
  return element(
    'section',
    { class: `phone ${phone.channel}`, 'aria-label': `${name} ${address}`, on: { pointerdown: look, focusin: look } },
    element('header', {}, element('h3', {}, name), element('span', { class: 'address' }, address)),
    element('div', {
      class: 'phone-messages',
      id: listIdOf(phone),
      role: 'log',
      'aria-live': 'off',
      'aria-label': `Messages of ${name} ${address}`,
    }),
    element(
      'footer',
      {},
      element('label', {}, element('span', { class: 'quiet' }, 'New messages:'), behaviourSelect(phone)),
    ),
  )
}

/** @param {Phone} phone */
function behaviourSelect(phone) {
  const { address, channel } = phone
  // The fake doesn't tell what was set; this run's choice is kept for a reload.
  const storageKey = `${runId} ${phoneKeyOf(phone)}`
  const choose = () => {
    const { deliver, read } = BEHAVIOURS.find(({ id }) => id === select.value) ?? {
      deliver: 'by hand',
      read: 'by hand',
    }
    sessionStorage.setItem(storageKey, select.value)
    void attempt(() => post('/phones/control/behaviour', { address, channel, behaviour: { deliver, read } }))
  }
  const select = element(
    'select',
    { class: 'input small', on: { change: choose } },
    ...BEHAVIOURS.filter(({ id }) => channelOf(phone).hasReads || id !== 'read').map(({ id, words }) =>
      element('option', { value: id }, words),
    ),
  )
  select.value = sessionStorage.getItem(storageKey) ?? 'hand'
  return select
}
