/**
 * What is true of the run behind the page: Backstop's process, what went over the wire, the workflows, the faults. A
 * page in front of fakes alone has some of these routes only; what isn't offered stays undefined, and isn't shown.
 */
import { get } from './api.js'
import { paced } from './paced.js'

/** @import {BackstopState} from '../backstop-process.ts' */
/** @import {TimelineEntry} from '../timeline.ts' */
/** @import {Fault} from './truth-faults.js' */
/** @import {Workflow} from './truth-workflows.js' */

/** @typedef {ReturnType<typeof createTruth>} Truth */
/**
 * @typedef {object} TruthState
 * @property {TimelineEntry[] | undefined} timeline in the order in which things began
 * @property {BackstopState | undefined} backstop
 * @property {Workflow[] | undefined} workflows newest first
 * @property {Fault[] | undefined} faults
 */
/** @typedef {'backstop' | 'timeline' | 'faults' | 'workflows'} TruthPart */

/** How many entries are kept here. */
const KEPT_ENTRIES = 1000

export function createTruth() {
  /** @type {TruthState} */
  const state = { timeline: undefined, backstop: undefined, workflows: undefined, faults: undefined }
  /** @type {(() => void)[]} */
  const drawers = []
  /** @type {Map<number, TimelineEntry>} */
  const entries = new Map()
  let next = 0

  const draw = () => {
    for (const drawer of drawers) drawer()
  }

  /** @type {Record<TruthPart, () => Promise<void>>} */
  const read = {
    async backstop() {
      state.backstop = await get('/backstop')
    },
    async faults() {
      state.faults = (await get('/faults')).faults
    },
    async workflows() {
      // While Backstop is down there is nobody to ask; what was known last stays.
      await read.backstop()
      if (state.backstop?.status !== 'running') return
      state.workflows = (await get('/workflows')).workflows
    },
    async timeline() {
      const answer = await get(`/timeline?after=${next}`)
      next = answer.next
      // An exchange comes again with its answer, under the number that it has already.
      for (const entry of answer.entries) entries.set(entry.n, entry)
      for (const n of [...entries.keys()].slice(0, -KEPT_ENTRIES)) entries.delete(n)
      state.timeline = [...entries.values()]
    },
  }
  const readers = Object.fromEntries(
    Object.entries(read).map(([part, readPart]) => [
      part,
      paced(async () => {
        await readPart()
        draw()
      }),
    ]),
  )

  return {
    state,
    /** @param {() => void} drawer called after each change */
    onDraw(drawer) {
      drawers.push(drawer)
      drawer()
    },
    /** @param {TruthPart} part */
    refresh: (part) => void readers[part]?.(),
    draw,
  }
}
