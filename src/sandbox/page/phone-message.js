/** A message on a phone, and what a hand can do with it. */
import { post } from './api.js'
import { element } from './element.js'
import { attempt } from './notices.js'

/** @import {Phone, PhoneMessage} from '../messages-api/phone.ts' */

/** @type {Record<string, { name: string, hasReads: boolean }>} by the name on the wire; Viber has another in the Workflows API */
const CHANNELS = {
  sms: { name: 'SMS', hasReads: false },
  mms: { name: 'MMS', hasReads: false },
  rcs: { name: 'RCS', hasReads: true },
  messenger: { name: 'Messenger', hasReads: true },
  viber_service: { name: 'Viber', hasReads: true },
  viber_service_msg: { name: 'Viber', hasReads: true },
  whatsapp: { name: 'WhatsApp', hasReads: true },
}

/** What a rejection may say. Source: the vendor's table of Messages API errors. */
const REJECTIONS = [
  ['1300', 'not on this network'],
  ['1340', 'outside of the allowed window'],
  ['1360', 'ttl ran out'],
  ['1240', 'opted out with STOP'],
  ['1180', 'phone is switched off'],
  ['1260', 'destination unreachable'],
]

const STATUS_WORDS = /** @type {Record<string, string>} */ ({
  accepted: '⏳ accepted',
  submitted: '📤 submitted',
  delivered: '📬 delivered',
  read: '👀 read',
  rejected: '❌ rejected',
  undeliverable: '❌ undeliverable',
  revoked: '🛑 revoked',
})

/**
 * What people call a phone's channel, and whether it tells that something was read.
 * @param {Pick<Phone, 'channel'>} phone
 */
export function channelOf({ channel }) {
  return CHANNELS[channel] ?? { name: channel, hasReads: false }
}

/**
 * What people call a channel.
 * @param {string} channel by the name on the wire
 */
export function channelName(channel) {
  return CHANNELS[channel]?.name ?? channel
}

/**
 * @param {Phone} phone
 * @param {PhoneMessage} message
 */
export function phoneMessageNode(phone, message) {
  const { status } = message
  return element(
    'article',
    { class: 'phone-message', 'data-uuid': message.messageUuid },
    element('p', { class: 'bubble' }, message.text ?? `(${String(message.content.message_type)})`),
    element(
      'div',
      { class: 'phone-state' },
      element('span', { class: 'tag new' }, 'NEW'),
      element('span', { class: `state ${status}` }, STATUS_WORDS[status] ?? status),
      element('time', { class: 'quiet' }, timeOf(message.statuses.at(-1)?.at ?? message.receivedAt)),
    ),
    element('div', { class: 'phone-buttons' }, ...handNodes(phone, message)),
  )
}

/**
 * The buttons for what can still happen to a message.
 * @param {Phone} phone
 * @param {PhoneMessage} message
 */
function handNodes(phone, { messageUuid, status }) {
  const isOpen = status === 'accepted' || status === 'submitted'
  const canBeRead = channelOf(phone).hasReads && (isOpen || status === 'delivered')
  const button = (/** @type {string} */ words, /** @type {string} */ command, more = () => ({})) => {
    const act = () => attempt(() => post(`/phones/control/${command}`, { messageUuid, ...more() }))
    return element('button', { type: 'button', class: 'button small', on: { click: act } }, words)
  }
  const codes = element(
    'select',
    { class: 'input small', 'aria-label': 'Error code of a rejection' },
    ...REJECTIONS.map(([code, words]) => element('option', { value: code }, `${code} ${words}`)),
  )
  return [
    isOpen && button('Deliver', 'deliver'),
    canBeRead && button('Read', 'read'),
    isOpen &&
      element(
        'span',
        { class: 'reject' },
        button('Reject', 'reject', () => ({ code: codes.value })),
        codes,
      ),
  ]
}

/** @param {number} at business milliseconds */
function timeOf(at) {
  return new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(new Date(at))
}
