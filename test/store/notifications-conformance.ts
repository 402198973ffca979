import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NotificationChange } from '../../src/bot/notification.ts'
import { at, CREATED_AT } from '../failover/workflows.ts'
import {
  aNotification,
  claimDueNotifications,
  countRows,
  createWorkflow,
  dueOf,
  MESSAGES,
  type StoreWorld,
} from './world.ts'

/** A change of everything that can be changed. */
const EVERYTHING: Required<NotificationChange> = {
  submission: 'refused',
  submitAt: at(60),
  submitTries: 2,
  refusal: { code: '1120', title: 'Invalid sender', detail: 'No such sender.', parameters: ['from: unknown'] },
  withdrawnBy: 'U2',
  workflowUuid: '00000000-0000-4000-8000-000000000001',
  card: { conversationId: 'D1', ts: '1700000000.000100' },
  movedBecause: 'not_in_channel',
  threadSeq: 7,
  cardHash: 'hash',
  cardSeq: 5,
  posting: { what: 'reply', conversationId: 'D1', toSeq: 7, since: CREATED_AT, isUnreadable: true },
  isRepeated: true,
  isStepOver: true,
  givenUpBecause: 'user_not_found',
  directConversationId: 'D1',
  behindSince: CREATED_AT,
  failures: 3,
}

/** The beginning of a submission. */
const BEGIN = { from: 'saved', to: 'submitting' } as const

