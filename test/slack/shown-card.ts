import { expect } from 'vitest'
import type { Notification } from '../../src/bot/notification.ts'
import type { Fact } from '../../src/failover/fact.ts'
import { type CardContent, card } from '../../src/slack/blocks/card.ts'
import { messageProblems, shownText } from './block-kit.ts'
import { aNotification, shownAfter } from './notifications.ts'

/** The card after the facts, on which Slack would have nothing to say. */
export function cardAfter(facts: [number, Fact][], changes: Partial<Notification> = {}, canCancel = true): CardContent {
  const content = card(aNotification(changes), shownAfter(...facts), { canCancel })
  expect(messageProblems(content.blocks)).toEqual([])
  return content
}

/** The lines of the card: the headline, the quote, one for each message, what is beside them. */
export function linesAfter(facts: [number, Fact][], changes: Partial<Notification> = {}): string[] {
  return shownText(cardAfter(facts, changes).blocks).split('\n').filter(Boolean)
}
