/** The workflows as Backstop has them, each with its deadline on a clock. */
import { element, keepChildren } from './element.js'
import { channelName } from './phone-message.js'

/** @import {Store} from './state.js' */
/** @import {Panel} from './truth-drawer.js' */
/** @import {Truth} from './truth-store.js' */

/**
 * @typedef {object} WorkflowMessage
 * @property {string} channel
 * @property {string} to
 * @property {string} conditionStatus
 * @property {number} [expirySeconds]
 * @property {string} stage
 * @property {string} [status]
 * @property {string} [left] why the workflow went on to the next one
 * @property {number} [deadlineAt]
 */
/**
 * @typedef {object} Workflow
 * @property {string} uuid
 * @property {number} createdAt business milliseconds, like the next two
 * @property {number} [nextAt] when something is decided or sent next
 * @property {number} current
 * @property {{ status: string, at: number }} [outcome]
 * @property {string} [hold]
 * @property {WorkflowMessage[]} messages
 */

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/**
 * @param {Truth} truth
 * @param {Store} store
 * @returns {Panel}
 */
export function workflowsPanel(truth, store) {
  const list = element('ul', { class: 'workflows', 'aria-label': 'Workflows' })
  const empty = element('p', { class: 'empty' }, 'No workflow yet.')
  const node = element('section', { class: 'panel', 'aria-label': 'Workflows', tabindex: 0 }, empty, list)
  const draw = () => {
    const workflows = truth.state.workflows ?? []
    empty.hidden = workflows.length > 0
    keepChildren(
      list,
      workflows.map((workflow) => ({ key: workflow.uuid, signature: workflow, create: () => workflowNode(workflow) })),
    )
    for (const [i, workflow] of workflows.entries()) {
      const clock = list.children[i]?.querySelector('.deadline')
      if (clock instanceof HTMLElement) drawDeadline(clock, workflow, store.nowMs())
    }
  }
  return {
    id: 'workflows',
    title: 'Workflows',
    isOffered: () => truth.state.workflows !== undefined,
    note: () => '',
    node,
    draw,
  }
}

/** @param {Workflow} workflow */
function workflowNode({ uuid, createdAt, messages, outcome, hold, current }) {
  return element(
    'li',
    { class: 'workflow' },
    element(
      'div',
      { class: 'deadline' },
      element('span', { class: 'dial', 'aria-hidden': 'true' }),
      element('span', { class: 'left' }),
    ),
    element(
      'div',
      {},
      element('code', { title: uuid }, uuid.slice(0, 8)),
      element('span', { class: 'quiet' }, ` since ${TIME.format(new Date(createdAt))}`),
      hold !== undefined && element('div', { class: 'trouble' }, `on hold: ${hold}`),
    ),
    element(
      'ol',
      { class: 'workflow-messages' },
      ...messages.map((message, i) => messageNode(message, !outcome && i === current)),
    ),
  )
}

/**
 * @param {WorkflowMessage} message
 * @param {boolean} isCurrent
 */
function messageNode({ channel, to, stage, status, left, conditionStatus, expirySeconds }, isCurrent) {
  const limit = expirySeconds === undefined ? '' : ` to be ${conditionStatus} in ${lengthOf(expirySeconds * 1000)}`
  return element(
    'li',
    { class: isCurrent ? 'current' : undefined, 'aria-current': isCurrent ? 'step' : undefined },
    element('strong', {}, channelName(channel)),
    ` ${to} `,
    element('span', { class: 'tag' }, status ?? stage),
    element('span', { class: 'quiet' }, `${limit}${left === undefined ? '' : ` · ${left}, so the next one`}`),
  )
}

/**
 * The dial empties from the moment at which the current message was waited for until its deadline.
 * @param {HTMLElement} node
 * @param {Workflow} workflow
 * @param {number} nowMs
 */
function drawDeadline(node, { nextAt, outcome, messages, current }, nowMs) {
  const dial = node.querySelector('.dial')
  const words = node.querySelector('.left')
  if (!(dial instanceof HTMLElement) || !words) return
  const leftMs = nextAt === undefined ? 0 : Math.max(0, nextAt - nowMs)
  const wholeMs = (messages[current]?.expirySeconds ?? 0) * 1000
  const part = wholeMs > 0 ? Math.min(1, leftMs / wholeMs) : 0
  dial.style.setProperty('--left', `${part * 360}deg`)
  dial.classList.toggle('over', outcome !== undefined)
  words.textContent = outcome ? outcome.status : nextAt === undefined ? 'nothing due' : `${lengthOf(leftMs)} left`
}

/** @param {number} ms */
function lengthOf(ms) {
  const seconds = Math.ceil(ms / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const [hours = 0, ...rest] = parts
  const shown = hours > 0 ? parts : rest
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
