import { expect, test } from 'vitest'
import { formatDateToken, type Reader } from '../../../src/sandbox/page/date-token.js'

const SECONDS = Date.UTC(2026, 7, 4, 14, 3, 22) / 1000
const DAY_MS = 86_400_000
const reader: Reader = { timeZone: 'UTC', locale: 'en-GB', nowMs: SECONDS * 1000 }
const show = (format: string, changes: Partial<Reader> = {}, seconds = SECONDS) =>
  formatDateToken({ seconds, format, fallback: 'fallback' }, { ...reader, ...changes })

test.each([
  ['{date_num}', '2026-08-04'],
  ['{date}', '4 August 2026'],
  ['{date_short}', '4 Aug 2026'],
  ['{date_long}', 'Tuesday 4 August 2026'],
  ['{time}', '14:03'],
  ['at {time_secs}!', 'at 14:03:22!'],
  ['{date_short_pretty} {time}', 'today 14:03'],
])('shows %s', (format, words) => {
  // Whether a comma follows the weekday differs between versions of the Unicode data.
  expect(show(format).replace(',', '')).toBe(words)
})

test.each([
  [DAY_MS, 'yesterday'],
  [-DAY_MS, 'tomorrow'],
  [2 * DAY_MS, '4 Aug 2026'],
])('names the day as it is %i ms later', (laterMs, words) => {
  expect(show('{date_short_pretty}', { nowMs: SECONDS * 1000 + laterMs })).toBe(words)
})

test('shows the time of the reader’s zone, and the day it is there', () => {
  expect(show('{date_num} {time}', { timeZone: 'Asia/Tokyo' })).toBe('2026-08-04 23:03')
  expect(show('{date_num} {time}', { timeZone: 'Pacific/Auckland' })).toBe('2026-08-05 2:03')
})

test('says how long ago it was', () => {
  expect(show('{ago}', { nowMs: (SECONDS + 300) * 1000 })).toBe('5 minutes ago')
})

test('falls back where it knows the format or the instant not', () => {
  expect(show('{date_nonesuch}')).toBe('fallback')
  expect(show('{time}', {}, 1e15)).toBe('fallback')
})
