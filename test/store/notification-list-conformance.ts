import { expect, test } from 'vitest'
import type { Viewer } from '../../src/bot/bot.ts'
import type { NewNotification, NotificationStory } from '../../src/bot/notification.ts'
import { aNotification, createWorkflow, type StoreWorld } from './world.ts'

/** U1 in C1, where the notifications of these tests are asked for unless said. */
const HERE: Viewer = { teamId: 'T1', userId: 'U1', conversationId: 'C1' }
const ELSEWHERE: Viewer = { ...HERE, conversationId: 'C9' }
const SOMEBODY_HERE: Viewer = { ...HERE, userId: 'U9' }
const STRANGER: Viewer = { teamId: 'T1', userId: 'U9', conversationId: 'C9' }
const OTHER_TEAM: Viewer = { ...HERE, teamId: 'T9' }

const ID = '7f3a2c1d-5b8e-4f60-9a7b-0c1d2e3f4a5b'

/** What every database must do to find notifications for those who may see them. */
export function describeNotificationList(world: () => StoreWorld): void {
  const idsOf = (stories: readonly NotificationStory[]) => stories.map(({ notification }) => notification.id)

  /** Saves one a second after the one before. @returns its id. */
  async function save(notification: Partial<NewNotification> = {}): Promise<string> {
    world().clock.at += 1000
    return world().notifications.save(aNotification(notification))
  }

  test.each<[string, Viewer, boolean]>([
    ['who asked for it, where it was asked for,', HERE, true],
    ['who asked for it, elsewhere,', ELSEWHERE, true],
    ['somebody in the conversation', SOMEBODY_HERE, true],
    ['somebody else, elsewhere,', STRANGER, false],
    ['anybody of another workspace', OTHER_TEAM, false],
  ])('%s sees it: %#', async (_who, viewer, isSeen) => {
    const id = await save({ id: ID })
    const expected = isSeen ? [id] : []
    expect(idsOf(await world().list.running(viewer, 10))).toEqual(expected)
    expect(idsOf(await world().list.find(viewer, '7f3a', 10))).toEqual(expected)
    expect((await world().list.latest(viewer))?.notification.id).toBe(expected[0])
  })

  test('it is found by how its id begins, and by all of it', async () => {
    await save({ id: ID })
    await save({ id: `8${ID.slice(1)}` })
    for (const idStart of ['7', '7f3a2c', ID]) expect(idsOf(await world().list.find(HERE, idStart, 10))).toEqual([ID])
    expect(await world().list.find(HERE, 'f3a2', 10)).toEqual([])
  })

  test('all whose ids begin so are found, the newest first and no more than asked for', async () => {
    const ids = ['1', '2', '3'].map((last) => `${ID.slice(0, -1)}${last}`)
    for (const id of ids) await save({ id })
    expect(idsOf(await world().list.find(HERE, '7f3a2c', 10))).toEqual([...ids].reverse())
    expect(idsOf(await world().list.find(HERE, '7f3a2c', 2))).toEqual([ids[2], ids[1]])
  })

  test('the last one is the newest that the viewer asked for, before newer ones of the conversation', async () => {
    const mine = await save({ conversationId: 'C2' })
    const other = await save({ requesterId: 'U2' })
    expect((await world().list.latest(HERE))?.notification.id).toBe(mine)
    expect((await world().list.latest(SOMEBODY_HERE))?.notification.id).toBe(other)
  })

  test('the recent ones are those that the viewer asked for, wherever, the newest first', async () => {
    const ids = [await save({ conversationId: 'C2' }), await save(), await save({ conversationId: 'U1' })]
    await save({ requesterId: 'U2' })
    await save({ teamId: 'T9' })
    expect(idsOf(await world().list.recent(HERE, 10))).toEqual([...ids].reverse())
    expect(idsOf(await world().list.recent(HERE, 1))).toEqual([ids[2]])
  })

  test('those since an instant are all of the workspace, that instant included', async () => {
    await save()
    const second = await save({ requesterId: 'U2', conversationId: 'C2' })
    const { at } = world().clock
    const third = await save()
    await save({ teamId: 'T9' })
    expect((await world().list.since('T1', at)).map(({ id }) => id)).toEqual([third, second])
    await save({ key: 'my own' })
    expect((await world().list.since('T1', at, 'my own')).map(({ id }) => id)).toEqual([third, second])
  })

  test('what is not handed over yet and what has not ended is running, the newest first', async () => {
    const saved = await save()
    const submitting = await save()
    await world().notifications.change(submitting, { submission: 'submitting' })
    const created = await save()
    await world().notifications.change(created, { submission: 'created', workflowUuid: await createWorkflow(world()) })
    expect(idsOf(await world().list.running(HERE, 10))).toEqual([created, submitting, saved])
    expect(idsOf(await world().list.running(HERE, 1))).toEqual([created])
  })

  /** Saves one whose workflow has come so far. @returns its id. */
  async function saveWithWorkflow(status: string, notification: Partial<NewNotification> = {}): Promise<string> {
    const id = await save(notification)
    const workflowUuid = await createWorkflow(world())
    await world().notifications.change(id, { submission: 'created', workflowUuid })
    const { kysely } = world().database
    await kysely.updateTable('workflows').set({ status }).where('uuid', '=', workflowUuid).execute()
    return id
  }

  test('what was refused or withdrawn, is unknown or has ended is not running, and is what has ended, the newest first', async () => {
    const [refused, unknown] = [await save(), await save()]
    await world().notifications.change(refused, { submission: 'refused' })
    await world().notifications.change(unknown, { submission: 'unknown' })
    const withdrawn = await save()
    await world().notifications.withdraw(withdrawn, 'U1')
    const completed = await saveWithWorkflow('completed')
    expect(await world().list.running(HERE, 10)).toEqual([])
    expect(idsOf(await world().list.ended(HERE, 10))).toEqual([completed, withdrawn, unknown, refused])
    expect(idsOf(await world().list.ended(HERE, 1))).toEqual([completed])
  })

  test('what is not handed over yet, runs, or was asked for by somebody else is not among the viewer’s ended ones', async () => {
    await save()
    await world().notifications.change(await save(), { submission: 'submitting' })
    await saveWithWorkflow('running')
    await saveWithWorkflow('completed', { requesterId: 'U2' })
    await saveWithWorkflow('completed', { teamId: 'T9' })
    const elsewhere = await saveWithWorkflow('error', { conversationId: 'C2' })
    expect(idsOf(await world().list.ended(HERE, 10))).toEqual([elsewhere])
  })

  test('it comes with the facts of its workflow', async () => {
    const workflowUuid = await createWorkflow(world())
    await world().notifications.change(await save(), { submission: 'created', workflowUuid })
    expect((await world().list.running(HERE, 10))[0]?.facts).toMatchObject([{ fact: { type: 'created' } }])
  })
}
