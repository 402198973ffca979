import { expect, test } from 'vitest'
import { createBot } from '../../src/bot/bot.ts'
import { createDueNotificationHandler } from '../../src/bot/handle-due-notification.ts'
import type { Notification, Submission } from '../../src/bot/notification.ts'
import { aNotification } from '../slack/notifications.ts'
import { stubbedBot } from './stubs.ts'

/** A notification that has no workflow. */
function without(submission: Submission, more: Partial<Notification> = {}): Notification {
  const { workflowUuid: _, ...notification } = aNotification({ submission, ...more })
  return notification
}

test('what is withdrawn after it was read is not submitted, and shown as withdrawn at once', async () => {
  const { dependencies } = stubbedBot({ notification: without('saved'), facts: [], wakes: 0 })
  const reads = [without('saved'), without('withdrawn', { withdrawnBy: 'U2' })]
  const created: string[] = []
  const shown: Notification[] = []
  await createDueNotificationHandler({
    ...dependencies,
    store: {
      ...dependencies.store,
      read: async () => ({
        notification: (reads.length > 1 ? reads.shift() : reads[0]) ?? without('saved'),
        facts: [],
        wakes: 0,
      }),
      moveSubmission: async () => false,
    },
    api: {
      repeatsKeys: true,
      async create(_messages, key) {
        created.push(key)
        return { type: 'unknown' }
      },
    },
    cards: {
      ...dependencies.cards,
      async post(notification) {
        shown.push(notification)
        return { type: 'done', value: { conversationId: 'C1', ts: '1.0' } }
      },
    },
  })(aNotification().id)
  expect(created).toEqual([])
  expect(shown).toMatchObject([{ submission: 'withdrawn', withdrawnBy: 'U2' }])
})

test.each<[string, Submission, string]>([
  ['is being submitted', 'submitting', 'submitting'],
  ['is saved again, since it was not taken a moment ago,', 'saved', 'submitting'],
  ['somebody else has withdrawn', 'withdrawn', 'withdrawn'],
  ['was refused', 'refused', 'not found'],
  ['nobody knows of whether it was taken', 'unknown', 'not found'],
])('a cancel of what %s is answered so', async (_what, submission, type) => {
  const { dependencies } = stubbedBot({ notification: without(submission), facts: [], wakes: 0 })
  expect(await createBot(dependencies).cancel('id', 'U1')).toEqual({ type })
})
