/** All phones by their people, and which of their messages nobody has looked at. */
import { byId, element, keepChildren } from './element.js'
import { announce } from './notices.js'
import { keyOf, peopleOf } from './people.js'
import { channelOf, phoneMessageNode } from './phone-message.js'
import { isPersonal, replyNode, showPerson } from './phone-person.js'
import { addressWords, listIdOf, phoneNode, showBehaviour } from './phone-view.js'
import { playSound } from './sound.js'

/** @import {Phone} from '../messages-api/phone.ts' */
/** @import {Person} from './people.d.ts' */
/** @import {Store} from './state.js' */

/** @param {Store} store */
export function startPhones(store) {
  const known = new Set(store.state.phones.flatMap((phone) => phone.messages.map(({ messageUuid }) => messageUuid)))
  /** @type {Map<string, string>} the phone of each message that nobody has looked at */
  const fresh = new Map()
  const title = document.title

  function takeInNews() {
    for (const phone of store.state.phones)
      for (const message of phone.messages) {
        if (known.has(message.messageUuid)) continue
        known.add(message.messageUuid)
        fresh.set(message.messageUuid, keyOf(phone))
        playSound()
        announce(`New ${channelOf(phone).name} message: ${message.text ?? ''}`)
      }
  }

  /** @param {string} key */
  function look(key) {
    for (const [messageUuid, phoneKey] of fresh) if (phoneKey === key) fresh.delete(messageUuid)
    markAll()
  }

  /** Only classes and badges change: whoever presses a button in a message must not have it drawn anew in between. */
  function markAll() {
    for (const phone of store.state.phones) {
      const list = byId(listIdOf(phone))
      const isFresh = (/** @type {Element} */ node) => fresh.has(node.getAttribute('data-uuid') ?? '')
      for (const node of list.children) node.classList.toggle('fresh', isFresh(node))
      const count = [...list.children].filter(isFresh).length
      const badge = list.closest('.phone')?.querySelector('.badge')
      if (badge instanceof HTMLElement) {
        badge.hidden = count === 0
        badge.textContent = String(count)
        badge.title = `${count} new`
      }
      list.closest('.phone')?.classList.toggle('has-news', count > 0)
    }
    document.title = fresh.size > 0 ? `(${fresh.size}) ${title}` : title
  }

  /** @param {Person} person */
  function drawPhones({ key, phones }) {
    const { magicRecipients = [] } = store.state.about
    keepChildren(
      byId(personIdOf(key)),
      phones.map((phone) => {
        const magic = magicRecipients.find(({ address }) => address === phone.address)?.does
        return { key: keyOf(phone), signature: '', create: () => phoneNode(phone, magic, look) }
      }),
    )
    for (const phone of phones) {
      drawMessages(phone)
      const node = byId(listIdOf(phone)).closest('.phone')
      if (node) showBehaviour(phone, node)
      if (node && isPersonal(phone)) showPerson(phone, node)
    }
  }

  store.onDraw(() => {
    takeInNews()
    // Who was written to last comes first, or their phone could lie below the others, out of sight.
    const people = peopleOf(store.state.phones).reverse()
    byId('phones-empty').hidden = people.length > 0
    keepChildren(
      byId('phones'),
      people.map((person) => ({
        key: person.key,
        signature: titleOf(person, store),
        create: () => personNode(person, titleOf(person, store)),
      })),
    )
    for (const person of people) drawPhones(person)
    markAll()
  })
}

/** @param {string} key */
function personIdOf(key) {
  return `person-${key}`
}

/**
 * A name where it is one of the guide's people, else a number.
 * @param {Person} person
 * @param {Store} store
 */
function titleOf({ phones }, store) {
  const name = phones.map(({ address }) => store.state.names.get(address)).find((known) => known !== undefined)
  if (name !== undefined) return name
  const byNumber = phones.find(({ channel }) => channel !== 'messenger') ?? phones[0]
  return byNumber ? addressWords(byNumber) : ''
}

/**
 * @param {Person} person
 * @param {string} title
 */
function personNode({ key }, title) {
  return element(
    'section',
    { class: 'person', 'aria-label': `Phone of ${title}` },
    element('h3', { class: 'person-name' }, title),
    element('div', { class: 'person-phones', id: personIdOf(key) }),
  )
}

/** @param {Phone} phone */
function drawMessages(phone) {
  const list = byId(listIdOf(phone))
  const before = list.childElementCount
  const got = phone.messages.map((message) => ({
    at: message.receivedAt,
    key: message.messageUuid,
    signature: [message.status, message.statuses],
    create: () => phoneMessageNode(phone, message),
  }))
  const written = (isPersonal(phone) ? phone.replies : []).map((reply) => ({
    at: reply.at,
    key: reply.messageUuid,
    signature: '',
    create: () => replyNode(reply),
  }))
  keepChildren(
    list,
    [...got, ...written].sort((one, other) => one.at - other.at),
  )
  if (list.childElementCount !== before) list.scrollTop = list.scrollHeight
}
