/** Every request and webhook between Backstop and the fakes, as it went over the wire. */
import { element, keepChildren } from './element.js'
import { followEnd } from './follow-end.js'
import { exchangeNodes } from './truth-exchange.js'

/** @import {Party} from '../exchange.ts' */
/** @import {TimelineEntry} from '../timeline.ts' */
/** @import {Panel} from './truth-drawer.js' */
/** @import {Truth} from './truth-store.js' */

/** How many lines are shown; a filter finds older ones. */
const SHOWN_ENTRIES = 300

const PARTIES = /** @type {Record<Party, string>} */ ({
  backstop: 'Backstop',
  slack: 'Slack',
  'messages api': 'Messages API',
})

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/**
 * @param {Truth} truth
 * @returns {Panel}
 */
export function timelinePanel(truth) {
  /** @type {number | undefined} */
  let chosen
  const filter = element('input', {
    class: 'input small',
    type: 'search',
    placeholder: 'Filter: a name, a status, a part of a body…',
    'aria-label': 'Filter the timeline',
    on: { input: draw },
  })
  const onlyTrouble = element('input', { type: 'checkbox', on: { change: draw } })
  const list = element('ol', { class: 'entries', 'aria-label': 'Requests and webhooks', on: { keydown: onKey } })
  const detail = element('div', { class: 'entry-detail', tabindex: 0, role: 'region', 'aria-label': 'The chosen one' })
  const empty = element('p', { class: 'empty' }, 'Nothing yet: what goes over the wire appears here as it happens.')
  const box = element('div', { class: 'entries-box', role: 'region', 'aria-label': 'Lines' }, empty, list)
  const scroll = followEnd(box)
  const node = element(
    'section',
    { class: 'timeline', 'aria-label': 'Timeline' },
    element(
      'div',
      { class: 'panel-tools' },
      filter,
      element('label', { class: 'choice' }, onlyTrouble, 'only what went wrong'),
    ),
    element('div', { class: 'timeline-halves' }, box, detail),
  )

  function draw() {
    const entries = truth.state.timeline ?? []
    const wanted = filter.value.trim().toLowerCase()
    const shown = entries
      .filter(
        (entry) => (!onlyTrouble.checked || isTrouble(entry)) && (wanted === '' || textOf(entry).includes(wanted)),
      )
      .slice(-SHOWN_ENTRIES)
    empty.hidden = shown.length > 0
    keepChildren(
      list,
      shown.map((entry) => ({
        key: String(entry.n),
        signature: [statusOf(entry), chosen === entry.n],
        create: () => rowNode(entry, chosen === entry.n, choose),
      })),
    )
    const last = list.lastElementChild?.querySelector('button')
    // One row is in the order of tabs; arrows go on from there.
    if (last && !shown.some(({ n }) => n === chosen)) last.tabIndex = 0
    scroll(wanted)
    const entry = entries.find(({ n }) => n === chosen)
    keepChildren(detail, [
      {
        key: 'detail',
        signature: entry ? [entry.n, statusOf(entry)] : '',
        create: () =>
          entry
            ? element('div', {}, ...exchangeNodes(entry))
            : element('p', { class: 'empty' }, 'Choose a line to see its headers and bodies.'),
      },
    ])
  }

  /** @param {number} n */
  function choose(n) {
    chosen = n
    draw()
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const row = document.activeElement?.closest('li')
    const step = /** @type {Record<string, Element | null | undefined>} */ ({
      ArrowDown: row?.nextElementSibling,
      ArrowUp: row?.previousElementSibling,
    })[event.key]
    const button = step?.querySelector('button')
    if (!button) return
    event.preventDefault()
    button.focus()
    button.click()
  }

  return {
    id: 'timeline',
    title: 'Timeline',
    isOffered: () => truth.state.timeline !== undefined,
    note: () => String(truth.state.timeline?.at(-1)?.n ?? 0),
    node,
    draw,
  }
}

/**
 * @param {TimelineEntry} entry
 * @param {boolean} isChosen
 * @param {(n: number) => void} choose
 */
function rowNode(entry, isChosen, choose) {
  const content =
    entry.kind === 'note'
      ? [element('span', { class: 'entry-note' }, entry.text)]
      : [
          element('span', { class: 'entry-way' }, `${PARTIES[entry.request.from]} → ${PARTIES[entry.request.to]}`),
          element('span', { class: 'entry-name', title: entry.request.name }, nameOf(entry.request.name)),
          element('span', { class: `entry-status${isTrouble(entry) ? ' trouble' : ''}` }, statusOf(entry)),
        ]
  return element(
    'li',
    {},
    element(
      'button',
      {
        type: 'button',
        class: 'entry',
        tabindex: isChosen ? 0 : -1,
        'aria-current': isChosen ? 'true' : undefined,
        on: { click: () => choose(entry.n) },
      },
      element('time', {}, TIME.format(new Date(entry.begun.businessAt))),
      ...content,
    ),
  )
}

/**
 * Without a message's reference, which is in the bodies, so that what happened to it is in sight.
 * @param {string} name
 */
function nameOf(name) {
  return name.replace(/ \[[^\]]*\]/, '')
}

/** @param {TimelineEntry} entry */
function statusOf(entry) {
  if (entry.kind === 'note') return ''
  return entry.answer === undefined ? '…' : String(entry.answer.status)
}

/**
 * What isn't answered with a 2xx or an ack; Slack says `"ok":false` with a 200.
 * @param {TimelineEntry} entry
 */
function isTrouble(entry) {
  if (entry.kind === 'note' || entry.answer === undefined) return entry.kind === 'note'
  const { status, body } = entry.answer
  const isFine = status === 'ack' || (typeof status === 'number' && status >= 200 && status < 300)
  return !isFine || body.startsWith('{"ok":false')
}

/** @param {TimelineEntry} entry */
function textOf(entry) {
  return JSON.stringify(entry).toLowerCase()
}
