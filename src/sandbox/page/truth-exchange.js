/** One entry of the timeline in full: both times, headers, signatures, verdict, and the bodies byte for byte. */
import { element } from './element.js'

/** @import {Instant, TimelineEntry} from '../timeline.ts' */

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/**
 * @param {TimelineEntry} entry
 * @returns {HTMLElement[]}
 */
export function exchangeNodes(entry) {
  if (entry.kind === 'note')
    return [element('h4', {}, 'The sandbox'), element('p', {}, entry.text), timesNode(entry.begun, undefined)]
  const { request, answer, begun, ended } = entry
  return [
    element('h4', {}, `${request.method} ${request.url}`),
    timesNode(begun, ended),
    ...(answer?.verdict === undefined
      ? []
      : [element('p', { class: 'verdict' }, element('strong', {}, 'Verdict: '), answer.verdict)]),
    headersNode(request.headers),
    bodyNode('Request', request.body),
    answer
      ? bodyNode(`Answer ${answer.status}`, answer.body)
      : element('p', { class: 'quiet' }, 'Not answered yet, or never.'),
  ]
}

/**
 * @param {Instant} begun
 * @param {Instant | undefined} ended
 */
function timesNode(begun, ended) {
  const took = ended ? `, took ${ended.realAt - begun.realAt} ms` : ''
  const at = (/** @type {number} */ ms) => TIME.format(new Date(ms))
  return element('p', { class: 'quiet' }, `Sandbox time ${at(begun.businessAt)} · real time ${at(begun.realAt)}${took}`)
}

/** @param {Readonly<Record<string, string>>} headers */
function headersNode(headers) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return element('pre', { class: 'raw headers' }, lines.join('\n'))
}

/**
 * @param {string} title
 * @param {string} body
 */
function bodyNode(title, body) {
  return element(
    'div',
    {},
    element('h5', {}, title),
    body === '' ? element('p', { class: 'quiet' }, '(empty)') : element('pre', { class: 'raw' }, body),
  )
}
