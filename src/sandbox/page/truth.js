/** The truth behind the page: the drawer at its foot, and the line with Backstop's process. */
import { logPanel, startBackstopLine } from './truth-backstop.js'
import { createDrawer } from './truth-drawer.js'
import { faultsPanel } from './truth-faults.js'
import { createTruth } from './truth-store.js'
import { timelinePanel } from './truth-timeline.js'
import { workflowsPanel } from './truth-workflows.js'

/** @import {Store} from './state.js' */

/** Real milliseconds between two drawings of what counts down. */
const TICK_MS = 250

/**
 * Starts it; returns what is to be called with each change that the server tells of.
 * @param {Store} store
 * @returns {(what: string) => void}
 */
export function startTruth(store) {
  const truth = createTruth()
  const panels = [timelinePanel(truth), workflowsPanel(truth, store), faultsPanel(truth), logPanel(truth)]
  const drawer = createDrawer(panels, () => truth.refresh('workflows'))
  truth.onDraw(drawer.draw)
  startBackstopLine(truth)
  for (const part of /** @type {const} */ (['timeline', 'faults', 'workflows'])) truth.refresh(part)
  setInterval(() => isWatched() && drawer.draw(), TICK_MS)
  const isWatched = () => drawer.openId() === 'workflows'
  return (what) => {
    if (what === 'backstop' || what === 'faults' || what === 'timeline') truth.refresh(what)
    // Whatever a workflow does, something goes over the wire.
    if ((what === 'timeline' || what === 'backstop') && isWatched()) truth.refresh('workflows')
  }
}
