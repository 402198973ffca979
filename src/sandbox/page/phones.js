/** All phones, and which of their messages nobody has looked at. */
import { byId, keepChildren } from './element.js'
import { announce } from './notices.js'
import { channelOf, phoneMessageNode } from './phone-message.js'
import { listIdOf, phoneKeyOf, phoneNode } from './phone-view.js'

/** @import {Phone} from '../messages-api/phone.ts' */
/** @import {Store} from './state.js' */

/** @param {Store} store */
export function startPhones(store) {
  const known = new Set(store.state.phones.flatMap((phone) => phone.messages.map(({ messageUuid }) => messageUuid)))
  /** @type {Map<string, string>} the phone of each message that nobody has looked at */
  const fresh = new Map()

  function takeInNews() {
    for (const phone of store.state.phones)
      for (const message of phone.messages) {
        if (known.has(message.messageUuid)) continue
        known.add(message.messageUuid)
        fresh.set(message.messageUuid, phoneKeyOf(phone))
        announce(`New ${channelOf(phone).name} message: ${message.text ?? ''}`)
      }
  }

  /** @param {string} key */
  function look(key) {
    for (const [messageUuid, phoneKey] of fresh) if (phoneKey === key) fresh.delete(messageUuid)
    for (const phone of store.state.phones) markFresh(phone)
  }

  /**
   * Only classes change: whoever presses a button in a message must not have it drawn anew in between.
   * @param {Phone} phone
   */
  function markFresh(phone) {
    const list = byId(listIdOf(phone))
    const isFresh = phone.messages.map(({ messageUuid }) => fresh.has(messageUuid))
    for (const [i, node] of [...list.children].entries()) node.classList.toggle('fresh', isFresh[i] ?? false)
    list.closest('.phone')?.classList.toggle('has-news', isFresh.includes(true))
  }

  store.onDraw(() => {
    takeInNews()
    const { phones } = store.state
    byId('phones-empty').hidden = phones.length > 0
    keepChildren(
      byId('phones'),
      phones.map((phone) => ({ key: phoneKeyOf(phone), signature: '', create: () => phoneNode(phone, look) })),
    )
    for (const phone of phones) {
      drawMessages(phone)
      markFresh(phone)
    }
  })
}

/** @param {Phone} phone */
function drawMessages(phone) {
  const list = byId(listIdOf(phone))
  const before = list.childElementCount
  keepChildren(
    list,
    phone.messages.map((message) => ({
      key: message.messageUuid,
      signature: [message.status, message.statuses],
      create: () => phoneMessageNode(phone, message),
    })),
  )
  if (list.childElementCount !== before) list.scrollTop = list.scrollHeight
}
