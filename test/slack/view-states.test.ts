import { expect, test } from 'vitest'
import { createViewStates } from '../../src/slack/listeners/view-states.ts'

test('what was entered in a state is shown in what letters have made of it, and in no state of another view', () => {
  const states = createViewStates()
  states.shown('V1', 'a', 'b')
  states.shown('V1', 'a', 'c')
  expect(['a', 'b', 'c'].map((hash) => states.hashFor('V1', hash))).toEqual(['c', 'c', 'c'])
  expect(states.hashFor('V2', 'a')).toBe('a')
})

test('what was entered before something that is shown already is shown nowhere', () => {
  const states = createViewStates()
  states.shown('V1', 'a', 'b')
  states.shown('V1', 'b', 'c')
  expect([states.hashFor('V1', 'a'), states.hashFor('V1', 'b')]).toEqual(['a', 'c'])
})

test('no state before a click is one to show anything in, however many clicks ago', () => {
  const states = createViewStates()
  states.shown('V1', 'a', 'b')
  states.clicked('V1', 'a', 'c')
  states.clicked('V1', 'c', 'd')
  expect(['a', 'b', 'c', 'd'].map((hash) => states.hashFor('V1', hash))).toEqual([undefined, undefined, undefined, 'd'])
})

test('views that were used the longest ago are forgotten', () => {
  const states = createViewStates()
  states.clicked('V0', 'a', 'b')
  for (let view = 1; view < 1000; view += 1) states.shown(`V${view}`, 'a', 'b')
  states.clicked('V0', 'b', 'c')
  states.shown('V1000', 'a', 'b')
  expect([states.hashFor('V0', 'a'), states.hashFor('V1', 'a')]).toEqual([undefined, 'a'])
})