/** What every database must do with notifications. */
export function describeNotifications(world: () => StoreWorld): void {
  test('a notification is due as soon as it is saved', async () => {
    const id = await world().notifications.save(aNotification())
    expect(await dueOf(world(), 'notifications', id)).toEqual({ due_at: CREATED_AT, lease_until: null })
  })

  test('a saved notification is read as it was saved', async () => {
    const { key: _key, ...notification } = aNotification()
    await world().notifications.save({ ...notification, key: 'key' })
    expect(await world().notifications.read(notification.id)).toEqual({
      notification: {
        ...notification,
        submission: 'saved',
        threadSeq: 0,
        cardSeq: 0,
        failures: 0,
        createdAt: CREATED_AT,
        sandbox: false,
      },
      facts: [],
      wakes: 0,
    })
  })

  test('where a notification came from is read as it was saved', async () => {
    const from = { threadTs: '1700000000.000100', againOf: randomUUID(), stepExecutionId: 'Fx1' }
    const id = await world().notifications.save(aNotification(from))
    expect((await world().notifications.read(id))?.notification).toMatchObject(from)
  })

  test('a notification that nobody saved is not there', async () => {
    expect(await world().notifications.read(randomUUID())).toBeUndefined()
  })

  test('the same key gives the same notification, and no second one', async () => {
    const first = aNotification({ key: 'view' })
    expect(await world().notifications.save(first)).toBe(first.id)
    expect(await world().notifications.save(aNotification({ key: 'view', conversationId: 'C2' }))).toBe(first.id)
    expect(await countRows(world(), 'notifications')).toBe(1)
    expect((await world().notifications.read(first.id))?.notification.conversationId).toBe('C1')
  })

  test('the same key at the same time gives one notification', async () => {
    const saves = Array.from({ length: 8 }, () => world().notifications.save(aNotification({ key: 'view' })))
    expect(new Set(await Promise.all(saves)).size).toBe(1)
    expect(await countRows(world(), 'notifications')).toBe(1)
  })

  test('everything that is changed is read again', async () => {
    const notification = aNotification()
    await world().notifications.save(notification)
    await world().notifications.change(notification.id, EVERYTHING)
    const { key: _key, ...asked } = notification
    expect((await world().notifications.read(notification.id))?.notification).toEqual({
      ...asked,
      ...EVERYTHING,
      createdAt: CREATED_AT,
      sandbox: false,
    })
  })

  for (const field of Object.keys(EVERYTHING) as (keyof NotificationChange)[]) {
    test(`a change of ${field} leaves the rest as it was`, async () => {
      const id = await world().notifications.save(aNotification())
      const before = await world().notifications.read(id)
      const change = { [field]: EVERYTHING[field] }
      await world().notifications.change(id, change)
      expect((await world().notifications.read(id))?.notification).toEqual({ ...before?.notification, ...change })
    })
  }

  test.each(['card', 'cardHash', 'posting', 'behindSince'] as const)('%s can be taken away again', async (field) => {
    const id = await world().notifications.save(aNotification())
    await world().notifications.change(id, EVERYTHING)
    await world().notifications.change(id, { [field]: null })
    expect((await world().notifications.read(id))?.notification).not.toHaveProperty(field)
  })

  test('a change that changes nothing is harmless', async () => {
    const id = await world().notifications.save(aNotification())
    const before = await world().notifications.read(id)
    await world().notifications.change(id, {})
    expect(await world().notifications.read(id)).toEqual(before)
  })

  test('a change of one notification leaves the others as they were', async () => {
    const [id, other] = [aNotification(), aNotification()]
    await world().notifications.save(id)
    await world().notifications.save(other)
    await world().notifications.change(id.id, EVERYTHING)
    expect((await world().notifications.read(other.id))?.notification.submission).toBe('saved')
  })

  test('a change leaves the notification with its claimer', async () => {
    const id = await world().notifications.save(aNotification())
    await world().database.kysely.updateTable('notifications').set({ lease_until: CREATED_AT }).execute()
    await world().notifications.change(id, { failures: 1 })
    expect((await dueOf(world(), 'notifications', id)).lease_until).toBe(CREATED_AT)
  })

  test('what is only saved is withdrawn, with who did it, and is due at once', async () => {
    const id = await world().notifications.save(aNotification())
    await world().notifications.release(id, { wakes: 0, failures: 3, dueAt: at(600) })
    world().clock.at = at(5)
    expect(await world().notifications.withdraw(id, 'U2')).toBe(true)
    const story = await world().notifications.read(id)
    expect(story?.notification).toMatchObject({ submission: 'withdrawn', withdrawnBy: 'U2' })
    expect((await dueOf(world(), 'notifications', id)).due_at).toBe(at(5))
  })

  test('what is withdrawn while it is being handled is due again when it is given back, whatever fails', async () => {
    const id = await world().notifications.save(aNotification())
    await claimDueNotifications(world(), at(0), 1)
    await world().notifications.withdraw(id, 'U2')
    await world().notifications.release(id, { wakes: 0, failures: 3, dueAt: at(600) })
    expect((await dueOf(world(), 'notifications', id)).due_at).toBe(at(0))
  })

  test.each(['submitting', 'created', 'refused', 'unknown', 'withdrawn'] as const)(
    'what is %s already can not be withdrawn, and stays as it was',
    async (submission) => {
      const id = await world().notifications.save(aNotification())
      await world().notifications.change(id, { submission })
      const before = await world().notifications.read(id)
      expect(await world().notifications.withdraw(id, 'U2')).toBe(false)
      expect(await world().notifications.read(id)).toEqual(before)
    },
  )

  test('nothing else is withdrawn than what was asked for', async () => {
    const [id, other] = [aNotification(), aNotification()]
    await world().notifications.save(id)
    await world().notifications.save(other)
    await world().notifications.withdraw(id.id, 'U2')
    expect((await world().notifications.read(other.id))?.notification.submission).toBe('saved')
    expect(await world().notifications.moveSubmission(other.id, BEGIN)).toBe(true)
    expect(await world().notifications.withdraw(randomUUID(), 'U2')).toBe(false)
  })

  test('what is withdrawn, or was submitted, does not begin to be submitted', async () => {
    const [withdrawn, created] = [aNotification(), aNotification()]
    await world().notifications.save(withdrawn)
    await world().notifications.withdraw(withdrawn.id, 'U2')
    await world().notifications.save(created)
    await world().notifications.change(created.id, { submission: 'created' })
    for (const { id } of [withdrawn, created]) {
      const before = await world().notifications.read(id)
      expect(await world().notifications.moveSubmission(id, BEGIN)).toBe(false)
      expect(await world().notifications.read(id)).toEqual(before)
    }
  })

  test('of a withdrawal and the beginning of a submission at the same time only one happens', async () => {
    const id = await world().notifications.save(aNotification())
    const [begun, withdrawn] = await Promise.all([
      world().notifications.moveSubmission(id, BEGIN),
      world().notifications.withdraw(id, 'U2'),
    ])
    expect(begun).not.toBe(withdrawn)
    const expected = begun ? 'submitting' : 'withdrawn'
    expect((await world().notifications.read(id))?.notification.submission).toBe(expected)
  })

  test('a submission that is begun twice at the same time begins once', async () => {
    const id = await world().notifications.save(aNotification())
    const begun = await Promise.all([1, 2, 3].map(() => world().notifications.moveSubmission(id, BEGIN)))
    expect(begun.filter((isBegun) => isBegun)).toHaveLength(1)
  })

  test('a submission that was left in between begins again, or is given up, only by who knows that', async () => {
    const id = await world().notifications.save(aNotification())
    await world().notifications.moveSubmission(id, BEGIN)
    expect(await world().notifications.moveSubmission(id, { from: 'submitting', to: 'submitting' })).toBe(true)
    expect(await world().notifications.moveSubmission(id, { from: 'submitting', to: 'unknown' })).toBe(true)
    expect(await world().notifications.moveSubmission(id, { from: 'submitting', to: 'submitting' })).toBe(false)
    expect((await world().notifications.read(id))?.notification.submission).toBe('unknown')
  })

  test('a notification is read with the facts of its workflow, and of no other', async () => {
    const id = await world().notifications.save(aNotification({ messages: MESSAGES }))
    await createWorkflow(world())
    await world().notifications.change(id, { workflowUuid: await createWorkflow(world()) })
    expect((await world().notifications.read(id))?.facts).toEqual([
      { seq: 1, at: CREATED_AT, fact: { type: 'created' } },
    ])
  })
}
