import { expect, test } from 'vitest'
import { createReplacedViews } from '../../src/slack/listeners/replaced-views.ts'

test('of each view the last replaced state is known, and no other', () => {
  const replaced = createReplacedViews()
  replaced.add('V1', 'a')
  replaced.add('V2', 'a')
  replaced.add('V1', 'b')
  expect([replaced.has('V1', 'a'), replaced.has('V1', 'b'), replaced.has('V2', 'a')]).toEqual([false, true, true])
})

test('old views are forgotten', () => {
  const replaced = createReplacedViews()
  for (let view = 0; view <= 1000; view += 1) replaced.add(`V${view}`, 'a')
  expect([replaced.has('V0', 'a'), replaced.has('V1', 'a'), replaced.has('V1000', 'a')]).toEqual([false, true, true])
})
