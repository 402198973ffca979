import { expect, test } from 'vitest'
import { findLatestAbsence, noteListening } from '../../src/store/absences.ts'
import { at } from '../failover/workflows.ts'
import { countRows, type StoreWorld } from './world.ts'

/** How it is found out that nobody listened. */
export function describeAbsences(world: () => StoreWorld): void {
  const note = (id: string, seconds: number) => noteListening(world().database, id, at(seconds))
  const find = (seconds: number) => findLatestAbsence(world().database, at(seconds))

  test('a first start knows of no absence', async () => {
    expect(await find(0)).toBeUndefined()
  })

  test('a restart after up to a minute is no absence', async () => {
    await note('a', 0)
    expect(await find(59)).toBeUndefined()
    expect(await find(60)).toBeUndefined()
  })

  test('a restart after more than a minute is one, from when somebody listened last', async () => {
    await note('a', 0)
    await note('a', 10)
    expect(await find(71)).toEqual({ from: at(10), to: at(71) })
  })

  test('an absence is still known after the next restart', async () => {
    await note('a', 0)
    await find(61)
    await note('b', 61)
    expect(await find(65)).toEqual({ from: at(0), to: at(61) })
  })

  test('an absence is still known when the process dies before it has said that it listens', async () => {
    await note('a', 0)
    await find(61)
    expect(await find(62)).toEqual({ from: at(0), to: at(61) })
  })

  test('the latest of several absences is the one that counts', async () => {
    await note('a', 0)
    await find(61)
    await note('b', 61)
    expect(await find(200)).toEqual({ from: at(61), to: at(200) })
  })

  test('nobody was absent while another process listened', async () => {
    await note('a', 0)
    await note('b', 100)
    expect(await find(110)).toBeUndefined()
  })

  test('processes that start at the same time find the same absence', async () => {
    await note('a', 0)
    const found = await Promise.all([100, 101, 102, 103].map(find))
    expect(new Set(found.map((absence) => absence?.to)).size).toBe(1)
    expect(await countRows(world(), 'absences')).toBe(1)
  })
}
