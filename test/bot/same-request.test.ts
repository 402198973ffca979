import { describe, expect, test } from 'vitest'
import { commonMessage, findSame, SAME_REQUEST_MS } from '../../src/bot/same-request.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { aNotification, CREATED_AT, MESSENGER_THEN_SMS } from '../slack/notifications.ts'

const NOW = CREATED_AT + SAME_REQUEST_MS - 1

function sms(to: string, text: string): WorkflowMessage {
  return { channel: 'sms', from: '447700900001', to, content: { type: 'text', text } }
}

const SAME = [sms('447700900123', 'The server room is flooding')]

describe('the same request', () => {
  test('says the same to one of the addresses, on the same channel', () => {
    expect(findSame(SAME, [aNotification()], NOW)?.id).toBe(aNotification().id)
    expect(commonMessage(SAME, MESSENGER_THEN_SMS)).toEqual(SAME[0])
  })

  test('is the newest one, whoever asked for it', () => {
    const recent = [aNotification({ id: 'second', requesterId: 'U2' }), aNotification({ id: 'first' })]
    expect(findSame(SAME, recent, NOW)?.id).toBe('second')
  })

  const IMAGE = { type: 'image', url: 'The server room is flooding' } as const
  const OTHERS: [string, WorkflowMessage[]][] = [
    ['another text', [sms('447700900123', 'The lift is stuck')]],
    ['another number', [sms('447700900124', 'The server room is flooding')]],
    ['the number on another channel', SAME.map((message) => ({ ...message, channel: 'whatsapp' }))],
    ['an image with that address for its text', SAME.map((message) => ({ ...message, content: IMAGE }))],
  ]
  test.each(OTHERS)('is not %s', (_, messages) => {
    expect(findSame(messages, [aNotification()], NOW)).toBeUndefined()
  })

  test('is not one of two minutes ago, nor one that was refused and went nowhere', () => {
    expect(findSame(SAME, [aNotification()], NOW + 1)).toBeUndefined()
    expect(findSame(SAME, [aNotification({ submission: 'refused' })], NOW)).toBeUndefined()
  })

  test('may be dated a little in the future, by a replica whose clock is ahead', () => {
    expect(findSame(SAME, [aNotification()], CREATED_AT - 1000)).toBeDefined()
  })
})
