/** What a person does with their phone besides getting messages: writing back, STOP, blocking. */
import { post } from './api.js'
import { element } from './element.js'
import { attempt } from './notices.js'

/** @import {InboundMessage, PersonalPhone, Phone} from '../messages-api/phone.ts' */

/** What opts out. Source: vendor's SMS compliance articles. */
const STOP = 'STOP'

/**
 * The row under a phone's messages.
 * @param {Phone} phone
 * @param {string} name the channel's, for people
 */
export function personRow({ channel, address }, name) {
  const input = element('input', {
    class: 'input small',
    type: 'text',
    placeholder: 'Reply…',
    'aria-label': `Reply by ${name}`,
  })
  const reply = async (/** @type {string} */ text) => {
    if (text.trim() === '') return
    const sent = await attempt(() => post('/phones/control/reply', { channel, address, text }))
    if (sent && input.value === text) input.value = ''
  }
  const block = element('button', {
    type: 'button',
    class: 'button small block',
    on: {
      click: () =>
        attempt(() =>
          post('/phones/control/block', { channel, address, on: block.getAttribute('aria-pressed') !== 'true' }),
        ),
    },
  })
  return element(
    'form',
    {
      class: 'person-row',
      on: {
        submit: (/** @type {Event} */ event) => {
          event.preventDefault()
          void reply(input.value)
        },
      },
    },
    input,
    element('button', { type: 'submit', class: 'button small' }, 'Send'),
    element(
      'button',
      { type: 'button', class: 'button small', title: 'Opt out', on: { click: () => reply(STOP) } },
      STOP,
    ),
    block,
  )
}

/**
 * Shows whether the person blocks.
 * @param {PersonalPhone} phone
 * @param {Element} node the phone's
 */
export function showPerson({ isBlocking, optedOutOf }, node) {
  const block = node.querySelector('.block')
  if (block) {
    const words = isBlocking ? 'Unblock' : 'Block'
    if (block.textContent !== words) block.textContent = words
    block.setAttribute('aria-pressed', String(isBlocking))
  }
  const state = node.querySelector('.person-state')
  const words = [isBlocking && 'blocked', optedOutOf.length > 0 && 'opted out'].filter(Boolean).join(', ')
  if (state && state.textContent !== words) state.textContent = words
}

/**
 * What the person wrote, as it stands on their own phone.
 * @param {InboundMessage} reply
 */
export function replyNode({ text, at }) {
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(new Date(at))
  return element(
    'article',
    { class: 'phone-message own' },
    element('p', { class: 'bubble' }, text),
    element('div', { class: 'phone-state' }, element('time', { class: 'quiet' }, `written ${time}`)),
  )
}

/**
 * Whether the fake tells what people do, and lets them.
 * @param {Phone} phone
 * @returns {phone is PersonalPhone}
 */
export function isPersonal(phone) {
  return 'replies' in phone
}
