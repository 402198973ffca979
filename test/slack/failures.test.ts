import { describe, expect, test } from 'vitest'
import type { Fact } from '../../src/failover/fact.ts'
import { progress } from '../../src/failover/progress.ts'
import type { RevocationResult } from '../../src/failover/state.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { card } from '../../src/slack/blocks/card.ts'
import { newsLines } from '../../src/slack/blocks/news.ts'
import { messageProblems, shownText } from './block-kit.ts'
import { aNotification, MESSENGER_THEN_SMS, receipt, recorded, shownAfter, time } from './notifications.ts'

const OUTSIDE = { code: '1340', title: 'Outside of the allowed window' }
const TAG =
  'It is more than 24 hours since the person wrote to the page: use a message tag, or have them write to the page'

/** The first message's line of the card after a fact of the tenth second. */
function cardLine(fact: Fact): string | undefined {
  const { blocks } = card(aNotification(), shownAfter([10, fact]), { canCancel: false })
  expect(messageProblems(blocks)).toEqual([])
  return shownText(blocks)
    .split('\n')
    .find((line) => line.startsWith('1.'))
}

/** What the thread tells of a fact. */
function threadLine(fact: Fact, messages: readonly WorkflowMessage[] = MESSENGER_THEN_SMS): string | undefined {
  const facts = recorded([10, fact])
  const shown = progress(messages, facts)
  return newsLines(facts, { messages, requesterId: 'U1', shown })[0]?.slice(`${time(10)}  `.length)
}

describe('why a message failed is shown in the API’s own words, and what to do', () => {
  test('by the code of a receipt, on that channel', () => {
    const fact = receipt(0, 'rejected', { failure: OUTSIDE })
    expect(threadLine(fact)).toBe(`❌ *Messenger* failed: Outside of the allowed window [1340]. ${TAG}`)
    expect(cardLine(fact)).toContain(`❌ Failed · ${time(10)} · Outside of the allowed window [1340]. ${TAG}`)
    const whatsapp = MESSENGER_THEN_SMS.map((message) => ({ ...message, channel: 'whatsapp' as const }))
    expect(threadLine(fact, whatsapp)).toMatch(/\[1340\]\. .*use a template/)
  })

  test('by the code of a refusal, which names a part of the request', () => {
    const fact: Fact = { type: 'refused', index: 0, attempt: 1, failure: { code: '1120', title: 'Invalid sender' } }
    const advice = 'An operator must check the sender of this channel in the settings and in the dashboard'
    expect(threadLine(fact)).toBe(`❌ *Messenger* was refused: Invalid sender [1120]. ${advice}`)
    expect(cardLine(fact)).toContain(`❌ Refused · Invalid sender [1120]. ${advice}`)
  })

  test('and the words stand alone where the code is not known', () => {
    const fact = receipt(0, 'rejected', { failure: { code: '7777', title: 'Something new' } })
    expect(threadLine(fact)).toBe('❌ *Messenger* failed: Something new [7777]')
  })
})

test.each<[RevocationResult, string]>([
  ['revoked', "↩️ *Messenger* was taken back, so that it can't arrive as well"],
  ['refused', '↩️ *Messenger* could not be taken back, so that it may still arrive (Invalid params)'],
  ['unanswered', '↩️ *Messenger* may have been taken back: the API gave no answer, so that it may still arrive'],
])('the thread tells that taking a message back was %s', (result, line) => {
  const failure = result === 'refused' ? { failure: { title: 'Invalid params' } } : {}
  expect(threadLine({ type: 'revocation', index: 0, attempt: 1, result, ...failure })).toBe(line)
  expect(threadLine({ type: 'revoking', index: 0, attempt: 1 })).toBeUndefined()
})

test('the card says of a message that it was taken back, and nothing where it was not', () => {
  expect(cardLine({ type: 'revocation', index: 0, attempt: 1, result: 'revoked' })).toMatch(/taken back$/)
  expect(cardLine({ type: 'revocation', index: 0, attempt: 1, result: 'refused' })).not.toContain('taken back')
})
