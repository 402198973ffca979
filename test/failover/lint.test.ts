import { describe, expect, test } from 'vitest'
import { lintPlan, type Warning } from '../../src/failover/lint.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { aMessage, at, CREATED_AT, messenger, sms, viber } from './workflows.ts'

const HOURS_24 = 86_400_000

/** What is found where everybody wrote so many seconds before now; null for never. */
function lint(messages: readonly WorkflowMessage[], heardSecondsAgo: number | null = 60): Warning[] {
  const lastHeardAt = heardSecondsAgo === null ? undefined : at(-heardSecondsAgo)
  return lintPlan(messages, { now: CREATED_AT, lastHeardAt: () => lastHeardAt })
}

/** A message whose text has so many characters. */
function long(message: WorkflowMessage, length: number): WorkflowMessage {
  return { ...message, content: { type: 'text', text: 'a'.repeat(length) } }
}

function tagged(tag: string): WorkflowMessage {
  return { ...messenger(), options: { category: 'message_tag', tag } }
}

const template: WorkflowMessage = {
  ...aMessage('whatsapp'),
  content: { type: 'template', name: 'alarm', parameters: [] },
  options: { locale: 'en-GB' },
}

describe('a plan', () => {
  test('that holds no surprise gets no warning', () => {
    expect(lint([messenger('delivered'), sms()])).toEqual([])
    expect(lint([])).toEqual([])
  })

  test('that is not filled in yet gets no warning', () => {
    const empty = (message: WorkflowMessage): WorkflowMessage => ({
      ...message,
      from: '',
      to: '',
      content: { type: 'text', text: '' },
    })
    expect(lint([messenger('delivered'), aMessage('whatsapp', 'delivered'), sms(), sms()].map(empty), null)).toEqual([])
  })

  test.each([
    ['messenger', 640],
    ['viber_service_msg', 1000],
    ['sms', 1000],
    ['whatsapp', 4096],
  ] as const)('warns of a text that %s does not take', (channel, limit) => {
    const typesOf = (length: number) => lint([long(aMessage(channel), length)]).map(({ type }) => type)
    expect(lint([long(aMessage(channel), limit + 1)])).toEqual([{ index: 0, type: 'text too long', limit }])
    expect(typesOf(limit)).not.toContain('text too long')
  })

  test('counts the characters of a text as people do', () => {
    const emoji: WorkflowMessage = { ...messenger(), content: { type: 'text', text: '😀'.repeat(640) } }
    expect(lint([emoji])).toEqual([])
  })

  test('warns of an SMS of several parts, and of no other channel', () => {
    expect(lint([long(messenger('delivered'), 161), long(sms(), 161)])).toEqual([
      { index: 1, type: 'sms parts', parts: 2, encoding: 'GSM-7' },
    ])
    expect(lint([long(sms(), 160)])).toEqual([])
  })

  test('warns of a condition that people can switch off', () => {
    expect(lint([messenger('read'), sms()])).toEqual([{ index: 0, type: 'read is often off' }])
    expect(lint([sms('read'), sms()]).map(({ type }) => type)).not.toContain('read is often off')
  })

  test.each([messenger(), aMessage('whatsapp')])('warns of $channel outside the 24 hours', (message) => {
    const outside = { index: 0, type: 'outside the window', windowMs: HOURS_24 }
    expect(lint([message], 86_399)).toEqual([])
    expect(lint([message], 86_400)).toEqual([{ ...outside, lastHeardAt: at(-86_400) }])
    expect(lint([message], null)).toEqual([outside])
  })

  test('warns of a window that closes before the message may go', () => {
    const second = [sms('delivered', 600), messenger()]
    expect(lint(second, 86_400 - 600)).toEqual([{ index: 1, type: 'window may close', closesAt: at(600) }])
    expect(lint(second, 86_400 - 601)).toEqual([])
  })

  test('takes a template and a tag for what opens the window', () => {
    expect(lint([template], null)).toEqual([])
    expect(lint([tagged('ACCOUNT_UPDATE')], null)).toEqual([])
    expect(lint([tagged('HUMAN_AGENT')], 6 * 86_400)).toEqual([])
    expect(lint([tagged('HUMAN_AGENT')], 7 * 86_400)).toMatchObject([{ type: 'outside the window' }])
  })

  test('warns of a tag that Messenger does not take', () => {
    expect(lint([tagged('ticket_update')])).toEqual([{ index: 0, type: 'unknown tag', tag: 'ticket_update' }])
    expect(lint([tagged('constructor')])).toEqual([{ index: 0, type: 'unknown tag', tag: 'constructor' }])
  })

  test('asks when a recipient was heard for windowed channels alone', () => {
    const asked: string[] = []
    const lastHeardAt = (message: WorkflowMessage) => {
      asked.push(message.channel)
      return CREATED_AT
    }
    lintPlan([viber('delivered'), messenger('delivered'), sms()], { now: CREATED_AT, lastHeardAt })
    expect(asked).toEqual(['messenger'])
  })

  const viberFor = (expirySeconds: number, ttlSeconds?: number): WorkflowMessage[] => [
    { ...viber('delivered', expirySeconds), ...(ttlSeconds === undefined ? {} : { options: { ttlSeconds } }) },
    sms(),
  ]

  test('warns of a Viber message that is dropped before its time is over', () => {
    expect(lint(viberFor(600, 599))).toEqual([{ index: 0, type: 'ttl shorter', ttlSeconds: 599, expirySeconds: 600 }])
    expect(lint(viberFor(600, 600))).toEqual([])
  })

  test('warns of a Viber message that may arrive after the next one went', () => {
    expect(lint(viberFor(600, 601))).toEqual([{ index: 0, type: 'ttl longer', ttlSeconds: 601, bestTtlSeconds: 600 }])
    expect(lint(viberFor(600))).toEqual([{ index: 0, type: 'ttl longer', bestTtlSeconds: 600 }])
    expect(lint(viberFor(15, 30))).toEqual([])
    expect(lint(viberFor(15))).toEqual([{ index: 0, type: 'ttl longer', bestTtlSeconds: 30 }])
    expect(lint([viber()])).toEqual([])
  })

  test('warns of each repetition of a channel and address, naming the first', () => {
    expect(lint([sms('delivered'), sms('delivered'), sms()])).toEqual([
      { index: 1, type: 'same address', as: 0 },
      { index: 2, type: 'same address', as: 0 },
    ])
    expect(lint([aMessage('whatsapp', 'delivered'), sms()])).toEqual([])
  })

  test('has its warnings in the order of its messages', () => {
    const found = lint([long(viber('read'), 2000), long(messenger('read'), 2000), long(sms(), 200)], null)
    expect(found.map(({ index, type }) => `${index} ${type}`)).toEqual([
      '0 text too long',
      '0 read is often off',
      '0 ttl longer',
      '1 text too long',
      '1 read is often off',
      '1 outside the window',
      '2 sms parts',
    ])
  })
})
