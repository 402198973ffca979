import { describe, expect, test } from 'vitest'
import type { Notification } from '../../src/bot/notification.ts'
import type { Fact } from '../../src/failover/fact.ts'
import type { CardContent } from '../../src/slack/blocks/card.ts'
import { readSkipValue, skipValue } from '../../src/slack/blocks/card-buttons.ts'
import { at, CREATED_AT, MESSENGER_THEN_SMS, messengerSent, receipt } from './notifications.ts'
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

  test('that it was to be in a thread which is gone', () => {
    expect(linesAfter([], { movedBecause: 'thread_not_found', threadTs: '1.0' }).at(-1)).toBe(
      'The thread in <#C1> is gone, so this is shown to you alone',
    )
  })

  test('that a card which had to move within the DM with the bot goes on there', () => {
    expect(linesAfter([], { movedBecause: 'message_not_found', conversationId: 'U1' }).at(-1)).toBe(
      "The earlier card is gone or can't be edited any more, so this goes on here",
    )
  })

  test('which one it sends again', () => {
    const againOf = 'abcdef01-5b8e-4f60-9a7b-0c1d2e3f4a5b'
    expect(linesAfter([], { againOf }).at(-1)).toBe('sends N-ABCDEF again')
  })

  test('that nothing of a sandbox is real', () => {
    expect(linesAfter([], { sandbox: true }).at(-1)).toBe('*SANDBOX* – nothing here is a real delivery')
  })
})

const ENDED: [number, Fact] = [20, { type: 'ended', status: 'error', reason: 'no receipt', index: 1 }]

const smsSent: [number, Fact][] = [
  [600, { type: 'failover', index: 0, next: 1, reason: 'expired' }],
  [600, { type: 'attempt', index: 1, attempt: 1 }],
  [600, { type: 'accepted', index: 1, attempt: 1, deadlineAt: at(87_000) }],
]

describe('a button is there only while it has a use', () => {
  const DETAILS = 'Details'
  const AGAIN = 'Send again'
  const CANCEL = 'Cancel'
  const SKIP = 'Send next now'

  test.each<[string, [number, Fact][], Partial<Notification>, string[]]>([
    ['before it was handed over', [], { submission: 'saved' }, [CANCEL]],
    ['while it is handed over', [], { submission: 'submitting' }, []],
    ['while it can’t be handed over', [], { submission: 'saved', refusal: { title: 'Down' } }, [DETAILS, CANCEL]],
    ['once it was withdrawn', [], { submission: 'withdrawn', withdrawnBy: 'U2' }, [AGAIN, DETAILS]],
    ['when it was refused', [], { submission: 'refused' }, [AGAIN, DETAILS]],
    ['when nobody knows whether it was taken', [], { submission: 'unknown' }, [AGAIN, DETAILS]],
    ['before the first message was sent', [], {}, [DETAILS, CANCEL]],
    ['while the first message is handed over', messengerSent(0).slice(0, 1), {}, [DETAILS, CANCEL]],
    ['while the first message is waited for', messengerSent(0), {}, [SKIP, DETAILS, CANCEL]],
    [
      'while the first message is postponed',
      [[0, { type: 'postponed', index: 0, attempt: 1, reason: 'rate limit', retryAt: at(9) }]],
      {},
      [SKIP, DETAILS, CANCEL],
    ],
    [
      'while nothing can be sent',
      [[0, { type: 'held', index: 0, attempt: 1, reason: 'credit', retryAt: at(9) }]],
      {},
      [DETAILS, CANCEL],
    ],
    ['while the last message is waited for', [...messengerSent(0), ...smsSent], {}, [DETAILS, CANCEL]],
    ['once somebody has cancelled', [...messengerSent(0), [1, { type: 'cancel requested', by: 'U2' }]], {}, [DETAILS]],
    ['after the end', [...messengerSent(0), ENDED], {}, [AGAIN, DETAILS]],
  ])('%s', (_name, facts, changes, labels) => {
    expect(buttonsOf(cardAfter(facts, changes)).map(({ text }) => text.text)).toEqual(labels)
  })

  test('which is never to cancel or to skip where the API can do neither', () => {
    expect(buttonsOf(cardAfter(messengerSent(0), {}, false)).map(({ text }) => text.text)).toEqual([DETAILS])
  })

  test('and what it changes is asked first, by the names of the messages', () => {
    const [skip] = buttonsOf(cardAfter(messengerSent(0)))
    expect(skip).toMatchObject({
      value: '7f3a2c1d-5b8e-4f60-9a7b-0c1d2e3f4a5b:0',
      accessibility_label: 'Send next now: SMS, of N-7F3A2C',
      confirm: {
        title: { text: 'Send SMS now?' },
        text: {
          text: 'Backstop stops waiting for the Messenger message, which may still arrive, and sends the SMS at once.',
        },
      },
    })
  })

  test('and each has a label of its own for screen readers', () => {
    const all = [...buttonsOf(cardAfter(messengerSent(0))), ...buttonsOf(cardAfter([ENDED]))]
    for (const { text, accessibility_label: label = '' } of all) {
      expect(label).toContain('N-7F3A2C')
      expect(label.startsWith(text.text)).toBe(true)
    }
  })
})

describe('the message that a click skips', () => {
  test('is in the value of its button', () => {
    expect(readSkipValue(skipValue('7f3a2c1d-5b8e', 2))).toEqual({ id: '7f3a2c1d-5b8e', index: 2 })
    expect(readSkipValue('7f3a2c1d-5b8e')).toBeUndefined()
    expect(readSkipValue('')).toBeUndefined()
  })
})

function buttonsOf({ blocks }: CardContent) {
  return blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.flatMap((element) => (element.type === 'button' ? [element] : [])) : [],
  )
}

describe('the sentence for notifications and screen readers', () => {
  test('says to whom, how far and what', () => {
    expect(cardAfter(messengerSent(0)).text).toBe(
      'Notification by Messenger to …3210, then SMS to +44 •••• 123: waiting for it to be read on Messenger. “The server room is flooding”',
    )
  })

  test('does not repeat a long text', () => {
    const [first, last] = MESSENGER_THEN_SMS
    if (!first || !last) throw new Error('there are two messages')
    const messages = [{ ...first, content: { type: 'text' as const, text: 'long '.repeat(100) } }, last]
    expect(cardAfter([], { messages, createdAt: CREATED_AT }).text.length).toBeLessThan(160)
  })
})
