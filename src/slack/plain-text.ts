import { unescapeText } from './blocks/text.ts'

/**
 * A message's text as somebody reads it, for where there is no mrkdwn: on a phone. Who or what is mentioned keeps its
 * name where Slack says it, and its id otherwise. Source: Slack, Formatting text, "Parsing"; Escaping text.
 */
export function plainTextOf(mrkdwn: string): string {
  return mrkdwn
    .split(/(<[^<>]+>)/)
    .map((part, place) => unescapeText(place % 2 === 1 ? shownAs(part.slice(1, -1)) : part))
    .join('')
}

/** What stands between `<` and `>`, as it is shown; still escaped. */
function shownAs(inner: string): string {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? '' : inner.slice(bar + 1)
  if (/^[@#]/.test(target)) return `${target[0]}${label.replace(/^[@#]/, '') || target.slice(1)}`
  if (target.startsWith('!subteam^')) return label || `@${target.slice('!subteam^'.length)}`
  if (target.startsWith('!date^')) return label
  if (target.startsWith('!')) return `@${target.slice(1).replace(/\^.*$/, '')}`
  const address = target.replace(/^(mailto|tel):/, '')
  const isAddressItself = label === '' || label === address || target.replace(/^https?:\/\//, '') === label
  return isAddressItself ? address : `${label} (${address})`
}

/** The text with at most so many UTF-16 units, which Slack never counts as more; a cut is shown by `…`. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const kept = text.slice(0, max - 1)
  // Half of a pair is no character.
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`
}
