import { expect, test } from 'vitest'
import { createSandboxClock } from '../../../src/sandbox/sandbox-clock.ts'
import { createSchedule } from '../../../src/sandbox/schedule.ts'
import { createScriptPlayer } from '../../../src/sandbox/script.ts'
import type { JsonObject } from '../../../src/sandbox/slack/json.ts'

function paused(post: (path: string, body: JsonObject) => Promise<unknown> = async () => {}) {
  const clock = createSandboxClock({ startAt: 0 })
  clock.setRate(0)
  const posted: string[] = []
  const seeds: number[] = []
  const player = createScriptPlayer({
    now: clock.now,
    schedule: createSchedule(clock),
    post(path, body) {
      posted.push(path)
      return post(path, body)
    },
    reseed: (seed) => seeds.push(seed),
  })
  const states = () => player.steps().map(({ state }) => state)
  const until = async (wanted: string[]) => {
    while (states().join() !== wanted.join()) {
      await new Promise<void>((resolve) => {
        const stop = player.onChange(() => {
          stop()
          resolve()
        })
      })
    }
  }
  return { clock, player, posted, seeds, states, until }
}

test('does its steps in business time, and says which of them failed', async () => {
  const { clock, player, posted, seeds, states, until } = paused(async (path) => {
    if (path === '/b') throw new Error('not now')
  })
  player.play({
    seed: 3,
    steps: [
      { afterSeconds: 0, post: '/a', body: { x: 1 } },
      { afterSeconds: 10, post: '/b' },
      { afterSeconds: 10, post: '/c' },
    ],
  })
  await until(['done', 'waiting', 'waiting'])
  expect(seeds).toEqual([3])
  clock.advance(9999)
  expect(states()).toEqual(['done', 'waiting', 'waiting'])
  clock.advance(1)
  await until(['done', 'failed', 'done'])
  expect(posted).toEqual(['/a', '/b', '/c'])
  expect(player.steps()[1]).toMatchObject({ at: 10_000, error: 'not now' })
})

test('a new script drops what is left of the one before', async () => {
  const { clock, player, posted, until } = paused()
  player.play({ steps: [{ afterSeconds: 5, post: '/old' }] })
  player.play({ steps: [{ afterSeconds: 6, post: '/new' }] })
  clock.advance(60_000)
  await until(['done'])
  expect(posted).toEqual(['/new'])
})

test.each([
  {},
  { steps: {} },
  { steps: [1] },
  { steps: [{ afterSeconds: -1, post: '/a' }] },
  { steps: [{ afterSeconds: 1, post: 'a' }] },
  { steps: [{ afterSeconds: 1, post: '/script' }] },
  { steps: [{ afterSeconds: 1, post: '/a', body: [] }] },
  { steps: [], seed: 'x' },
])('refuses %j', (script) => {
  expect(() => paused().player.play(script)).toThrow()
})
