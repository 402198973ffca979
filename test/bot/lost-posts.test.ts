import { expect, test } from 'vitest'
import { createDueNotificationHandler } from '../../src/bot/handle-due-notification.ts'
import type { Posting } from '../../src/bot/notification.ts'
import { aNotification, at, recorded } from '../slack/notifications.ts'
import { stubbedBot } from './stubs.ts'

/** A card that was posted without an answer, and of which the history has shown nothing since. */
const LOST: Posting = { what: 'card', conversationId: 'C1', toSeq: 0, since: at(0) }

/** What is saved of the posting while the notification is handled so many seconds after it. */
async function postingsAt(seconds: number, card?: () => Promise<{ type: 'postponed' }>) {
  const notification = aNotification({ posting: LOST })
  const answers = { now: at(seconds), ...(card ? { card } : {}) }
  const { dependencies, changes, released } = stubbedBot({ notification, facts: recorded(), wakes: 0 }, answers)
  await createDueNotificationHandler(dependencies)(notification.id)
  return { postings: changes.flatMap(({ posting }) => (posting === undefined ? [] : [posting])), released }
}

test('a post that the history does not show may still be on its way for as long as a call takes', async () => {
  const { postings, released } = await postingsAt(9.9)
  expect(postings).toEqual([])
  expect(released).toMatchObject([{ dueAt: at(10) }])
})

test('after that it is made again', async () => {
  const { postings } = await postingsAt(10)
  expect(postings).toEqual([expect.objectContaining({ what: 'card', since: at(10) }), null])
})

test('where the repetition is refused, the first post is still looked for', async () => {
  const { postings } = await postingsAt(10, async () => ({ type: 'postponed' }))
  expect(postings.at(-1)).toEqual(LOST)
})
