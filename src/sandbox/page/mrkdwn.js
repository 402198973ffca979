/**
 * Slack's mrkdwn as a list of tokens, without a DOM. Whoever shows them puts texts into text nodes, so nothing that
 * somebody wrote can become markup. Source: Slack, "Formatting text for app surfaces".
 */
import { EMOJI } from './emoji.js'

/** @import {Token} from './mrkdwn.d.ts' */

const STYLES = /** @type {const} */ ({ '*': 'bold', _: 'italic', '~': 'strike' })

const STYLE_PATTERNS = {
  '*': /^\*(?!\s)([^\n*]+?)(?<!\s)\*(?![\p{L}\p{N}])/u,
  _: /^_(?!\s)([^\n_]+?)(?<!\s)_(?![\p{L}\p{N}])/u,
  '~': /^~(?!\s)([^\n~]+?)(?<!\s)~(?![\p{L}\p{N}])/u,
}

/** What a link may lead to; anything else, such as `javascript:`, stays text. */
const LINK = /^(https?:\/\/|mailto:|tel:)/i

/**
 * The tokens of a mrkdwn text, escaped as Slack wants it (`&amp;`, `&lt;`, `&gt;`).
 * @param {string} text
 * @returns {Token[]}
 */
export function parseMrkdwn(text) {
  return text.split(/```([\s\S]*?)```/).flatMap((part, i) => {
    if (i % 2 === 1) return [{ type: 'pre', text: unescapeText(part.replace(/^\n|\n$/g, '')) }]
    return parseLines(part)
  })
}

/**
 * The tokens of a plain_text, where only emoji mean something.
 * @param {string} text
 * @returns {Token[]}
 */
export function parsePlainText(text) {
  return withBreaks(withEmoji(text))
}

/**
 * Lines that begin with `>` are quotes; those that follow each other are one.
 * @param {string} text
 * @returns {Token[]}
 */
function parseLines(text) {
  /** @type {{ isQuote: boolean, lines: string[] }[]} */
  const groups = []
  for (const line of text.split('\n')) {
    const quoted = /^(?:>|&gt;)\s?(.*)$/.exec(line)
    const group = groups.at(-1)
    const isQuote = quoted !== null
    const content = quoted?.[1] ?? line
    if (group && group.isQuote === isQuote) group.lines.push(content)
    else groups.push({ isQuote, lines: [content] })
  }
  return groups.flatMap(({ isQuote, lines }) => {
    const children = parseInline(lines.join('\n'), '')
    return isQuote ? [{ type: 'quote', children }] : children
  })
}

/**
 * @param {string} text
 * @param {string} before the character in front of the text, which decides whether a style may begin
 * @returns {Token[]}
 */
function parseInline(text, before) {
  /** @type {Token[]} */
  const tokens = []
  let plain = ''
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const found = codeAt(rest) ?? bracketAt(rest) ?? styleAt(rest, at === 0 ? before : text.charAt(at - 1))
    if (found) {
      tokens.push(...parsePlainText(unescapeText(plain)), found.token)
      plain = ''
      at += found.length
    } else {
      plain += text.charAt(at)
      at += 1
    }
  }
  return [...tokens, ...parsePlainText(unescapeText(plain))]
}

/**
 * @param {string} rest
 * @returns {{ token: Token, length: number } | undefined}
 */
function codeAt(rest) {
  const found = /^`([^`\n]+)`/.exec(rest)
  return found ? { token: { type: 'code', text: unescapeText(found[1] ?? '') }, length: found[0].length } : undefined
}

/**
 * @param {string} rest
 * @returns {{ token: Token, length: number } | undefined}
 */
function bracketAt(rest) {
  const found = /^<([^<>\n]+)>/.exec(rest)
  const token = bracketToken(found?.[1] ?? '')
  return found && token ? { token, length: found[0].length } : undefined
}

/**
 * What is meant by the inside of `<…>`; undefined for what means nothing, and stays text.
 * @param {string} inner
 * @returns {Token | undefined}
 */
function bracketToken(inner) {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? '' : unescapeText(inner.slice(bar + 1))
  if (/^@[UW]\w+$/.test(target)) return { type: 'user', id: target.slice(1), text: label }
  if (/^#[CGD]\w+$/.test(target)) return { type: 'conversation', id: target.slice(1), text: label }
  if (/^!(here|channel|everyone)$/.test(target)) return { type: 'group', text: `@${target.slice(1)}` }
  const date = /^!date\^(-?\d+)\^([^^]+)(?:\^.*)?$/.exec(target)
  if (date) return { type: 'date', seconds: Number(date[1]), format: unescapeText(date[2] ?? ''), fallback: label }
  const url = unescapeText(target)
  return LINK.test(url) ? { type: 'link', url, text: label || url } : undefined
}

/**
 * A style begins after no letter or digit and before no space, and ends the other way round.
 * @param {string} rest
 * @param {string} before
 * @returns {{ token: Token, length: number } | undefined}
 */
function styleAt(rest, before) {
  const mark = rest.charAt(0)
  if (!isStyleMark(mark) || /[\p{L}\p{N}]/u.test(before)) return undefined
  const found = STYLE_PATTERNS[mark].exec(rest)
  if (!found) return undefined
  return { token: { type: STYLES[mark], children: parseInline(found[1] ?? '', mark) }, length: found[0].length }
}

/**
 * @param {string} mark
 * @returns {mark is keyof typeof STYLES}
 */
function isStyleMark(mark) {
  return Object.hasOwn(STYLES, mark)
}

/** @param {string} text */
function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI.get(name) ?? whole)
}

/**
 * @param {string} text
 * @returns {Token[]}
 */
function withBreaks(text) {
  return text.split('\n').flatMap((line, i) => {
    /** @type {Token[]} */
    const tokens = line === '' ? [] : [{ type: 'text', text: line }]
    return i === 0 ? tokens : [{ type: 'break' }, ...tokens]
  })
}

/** @param {string} text */
function unescapeText(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
