/** What a phone does by itself with the messages to come, as somebody chose it on this page. */
import { post, runId } from './api.js'
import { keyOf } from './people.js'

/** @import {Phone} from '../messages-api/phone.ts' */

/** Business milliseconds after which somebody has looked, and those after which a slow network has delivered. */
const SOON_MS = 2 * 60_000
const LATER_MS = 10 * 60_000

/**
 * As the fake's `behaviour` command takes them. `wordsWithoutReads` is for channels that have no read receipts; what
 * has none there is left out.
 */
const BEHAVIOURS = [
  { id: 'hand', words: 'by hand', wordsWithoutReads: 'by hand', deliver: 'by hand', read: 'by hand' },
  {
    id: 'person',
    words: 'delivered at once, read in 2 min',
    deliver: 'at once',
    read: { afterMs: SOON_MS },
  },
  {
    id: 'slow',
    words: 'delivered in 2 min, read in 10',
    wordsWithoutReads: 'delivered in 2 min',
    deliver: { afterMs: SOON_MS },
    read: { afterMs: LATER_MS },
  },
  {
    id: 'at-once',
    words: 'delivered and read at once',
    wordsWithoutReads: 'delivered at once',
    deliver: 'at once',
    read: 'at once',
  },
  { id: 'unread', words: 'delivered, never read', deliver: 'at once', read: 'never' },
  {
    id: 'off',
    words: 'switched off: nothing arrives',
    wordsWithoutReads: 'switched off: nothing arrives',
    deliver: 'never',
    read: 'never',
  },
  {
    id: 'rejected',
    words: 'rejected at once (1300)',
    wordsWithoutReads: 'rejected at once (1300)',
    deliver: 'by hand',
    read: 'by hand',
    reject: { code: '1300' },
  },
]

/**
 * What can be chosen for a channel.
 * @param {boolean} hasReads
 */
export function behavioursFor(hasReads) {
  return BEHAVIOURS.flatMap(({ id, words, wordsWithoutReads }) => {
    const shown = hasReads ? words : wordsWithoutReads
    return shown === undefined ? [] : [{ id, words: shown }]
  })
}

/**
 * The choice for a phone; the fake doesn't tell it, so this run's is kept for a reload. Undefined where nobody chose.
 * @param {Pick<Phone, 'channel' | 'address'>} phone
 */
export function chosenBehaviour(phone) {
  return sessionStorage.getItem(`${runId} ${keyOf(phone)}`) ?? undefined
}

/**
 * Sets what a phone does, for messages from now on. @throws ApiError
 * @param {Pick<Phone, 'channel' | 'address'>} phone
 * @param {string} id
 */
export async function chooseBehaviour({ channel, address }, id) {
  const {
    deliver,
    read,
    reject = null,
  } = BEHAVIOURS.find((one) => one.id === id) ?? {
    deliver: 'by hand',
    read: 'by hand',
  }
  await post('/phones/control/behaviour', { address, channel, behaviour: { deliver, read, reject } })
  sessionStorage.setItem(`${runId} ${keyOf({ channel, address })}`, id)
}
