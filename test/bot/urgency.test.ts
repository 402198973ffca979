import { expect, test } from 'vitest'
import { createDueNotificationHandler } from '../../src/bot/handle-due-notification.ts'
import type { Notification } from '../../src/bot/notification.ts'
import { urgencyOf } from '../../src/bot/show.ts'
import type { Fact } from '../../src/failover/fact.ts'
import { aNotification, at, messengerSent, storyAfter } from '../slack/notifications.ts'
import { stubbedBot } from './stubs.ts'

const CLICK = 2
const END = 1
const REST = 0

const CARD = { conversationId: 'C1', ts: '1.0' }
const SENT = messengerSent(0)
const ENDED: Fact = { type: 'ended', status: 'completed', reason: 'condition met', index: 0 }

test.each<[string, [number, Fact][], Partial<Notification>, number]>([
  ['that a message was sent', SENT, { card: CARD, cardSeq: 0 }, REST],
  ['that somebody has cancelled', [...SENT, [1, { type: 'cancel requested', by: 'U2' }]], { card: CARD }, CLICK],
  ['that somebody goes on', [...SENT, [1, { type: 'skip requested', by: 'U2', index: 0 }]], { card: CARD }, CLICK],
  ['the end', [...SENT, [9, ENDED]], { card: CARD, cardSeq: 2 }, END],
  ['the end, without a card', [...SENT, [9, ENDED]], { cardSeq: 3 }, END],
  [
    'that somebody has cancelled, before the end',
    [
      [1, { type: 'cancel requested', by: 'U2' }],
      [9, ENDED],
    ],
    {},
    CLICK,
  ],
  ['nothing, since all is shown', [[1, { type: 'cancel requested', by: 'U2' }]], { card: CARD, cardSeq: 1 }, REST],
  ['nothing, since the end is shown', [...SENT, [9, ENDED]], { card: CARD, cardSeq: 3 }, REST],
  ['that it was refused', [], { submission: 'refused' }, END],
  ['that nobody knows whether it was taken', [], { submission: 'unknown' }, END],
  ['that somebody has withdrawn it', [], { submission: 'withdrawn', withdrawnBy: 'U2' }, CLICK],
  ['nothing, since the withdrawal is told', [], { submission: 'withdrawn', withdrawnBy: 'U2', threadSeq: 1 }, REST],
])('where Slack is still to be told %s', (_what, facts, changes, urgency) => {
  const story = storyAfter(...facts)
  expect(urgencyOf(aNotification(changes), story.facts, story.shown)).toBe(urgency)
})

test.each<[string, [number, Fact], number]>([
  ['a click', [1, { type: 'cancel requested', by: 'U2' }], CLICK],
  ['an end', [9, ENDED], END],
])('a card that has no permit to show %s waits for one before others', async (_what, fact, urgency) => {
  const facts = storyAfter(...SENT, fact).facts
  const notification = aNotification()
  const { dependencies, released } = stubbedBot({ notification, facts, wakes: 1 }, { now: at(10) })
  const permits = { ...dependencies.permits, take: async () => false }
  await createDueNotificationHandler({ ...dependencies, permits })(notification.id)
  expect(released).toMatchObject([{ waitsFor: { budget: 'post', urgency } }])
})
