/** The hands of a guide: it does by the page's own means what a reader would. */
import { post } from './api.js'
import { chooseBehaviour } from './behaviours.js'
import { plainWords } from './rich-text.js'

/** @import {PhoneMessage} from '../messages-api/phone.ts' */
/** @import {Scenario} from './guide-scenarios.js' */
/** @import {Store} from './state.js' */

/** @typedef {ReturnType<typeof createHands>} Hands */
/** @typedef {'messenger' | 'sms'} ShownChannel */

/** Real milliseconds for a letter, for a field, and between two looks at what has become of something. */
const LETTER_MS = 45
const FIELD_MS = 380
const LOOK_MS = 50
/** Business milliseconds in a real one where a story lets time pass. */
const FAST = 100

/**
 * @param {Store} store
 * @param {Scenario} scenario
 * @param {{ wait: (ms: number) => Promise<void>, isSkipping: () => boolean }} pace `wait` rejects when the story is stopped
 */
export function createHands(store, { person, text }, { wait, isSkipping }) {
  const seenBefore = new Set(store.state.phones.flatMap(({ messages }) => messages.map((one) => one.messageUuid)))
  const rootsBefore = new Set(rootsOf(store).map(({ ts }) => ts))
  const addresses = { messenger: person.psid, sms: person.number }

  /** @param {ShownChannel} channel @returns {PhoneMessage | undefined} the one that came in this story */
  function message(channel) {
    const phone = store.state.phones.find((one) => one.channel === channel && one.address === addresses[channel])
    return phone?.messages.findLast(({ messageUuid }) => !seenBefore.has(messageUuid))
  }

  /** @param {ShownChannel} channel @param {string} command */
  async function handle(channel, command) {
    const messageUuid = message(channel)?.messageUuid
    await post(`/phones/control/${command}`, { messageUuid })
  }

  const hands = {
    message,
    /** One that can be sent, not what is shown while it is being made. */
    hasForm: () => store.state.slack.openViews.some(({ definition }) => definition.submit !== undefined),
    /** @param {ShownChannel} channel */
    deliver: (channel) => handle(channel, 'deliver'),
    /** @param {ShownChannel} channel */
    read: (channel) => handle(channel, 'read'),
    /** @param {ShownChannel} channel @param {string} behaviour */
    setPhone: (channel, behaviour) => chooseBehaviour({ channel, address: addresses[channel] }, behaviour),

    /** @param {string} words whether the story's own card or its thread has them */
    threadSays(words) {
      const root = rootsOf(store).findLast(({ ts }) => !rootsBefore.has(ts))
      if (!root) return false
      return [root, ...root.replies].some((one) => wordsOf(one, store).includes(words))
    },

    /** @param {string} command typed letter by letter, then sent */
    async typeCommand(command) {
      const input = document.querySelector('#conversation-composer textarea')
      if (!(input instanceof HTMLTextAreaElement)) throw new Error('there is no composer')
      for (let length = 1; length <= command.length; length += 1) {
        put(input, command.slice(0, length), 'input')
        if (!isSkipping()) await wait(LETTER_MS)
      }
      if (!isSkipping()) await wait(FIELD_MS)
      input.form?.requestSubmit()
    },

    async fillForm() {
      const fields = [
        { label: 'Address', nth: 0, value: person.psid },
        { label: 'Text', nth: 0, value: text },
        { label: 'Address', nth: 1, value: `+${person.number}` },
      ]
      for (const { label, nth, value } of fields) {
        const field = [...document.querySelectorAll('#modal-form .field')].filter((one) =>
          one.querySelector('.label')?.textContent?.startsWith(label),
        )[nth]
        const input = field?.querySelector('input, textarea')
        if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement))
          throw new Error(`the form has no ${label}`)
        field?.scrollIntoView({ block: 'center' })
        put(input, value, 'change')
        if (!isSkipping()) await wait(FIELD_MS)
      }
    },

    async sendForm() {
      const form = document.querySelector('#modal-form')
      if (form instanceof HTMLFormElement) form.requestSubmit()
      while (hands.hasForm()) await wait(LOOK_MS)
    },

    /**
     * Lets business time pass until then: fast, or where the story is skipped with one step to the next deadline. One
     * step alone, as time that leaps while a request is on its way looks like a request that is never answered.
     * @param {(it: { message: typeof message }) => boolean} isThere
     */
    async passUntil(isThere) {
      let hasStepped = false
      if (!isSkipping()) await post('/clock', { rate: FAST })
      while (!isThere(hands)) {
        if (isSkipping() && !hasStepped) {
          hasStepped = true
          await post('/clock', { rate: 1 })
          await post('/clock', { toNextDeadline: true })
        }
        await wait(LOOK_MS)
      }
      await post('/clock', { rate: 1 })
    },
  }
  return hands
}

/**
 * What is entered is told like a person's entry.
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {string} value
 * @param {'input' | 'change'} event
 */
function put(input, value, event) {
  input.value = value
  input.dispatchEvent(new Event(event, { bubbles: true }))
}

/** @param {Store} store */
function rootsOf({ state }) {
  return state.slack.conversations.flatMap(({ messages }) => messages)
}

/**
 * All words of a message, blocks included, without its markup.
 * @param {{ text: string, blocks: any[] }} message
 * @param {Store} store
 */
function wordsOf({ text, blocks }, store) {
  const inBlocks = blocks.flatMap((block) => [block.text?.text, ...(block.elements ?? []).map(textOf)])
  return [text, ...inBlocks.filter((one) => typeof one === 'string')].map((one) => plainWords(one, store)).join('\n')
}

/** @param {any} part */
function textOf(part) {
  return typeof part.text === 'string' ? part.text : part.text?.text
}
