import { describe, expect, test } from 'vitest'
import type { Notification } from '../../src/bot/notification.ts'
import type { Fact } from '../../src/failover/fact.ts'
import { CREATED_AT, MESSENGER_THEN_SMS, messengerSent, receipt } from './notifications.ts'
import { cardAfter, linesAfter } from './shown-card.ts'

describe('beside the messages the card says', () => {
  test('what they cost', () => {
    const usage = { currency: 'EUR', price: '0.0333' }
    const facts: [number, Fact][] = [...messengerSent(0), [5, receipt(0, 'delivered', { usage })]]
    expect(linesAfter(facts).at(-1)).toBe('cost 0.0333 EUR')
  })

  test('where it was to be, and how it gets there the next time', () => {
    expect(linesAfter([], { movedBecause: 'not_in_channel' }).at(-1)).toBe(
      "I can't post in <#C1>, so this is shown to you alone. Type `/invite @Backstop` there for the next time",
    )
  })

  test('that nothing of a sandbox is real', () => {
    expect(linesAfter([], { sandbox: true }).at(-1)).toBe('*SANDBOX* – nothing here is a real delivery')
  })
})

describe('the button to cancel', () => {
  const hasButton = (facts: [number, Fact][], changes: Partial<Notification> = {}, canCancel = true) =>
    cardAfter(facts, changes, canCancel).blocks.some(({ type }) => type === 'actions')

  test('is there while there is something to cancel', () => {
    expect(hasButton(messengerSent(0))).toBe(true)
    expect(hasButton([], { submission: 'saved' })).toBe(false)
    expect(hasButton([], { submission: 'refused' })).toBe(false)
    expect(hasButton([[1, { type: 'cancel requested', by: 'U2' }]])).toBe(false)
    expect(hasButton([[1, { type: 'ended', status: 'error', reason: 'no receipt' }]])).toBe(false)
  })

  test('is not there where the API knows no cancel', () => {
    expect(hasButton(messengerSent(0), {}, false)).toBe(false)
  })
})

describe('the sentence for notifications and screen readers', () => {
  test('says by which channels, how far and what', () => {
    expect(cardAfter(messengerSent(0)).text).toBe(
      'Notification by Messenger, then SMS: waiting for it to be read on Messenger. “The server room is flooding”',
    )
  })

  test('does not repeat a long text', () => {
    const [first, last] = MESSENGER_THEN_SMS
    if (!first || !last) throw new Error('there are two messages')
    const messages = [{ ...first, content: { type: 'text' as const, text: 'long '.repeat(100) } }, last]
    expect(cardAfter([], { messages, createdAt: CREATED_AT }).text.length).toBeLessThan(160)
  })
})
