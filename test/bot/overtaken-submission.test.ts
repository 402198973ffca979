import { describe, expect, test } from 'vitest'
import { createDueNotificationHandler } from '../../src/bot/handle-due-notification.ts'
import { stubbedBot } from './stubs.ts'
import { startHostedBot } from './world.ts'

/** Handles a notification in a replica that stands still once it has read it. @returns how many cards it posted. */
async function handleAwayFor(
  world: Awaited<ReturnType<typeof startHostedBot>>,
  id: string,
  meanwhile: () => Promise<void>,
): Promise<{ posts: number }> {
  const { notifications, observed, hosted, clock } = world
  const story = await notifications.read(id)
  if (!story) throw new Error(`no notification ${id}`)
  let posts = 0
  const { dependencies } = stubbedBot(story, {
    async card() {
      posts += 1
      return { type: 'done', value: { conversationId: 'C1', ts: '1.0' } }
    },
  })
  let wasAway = false
  const read: typeof notifications.read = async (read) => {
    const found = await notifications.read(read)
    if (!wasAway) {
      wasAway = true
      await meanwhile()
    }
    return found
  }
  const store = { ...notifications, read }
  await createDueNotificationHandler({ ...dependencies, store, observed, api: hosted, clock })(id)
  return { posts }
}

describe('it is never submitted a second time', () => {
  test('by a replica that was away for longer than its lease while another one submitted it', async () => {
    const world = await startHostedBot()
    const id = await world.ask()
    const { posts } = await handleAwayFor(world, id, () => world.run())
    expect(world.fake.requests()).toHaveLength(1)
    expect(await world.notification(id)).toMatchObject({ submission: 'created', workflowUuid: world.onlyUuid() })
    expect(posts).toBe(0)
  })

  test('by a replica that was away while nobody learned what became of it', async () => {
    const world = await startHostedBot()
    world.fake.fault({ kind: 'timeout after accepting' })
    const id = await world.ask()
    await handleAwayFor(world, id, () => world.run())
    expect(world.fake.requests()).toHaveLength(1)
    expect(await world.notification(id)).toMatchObject({ submission: 'unknown' })
  })
})

test('what is being submitted is not given up by a replica that overlooks the answer of another one', async () => {
  const world = await startHostedBot()
  const id = await world.ask()
  await world.notifications.change(id, { submission: 'submitting' })
  const { posts } = await handleAwayFor(world, id, () => world.notifications.change(id, { submission: 'created' }))
  expect(await world.notification(id)).toMatchObject({ submission: 'created' })
  expect(posts).toBe(0)
})

test('what is withdrawn while a replica is away is not submitted, and is shown', async () => {
  const world = await startHostedBot()
  const id = await world.ask()
  const { posts } = await handleAwayFor(world, id, async () => void (await world.notifications.withdraw(id, 'U2')))
  expect(world.fake.requests()).toEqual([])
  expect(await world.notification(id)).toMatchObject({ submission: 'withdrawn', withdrawnBy: 'U2' })
  expect(posts).toBe(1)
})
