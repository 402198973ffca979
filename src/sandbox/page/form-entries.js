/**
 * What is entered in the reader's form, and what of it Slack knows. Slack is told after a pause in typing and when a
 * field is left; of nothing twice.
 */
import { post } from './api.js'
import { attempt } from './notices.js'

/** @import {Control, Value} from './controls.js' */
/** @typedef {{ blockId: string, actionId: string, control: Control }} Field */
/** @typedef {Record<string, Record<string, Value>>} Values by block id and action id */

/** Real milliseconds without a letter after which what was typed is told. */
const PAUSE_MS = 300

/** @param {() => { userId: string, viewId: string | undefined }} whose */
export function createFormEntries(whose) {
  /** @type {Field[]} */
  let fields = []
  /** @type {Map<string, Value>} what was entered when the form was built anew */
  let carried = new Map()
  /** @type {Map<string, string>} what Slack knows, as JSON, by field */
  let known = new Map()
  /** What is told to Slack goes one after the other, or a choice could overtake a text. */
  let told = Promise.resolve()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause

  /**
   * @template T
   * @param {() => Promise<T>} call
   */
  const inTurn = (call) => {
    const answered = told.then(call)
    told = answered.then(
      () => {},
      () => {},
    )
    return answered
  }

  /** What Slack doesn't know yet; from now on it does. */
  function takeUntold() {
    /** @type {Values} */
    const values = {}
    for (const { blockId, actionId, control } of fields) {
      const value = control.read()
      const key = keyOf(blockId, actionId)
      if (known.get(key) === JSON.stringify(value)) continue
      known.set(key, JSON.stringify(value))
      values[blockId] = { ...values[blockId], [actionId]: value }
    }
    return values
  }

  /** @param {Values} values that did not come to Slack */
  function forget(values) {
    for (const [blockId, actions] of Object.entries(values))
      for (const actionId of Object.keys(actions)) known.delete(keyOf(blockId, actionId))
  }

  /** @param {(call: () => Promise<any>) => Promise<any>} trying */
  function tellEntered(trying) {
    clearTimeout(pause)
    return inTurn(async () => {
      const { userId, viewId } = whose()
      const values = takeUntold()
      if (viewId === undefined || Object.keys(values).length === 0) return
      const outcome = await trying(() => post('/slack/control/fill-view', { userId, viewId, values }))
      if (outcome === undefined) forget(values)
    })
  }

  /**
   * @param {string} route
   * @param {object} body
   */
  const tell = (route, body) =>
    inTurn(() => attempt(() => post(`/slack/control/${route}`, { userId: whose().userId, ...body })))

  return {
    fields: () => fields,
    /**
     * The form is built anew. @param isSame it is the same one, in which all stays that was entered
     * @param {boolean} isSame
     */
    restart(isSame) {
      if (!isSame) clearTimeout(pause)
      carried = new Map(
        isSame ? fields.map((field) => [keyOf(field.blockId, field.actionId), field.control.read()]) : [],
      )
      known = new Map([...known].filter(([key]) => carried.has(key)))
      fields = []
    },
    /**
     * What a field begins with.
     * @param {string} blockId
     * @param {string} actionId
     * @param {Value} value as Slack has it
     */
    valueOf(blockId, actionId, value) {
      const key = keyOf(blockId, actionId)
      return carried.has(key) ? /** @type {Value} */ (carried.get(key)) : value
    },
    /** @param {Field} field */
    add(field) {
      const key = keyOf(field.blockId, field.actionId)
      if (!carried.has(key)) known.set(key, JSON.stringify(field.control.read()))
      fields.push(field)
    },
    /** Something was typed that the app wants to know at once. */
    typed() {
      clearTimeout(pause)
      // Nobody asked for it by a click: what goes wrong is told when the field is left.
      pause = setTimeout(() => void tellEntered((call) => call().catch(() => undefined)), PAUSE_MS)
    },
    /** A field was left, or something chosen. */
    entered: () => void tellEntered(attempt),
    /**
     * Tells Slack of what is done in the form, after all that was entered before.
     * @param {string} route
     * @param {object} body
     */
    async act(route, body) {
      void tellEntered(attempt)
      return tell(route, body)
    },
    /** Tells Slack of what is done with the form as a whole. */
    tell,
  }
}

/**
 * @param {string} blockId
 * @param {string} actionId
 */
function keyOf(blockId, actionId) {
  return JSON.stringify([blockId, actionId])
}
