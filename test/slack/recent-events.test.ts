import { expect, test } from 'vitest'
import { createRecentEvents } from '../../src/slack/recent-events.ts'

test('an event is new once', () => {
  const { isNew } = createRecentEvents()
  expect(['a', 'b', 'a', 'b', 'a'].map(isNew)).toEqual([true, true, false, false, false])
})

test('the oldest are forgotten, so that what is remembered does not grow', () => {
  const { isNew } = createRecentEvents(2)
  expect(['a', 'b', 'c', 'c', 'b', 'a'].map(isNew)).toEqual([true, true, true, false, false, true])
})
