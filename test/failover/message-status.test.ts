import { describe, expect, test } from 'vitest'
import {
  bestStatus,
  isFailure,
  knownStatus,
  type MessageStatus,
  meets,
  mergeStatus,
  type StatusChange,
} from '../../src/failover/message-status.ts'

const STATUSES: MessageStatus[] = ['submitted', 'rejected', 'undeliverable', 'delivered', 'read']

/** Known before, reported now, known after, what changed: every pair. */
const PAIRS: [MessageStatus, MessageStatus, MessageStatus, StatusChange][] = [
  ['submitted', 'submitted', 'submitted', 'repeated'],
  ['submitted', 'rejected', 'rejected', 'advanced'],
  ['submitted', 'undeliverable', 'undeliverable', 'advanced'],
  ['submitted', 'delivered', 'delivered', 'advanced'],
  ['submitted', 'read', 'read', 'advanced'],
  ['rejected', 'submitted', 'rejected', 'outdated'],
  ['rejected', 'rejected', 'rejected', 'repeated'],
  ['rejected', 'undeliverable', 'undeliverable', 'advanced'],
  ['rejected', 'delivered', 'delivered', 'corrected'],
  ['rejected', 'read', 'read', 'corrected'],
  ['undeliverable', 'submitted', 'undeliverable', 'outdated'],
  ['undeliverable', 'rejected', 'undeliverable', 'outdated'],
  ['undeliverable', 'undeliverable', 'undeliverable', 'repeated'],
  ['undeliverable', 'delivered', 'delivered', 'corrected'],
  ['undeliverable', 'read', 'read', 'corrected'],
  ['delivered', 'submitted', 'delivered', 'outdated'],
  ['delivered', 'rejected', 'delivered', 'not believed'],
  ['delivered', 'undeliverable', 'delivered', 'not believed'],
  ['delivered', 'delivered', 'delivered', 'repeated'],
  ['delivered', 'read', 'read', 'advanced'],
  ['read', 'submitted', 'read', 'outdated'],
  ['read', 'rejected', 'read', 'not believed'],
  ['read', 'undeliverable', 'read', 'not believed'],
  ['read', 'delivered', 'read', 'outdated'],
  ['read', 'read', 'read', 'repeated'],
]

describe('a reported status', () => {
  test('has a row for every pair', () => {
    const pairs = new Set(PAIRS.map(([known, reported]) => `${known} ${reported}`))
    expect(pairs.size).toBe(STATUSES.length ** 2)
  })

  test.each(PAIRS)('%s, then %s, is %s: %s', (known, reported, status, change) => {
    expect(mergeStatus(known, reported)).toEqual({ status, change })
  })

  test.each(STATUSES)('%s advances what is not known', (status) => {
    expect(mergeStatus(undefined, status)).toEqual({ status, change: 'advanced' })
  })
})

test.each([
  ['submitted', false, false],
  ['rejected', false, false],
  ['undeliverable', false, false],
  ['delivered', true, false],
  ['read', true, true],
  [undefined, false, false],
] as const)('%s meets delivered: %s, read: %s', (status, delivered, read) => {
  expect([meets(status, 'delivered'), meets(status, 'read')]).toEqual([delivered, read])
})

test('rejected and undeliverable are the failures', () => {
  expect(STATUSES.filter(isFailure)).toEqual(['rejected', 'undeliverable'])
  expect(isFailure(undefined)).toBe(false)
})

test('a word that is not a documented status is unknown', () => {
  expect(STATUSES.map(knownStatus)).toEqual(STATUSES)
  expect(['seen', 'Delivered', '', 'toString', '__proto__'].map(knownStatus)).toEqual(Array(5).fill(undefined))
})

test('the best of several statuses is the highest one, in any order', () => {
  expect(bestStatus([])).toBeUndefined()
  expect(bestStatus([undefined, undefined])).toBeUndefined()
  for (const one of STATUSES) {
    expect(bestStatus([undefined, one])).toBe(one)
    for (const other of STATUSES) {
      const best = STATUSES[Math.max(STATUSES.indexOf(one), STATUSES.indexOf(other))]
      expect(bestStatus([one, undefined, other])).toBe(best)
    }
  }
})
