import { expect, test } from 'vitest'
import { createTurns } from '../../src/slack/listeners/turns.ts'

test('work for one thing is done in the order in which it was asked for, and knows whether it is the latest', async () => {
  const turns = createTurns()
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const done: string[] = []
  const all = [
    turns.take('a', async (isLatest) => {
      await gate
      done.push(`a1 ${isLatest()}`)
    }),
    turns.take('a', async (isLatest) => void done.push(`a2 ${isLatest()}`)),
    turns.take('b', async (isLatest) => void done.push(`b1 ${isLatest()}`)),
  ]
  await all[2]
  expect(done).toEqual(['b1 true'])
  open()
  await Promise.all(all)
  expect(done).toEqual(['b1 true', 'a1 false', 'a2 true'])
})

test('work that was overtaken is not the latest; what is asked for afterwards is', async () => {
  const turns = createTurns()
  const seen: boolean[] = []
  const all = [turns.take('a', async (isLatest) => void seen.push(isLatest()))]
  turns.overtake('a')
  turns.overtake('nobody')
  all.push(turns.take('a', async (isLatest) => void seen.push(isLatest())))
  await Promise.all(all)
  await turns.take('a', async (isLatest) => void seen.push(isLatest()))
  expect(seen).toEqual([false, true, true])
})

test('work that fails is told to who asked, and holds up nothing', async () => {
  const turns = createTurns()
  const failing = turns.take('a', () => Promise.reject(new Error('no')))
  const next = turns.take('a', async () => {})
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBeUndefined()
})
