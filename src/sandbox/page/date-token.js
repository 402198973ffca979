/** How Slack shows `<!date^…>` to each reader. Source: Slack, "Formatting text: date formatting". */

/** @import {Reader} from './date-token.d.ts' */

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const DATES = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const TIMES = {
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
}

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The text of a date token; its fallback where the format has a part that isn't known.
 * @param {{ seconds: number, format: string, fallback: string }} token
 * @param {Reader} reader
 */
export function formatDateToken({ seconds, format, fallback }, reader) {
  const at = new Date(seconds * 1000)
  if (Number.isNaN(at.getTime())) return fallback
  let isKnown = true
  const text = format.replace(/\{(\w+)\}/g, (whole, name) => {
    const part = formatPart(name, at, reader)
    if (part === undefined) isKnown = false
    return part ?? whole
  })
  return isKnown ? text : fallback
}

/**
 * @param {string} name
 * @param {Date} at
 * @param {Reader} reader
 * @returns {string | undefined}
 */
function formatPart(name, at, reader) {
  if (name === 'date_num') return dayOf(at, reader)
  if (name === 'ago') return agoWords(at, reader)
  const time = TIMES[name]
  if (time) return formatted(at, time, reader)
  const isPretty = name.endsWith('_pretty')
  const date = DATES[isPretty ? name.slice(0, -'_pretty'.length) : name]
  if (!date) return undefined
  return (isPretty ? nearDay(at, reader) : undefined) ?? formatted(at, date, reader)
}

/**
 * @param {Date} at
 * @param {Reader} reader
 */
function nearDay(at, reader) {
  const day = dayOf(at, reader)
  const isDay = (/** @type {number} */ offset) => dayOf(new Date(reader.nowMs + offset * DAY_MS), reader) === day
  if (isDay(0)) return 'today'
  if (isDay(-1)) return 'yesterday'
  return isDay(1) ? 'tomorrow' : undefined
}

/**
 * @param {Date} at
 * @param {Reader} reader
 */
function agoWords(at, reader) {
  const minutes = Math.round((at.getTime() - reader.nowMs) / 60_000)
  const words = new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' })
  return Math.abs(minutes) < 60 ? words.format(minutes, 'minute') : words.format(Math.round(minutes / 60), 'hour')
}

/**
 * The day as year-month-day.
 * @param {Date} at
 * @param {Reader} reader
 */
function dayOf(at, { timeZone }) {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...(timeZone && { timeZone }) }).format(at)
}

/**
 * @param {Date} at
 * @param {Intl.DateTimeFormatOptions} options
 * @param {Reader} reader
 */
function formatted(at, options, { timeZone, locale }) {
  return new Intl.DateTimeFormat(locale, { ...options, ...(timeZone && { timeZone }) }).format(at)
}
