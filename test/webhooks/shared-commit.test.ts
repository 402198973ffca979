import { expect, test } from 'vitest'
import { createSharedCommit } from '../../src/webhooks/shared-commit.ts'

/** A store whose commits end when the test says so; `poisoned` items fail each commit that they are in. */
function createStore(poisoned: readonly string[] = []) {
  const batches: string[][] = []
  const commits: PromiseWithResolvers<void>[] = []
  async function saveAll(items: readonly string[]): Promise<void> {
    batches.push([...items])
    const commit = Promise.withResolvers<void>()
    commits.push(commit)
    await commit.promise
    const poison = items.find((item) => poisoned.includes(item))
    if (poison !== undefined) throw new Error(`can't save ${poison}`)
  }
  return { saveAll, batches, commits }
}

/** Lets every commit end at once, those that begin later too. */
function createQuickStore(poisoned: readonly string[] = []) {
  const store = createStore(poisoned)
  const saveAll = (items: readonly string[]) => {
    const saved = store.saveAll(items)
    store.commits.at(-1)?.resolve()
    return saved
  }
  return { ...store, saveAll }
}

test('what arrives while a commit is under way shares the next one', async () => {
  const store = createStore()
  const save = createSharedCommit(store.saveAll)
  const first = save('a')
  const others = [save('b'), save('c')]
  expect(store.batches).toEqual([['a']])
  store.commits[0]?.resolve()
  await first
  await Promise.resolve()
  expect(store.batches).toEqual([['a'], ['b', 'c']])
  store.commits[1]?.resolve()
  await Promise.all(others)
  expect(store.batches).toHaveLength(2)
})

test('nothing is acknowledged before its commit has ended', async () => {
  const store = createStore()
  const save = createSharedCommit(store.saveAll)
  const done: string[] = []
  const first = save('a').then(() => done.push('a'))
  const second = save('b').then(() => done.push('b'))
  store.commits[0]?.resolve()
  await first
  expect(done).toEqual(['a'])
  store.commits[1]?.resolve()
  await second
})

test('one that can not be saved fails alone, and the others of its commit are saved', async () => {
  const store = createQuickStore(['bad'])
  const save = createSharedCommit(store.saveAll)
  const outcomes = await Promise.allSettled([save('a'), save('b'), save('bad'), save('c')])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(outcomes[2]).toMatchObject({ reason: new Error("can't save bad") })
  expect(store.batches).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']])
})

test('a single one that can not be saved is told so at once, and tried no second time', async () => {
  const store = createQuickStore(['bad'])
  await expect(createSharedCommit(store.saveAll)('bad')).rejects.toThrow("can't save bad")
  expect(store.batches).toEqual([['bad']])
})

test('goes on after a failure', async () => {
  const store = createQuickStore(['bad'])
  const save = createSharedCommit(store.saveAll)
  await expect(save('bad')).rejects.toThrow()
  await save('a')
  expect(store.batches.at(-1)).toEqual(['a'])
})

test('survives a store that throws at once', async () => {
  const save = createSharedCommit(() => {
    throw new Error('closed')
  })
  await expect(save('a')).rejects.toThrow('closed')
  await expect(save('b')).rejects.toThrow('closed')
})
