import { expect, test } from 'vitest'
import { persist } from '../../src/engine/persist.ts'

test('an outcome is saved although the database fails for a moment', async () => {
  let tries = 0
  const save = async () => {
    tries += 1
    if (tries < 3) throw new Error('the connection is gone')
    return 'saved'
  }
  expect(await persist(save, [0, 0, 0])).toBe('saved')
  expect(tries).toBe(3)
})

test('a database that does not come back is said at last', async () => {
  let tries = 0
  const save = async () => {
    tries += 1
    throw new Error(`try ${tries}`)
  }
  await expect(persist(save, [0, 0])).rejects.toThrow('try 3')
})
