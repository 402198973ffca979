/** Plays a story step by step, at a reader's pace; it can be hurried and stopped at any time. */
import { post } from './api.js'
import { createHands } from './guide-hands.js'

/** @import {Scenario, Step} from './guide-scenarios.js' */
/** @import {Store} from './state.js' */

/** @typedef {ReturnType<typeof createPlayer>} Player */
/**
 * @typedef {object} Shown
 * @property {Scenario} scenario
 * @property {number} index of the step that is shown
 * @property {boolean} isOver
 * @property {string} [problem] why it didn't come to its end
 */

/** Real milliseconds before a step acts, so that its sentence is seen first, and for each letter of the sentence after. */
const LEAD_MS = 700
const LETTER_MS = 38
/** Real milliseconds after which a step counts as failed; the slowest lets ten minutes pass at ×100. */
const PATIENCE_MS = 20_000
const LOOK_MS = 50

/** A story that somebody has stopped. */
class Stopped extends Error {
  /** @override */
  name = 'Stopped'
}

/**
 * @param {Store} store
 * @param {() => void} onChange
 */
export function createPlayer(store, onChange) {
  /** @type {Shown | undefined} */
  let shown
  /** Each start has its own, so that a stopped story can't go on in the next one. */
  let run = { isStopped: false, isSkipping: false, hurry: () => {} }

  /** @param {Scenario} scenario */
  async function start(scenario) {
    stop()
    const mine = { isStopped: false, isSkipping: false, hurry: () => {} }
    run = mine
    const wait = async (/** @type {number} */ ms) => {
      await new Promise((resolve) => {
        mine.hurry = () => resolve(undefined)
        setTimeout(resolve, ms)
      })
      if (mine.isStopped) throw new Stopped()
    }
    const { person } = scenario
    store.introduce(person.name, [person.psid, person.number])
    store.visit('incidents')
    const hands = createHands(store, scenario, { wait: (ms) => waitWhole(ms, mine), isSkipping: () => mine.isSkipping })
    try {
      await post('/clock', { rate: 1 })
      for (const [index, step] of scenario.steps.entries()) {
        show({ scenario, index, isOver: false })
        if (!mine.isSkipping) await wait(LEAD_MS)
        await perform(step, hands, mine)
        if (!mine.isSkipping) await wait(step.say.length * LETTER_MS)
      }
      show({ scenario, index: scenario.steps.length - 1, isOver: true })
    } catch (error) {
      if (error instanceof Stopped) return
      const problem = error instanceof Error ? error.message : String(error)
      if (shown) show({ ...shown, isOver: true, problem })
    } finally {
      // A stopped story must not leave a hurried clock behind.
      await post('/clock', { rate: 1 }).catch(() => {})
    }
  }

  /**
   * @param {Step} step
   * @param {ReturnType<typeof createHands>} hands
   * @param {{ isStopped: boolean }} mine
   */
  async function perform({ act, until }, hands, mine) {
    const endsAtMs = performance.now() + PATIENCE_MS
    await act?.(hands)
    while (until && !until(hands)) {
      if (performance.now() > endsAtMs) throw new Error('what should come now has not come')
      await waitWhole(LOOK_MS, mine)
    }
  }

  /** @param {Shown | undefined} next */
  function show(next) {
    shown = next
    store.state.isGuided = next !== undefined && !next.isOver
    onChange()
  }

  function stop() {
    run.isStopped = true
    run.hurry()
    show(undefined)
  }

  return {
    start,
    stop,
    shown: () => shown,
    /** Waits no longer for this step's sentence to be read. */
    next: () => run.hurry(),
    /** Waits for no sentence any more. */
    skip() {
      run.isSkipping = true
      run.hurry()
    },
    isSkipping: () => run.isSkipping,
  }
}

/**
 * A wait that isn't hurried: what the product needs, it needs. @throws Stopped
 * @param {number} ms
 * @param {{ isStopped: boolean }} run
 */
async function waitWhole(ms, run) {
  await new Promise((resolve) => setTimeout(resolve, ms))
  if (run.isStopped) throw new Stopped()
}
