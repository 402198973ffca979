import { expect, test } from 'vitest'
import { createSandboxClock } from '../../../src/sandbox/sandbox-clock.ts'
import { createSchedule } from '../../../src/sandbox/schedule.ts'

const START_AT = 1_700_000_000_000

function paused() {
  const clock = createSandboxClock({ startAt: START_AT })
  clock.setRate(0)
  const done: string[] = []
  return { clock, done, schedule: createSchedule(clock), does: (name: string) => () => void done.push(name) }
}

test('does things in the order of their business times, also those that the clock steps over', () => {
  const { clock, done, schedule, does } = paused()
  schedule.add(START_AT + 2000, does('second'))
  schedule.add(START_AT + 1000, does('first'))
  schedule.add(START_AT + 2000, does('third'))
  schedule.add(START_AT + 9000, does('last'))
  clock.advance(999)
  expect(done).toEqual([])
  clock.advance(7000)
  expect(done).toEqual(['first', 'second', 'third'])
  schedule.stop()
  clock.advance(9000)
  expect(done).toHaveLength(3)
})

test('does at once what is past, and leaves what was called off', () => {
  const { clock, done, schedule, does } = paused()
  schedule.add(START_AT, does('now'))
  const callOff = schedule.add(START_AT + 1, does('never'))
  callOff()
  clock.advance(5)
  expect(done).toEqual(['now'])
})

test('comes by itself while time runs', async () => {
  const { clock, schedule } = paused()
  const came = new Promise<void>((resolve) => schedule.add(START_AT + 1000, resolve))
  clock.setRate(100)
  await came
  expect(clock.now()).toBeGreaterThanOrEqual(START_AT + 1000)
})
