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
/** Looks after which a form is taken as it is. */
const LOOKS_MAX = 40
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

    /** The form begins as Ada last had it; the story has it Messenger, then SMS, in whatever shape it comes. */
    async fillForm() {
      await shapeForm()
      const fields = [
        { label: 'Channel', nth: 0, value: 'messenger' },
        { label: 'Address', nth: 0, value: person.psid },
        { label: 'Text', nth: 0, value: text },
        { label: 'It must be', nth: 0, value: 'read' },
        { label: 'Within', nth: 0, value: '600' },
        { label: 'Channel', nth: 1, value: 'sms' },
        { label: 'Address', nth: 1, value: `+${person.number}` },
      ]
      for (const { label, nth, value } of fields) {
        const input = fieldsOf(label)[nth]
        if (!input) throw new Error(`the form has no ${label}`)
        if (input.value === value) continue
        input.closest('.field')?.scrollIntoView({ block: 'center' })
        const before = shownHash()
        put(input, value, 'change')
        // A choice may bring other fields.
        for (let looks = 0; input instanceof HTMLSelectElement && shownHash() === before; looks += 1) {
          if (looks === LOOKS_MAX) break
          await wait(LOOK_MS)
        }
        if (!isSkipping()) await wait(FIELD_MS)
      }
    },

    /** What was sent a moment ago is asked about first, in a story that is played again. */
    async sendForm() {
      let asked = ''
      while (hands.hasForm()) {
        const words = submitWords()
        const form = document.querySelector('#modal-form')
        if (form instanceof HTMLFormElement && words !== asked) {
          asked = words
          form.requestSubmit()
        }
        await wait(LOOK_MS)
      }
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

  /** What the form is known by, as it is shown. */
  function shownHash() {
    return store.state.slack.openViews.at(-1)?.hash
  }

  /** @returns {string} what is on the button that sends the form */
  function submitWords() {
    return /** @type {any} */ (store.state.slack.openViews.at(-1)?.definition.submit)?.text ?? ''
  }

  /** Has as many messages in the form as the story sends. */
  async function shapeForm() {
    const userId = store.state.userId
    for (let count = fieldsOf('Address').length; count !== 2; count = fieldsOf('Address').length) {
      const blocks = /** @type {any[]} */ (store.state.slack.openViews.at(-1)?.definition.blocks ?? [])
      const heading = blocks.findLast((block) => block.accessory?.type === 'overflow')
      const remove = heading?.accessory.options.find((/** @type {any} */ option) => option.value.startsWith('remove'))
      const click =
        count < 2
          ? { actionId: 'form_add' }
          : { actionId: heading?.accessory.action_id, blockId: heading?.block_id, value: remove?.value }
      await post('/slack/control/click-in-view', { userId, ...click })
      while (fieldsOf('Address').length === count) await wait(LOOK_MS)
    }
  }
  return hands
}

/**
 * The inputs of the form whose label begins so, in their order.
 * @param {string} label
 */
function fieldsOf(label) {
  return [...document.querySelectorAll('#modal-form .field')]
    .filter((field) => field.querySelector('.label')?.textContent?.startsWith(label))
    .map((field) => field.querySelector('input, textarea, select'))
    .filter(
      (input) =>
        input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement || input instanceof HTMLSelectElement,
    )
}

/**
 * What is entered is told like a person's entry.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} input
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
