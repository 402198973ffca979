import { expect, test } from 'vitest'
import { at } from '../failover/workflows.ts'
import { aNotification, claimDueNotifications, createWorkflow, dueOf, type StoreWorld, unchanged } from './world.ts'

/** How news of a workflow reaches its notification. */
export function describeWakes(world: () => StoreWorld): void {
  /** A notification that was handled once, and waits for its workflow's news. */
  async function quietNotification(): Promise<{ id: string; workflowUuid: string }> {
    const { notifications } = world()
    const id = await notifications.save(aNotification())
    const workflowUuid = await createWorkflow(world())
    await notifications.change(id, { workflowUuid })
    await notifications.release(id, { wakes: await wakesOf(id) })
    return { id, workflowUuid }
  }

  async function wakesOf(id: string): Promise<number> {
    const story = await world().notifications.read(id)
    if (!story) throw new Error('no such notification')
    return story.wakes
  }

  async function appendFact(workflowUuid: string, instant: number): Promise<void> {
    world().clock.at = instant
    const fact = { type: 'cancel requested', by: 'U1' } as const
    await world().workflows.change(workflowUuid, (workflow) =>
      unchanged(workflow, { facts: [{ at: instant, fact }], result: undefined }),
    )
  }

  const dueAtOf = async (id: string) => (await dueOf(world(), 'notifications', id)).due_at

  test('a released notification is due for nothing and nobody has it', async () => {
    const { id } = await quietNotification()
    expect(await dueOf(world(), 'notifications', id)).toEqual({ due_at: null, lease_until: null })
  })

  test('a released notification is due when its claimer says', async () => {
    const { id } = await quietNotification()
    await world().notifications.release(id, { wakes: await wakesOf(id), dueAt: at(50) })
    expect(await dueAtOf(id)).toBe(at(50))
  })

  test('a fact makes the notification of its workflow due, and no other', async () => {
    const { id, workflowUuid } = await quietNotification()
    const other = await quietNotification()
    await appendFact(workflowUuid, at(5))
    expect(await dueAtOf(id)).toBe(at(5))
    expect(await dueAtOf(other.id)).toBeNull()
  })

  test('a change without news wakes nobody', async () => {
    const { id, workflowUuid } = await quietNotification()
    await world().workflows.change(workflowUuid, (workflow) => unchanged(workflow, { result: undefined }))
    expect(await dueAtOf(id)).toBeNull()
  })

  test('a fact that comes while the notification is being handled makes it due again at once', async () => {
    const { id, workflowUuid } = await quietNotification()
    await appendFact(workflowUuid, at(5))
    expect(await claimDueNotifications(world(), at(5), 1)).toEqual([id])
    const wakes = await wakesOf(id)
    await appendFact(workflowUuid, at(6))
    expect(await claimDueNotifications(world(), at(6), 1)).toEqual([])
    world().clock.at = at(7)
    await world().notifications.release(id, { wakes })
    expect(await claimDueNotifications(world(), at(7), 1)).toEqual([id])
  })

  test('facts that were read before the release do not make it due again', async () => {
    const { id, workflowUuid } = await quietNotification()
    await appendFact(workflowUuid, at(5))
    await world().notifications.release(id, { wakes: await wakesOf(id) })
    expect(await dueAtOf(id)).toBeNull()
  })

  test('while Slack is failing, a fact does not cut the back-off short', async () => {
    const { id, workflowUuid } = await quietNotification()
    await world().notifications.change(id, { failures: 1 })
    await world().notifications.release(id, { wakes: await wakesOf(id), dueAt: at(60) })
    await appendFact(workflowUuid, at(5))
    expect(await dueAtOf(id)).toBe(at(60))
  })

  test('while Slack is failing, a fact that comes during the handling does not cut the back-off short', async () => {
    const { id, workflowUuid } = await quietNotification()
    const wakes = await wakesOf(id)
    await appendFact(workflowUuid, at(5))
    await world().notifications.change(id, { failures: 1 })
    await world().notifications.release(id, { wakes, dueAt: at(60) })
    expect(await dueAtOf(id)).toBe(at(60))
  })
}
