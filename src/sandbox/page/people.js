/** @import {Phone} from '../messages-api/phone.ts' */
/** @import {Person} from './people.d.ts' */

/** Channels whose addresses are phone numbers: the same number is the same person. */
const NUMBER_CHANNELS = ['sms', 'mms', 'rcs', 'viber_service', 'whatsapp']

/**
 * The phones by their people, in the order in which they came. Phones belong together when they have the same number, or
 * got messages of the same workflow: those whose client_ref has the same first part.
 * @param {readonly Phone[]} phones
 * @returns {Person[]}
 */
export function peopleOf(phones) {
  /** @type {(Person & { marks: Set<string> })[]} */
  const people = []
  for (const phone of phones) {
    const marks = marksOf(phone)
    const same = people.filter((person) => marks.some((mark) => person.marks.has(mark)))
    const [first] = same
    if (!first) {
      people.push({ key: keyOf(phone), phones: [phone], marks: new Set(marks) })
      continue
    }
    first.phones.push(phone)
    for (const mark of marks) first.marks.add(mark)
    for (const other of same.slice(1)) {
      first.phones.push(...other.phones)
      for (const mark of other.marks) first.marks.add(mark)
      people.splice(people.indexOf(other), 1)
    }
  }
  return people.map(({ key, phones: theirs }) => ({ key, phones: theirs }))
}

/**
 * A phone is its address on its channel.
 * @param {Pick<Phone, 'channel' | 'address'>} phone
 */
export function keyOf({ channel, address }) {
  return `${channel} ${address}`
}

/** @param {Phone} phone */
function marksOf({ channel, address, messages }) {
  const references = messages.flatMap(({ clientRef }) => (clientRef?.includes(':') ? [clientRef.split(':')[0]] : []))
  const number = NUMBER_CHANNELS.includes(channel) ? `number ${address}` : `${channel} ${address}`
  return [number, ...new Set(references.map((reference) => `workflow ${reference}`))]
}
