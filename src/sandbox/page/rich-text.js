/** Tokens of mrkdwn as DOM nodes. */
import { formatDateToken } from './date-token.js'
import { element } from './element.js'
import { parseMrkdwn, parsePlainText } from './mrkdwn.js'

/** @import {Token} from './mrkdwn.d.ts' */
/** @typedef {{ userName: (id: string) => string, conversationName: (id: string) => string, nowMs: () => number }} Names */

/**
 * A text object of Block Kit, or nothing where there is none.
 * @param {any} text
 * @param {Names} names
 * @returns {Node[]}
 */
export function textNodes(text, names) {
  if (typeof text?.text !== 'string') return []
  return text.type === 'mrkdwn' ? mrkdwnNodes(text.text, names) : nodesOf(parsePlainText(text.text), names)
}

/**
 * A mrkdwn text.
 * @param {string} text
 * @param {Names} names
 */
export function mrkdwnNodes(text, names) {
  return nodesOf(parseMrkdwn(text), names)
}

/**
 * The words of a text without its markup, for what is read out.
 * @param {string} text
 * @param {Names} names
 */
export function plainWords(text, names) {
  return element('span', {}, ...mrkdwnNodes(text, names)).textContent ?? ''
}

/**
 * @param {Token[]} tokens
 * @param {Names} names
 * @returns {Node[]}
 */
function nodesOf(tokens, names) {
  return tokens.map((token) => nodeOf(token, names))
}

/**
 * @param {Token} token
 * @param {Names} names
 * @returns {Node}
 */
function nodeOf(token, names) {
  switch (token.type) {
    case 'text':
      return document.createTextNode(token.text)
    case 'break':
      return element('br')
    case 'bold':
      return element('strong', {}, ...nodesOf(token.children, names))
    case 'italic':
      return element('em', {}, ...nodesOf(token.children, names))
    case 'strike':
      return element('s', {}, ...nodesOf(token.children, names))
    case 'quote':
      return element('blockquote', {}, ...nodesOf(token.children, names))
    case 'code':
      return element('code', {}, token.text)
    case 'pre':
      return element('pre', {}, token.text)
    case 'link':
      return element('a', { href: token.url, target: '_blank', rel: 'noopener noreferrer' }, token.text)
    case 'user':
      return element('span', { class: 'mention' }, `@${names.userName(token.id)}`)
    case 'conversation':
      return element('span', { class: 'mention' }, `#${names.conversationName(token.id)}`)
    case 'group':
      return element('span', { class: 'mention' }, token.text)
    case 'date': {
      const text = formatDateToken(token, { nowMs: names.nowMs() })
      return element('time', { title: token.fallback }, text)
    }
  }
}
