import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNotifyText } from '../../src/slack/notify-text.ts'
import { readIdStart, shortIdOf } from '../../src/slack/short-id.ts'
import { HELP } from '../../src/slack/words/help.ts'

const SENDERS = { messenger: 'page', viber_service_msg: '16273', whatsapp: '447700900002', sms: '447700900001' }
const CHAIN = 'messenger:1234,sms:447700900000'
const UUID = '7f3a2c1d-5b8e-4f60-9a7b-0c1d2e3f4a5b'

const read = (typed: string) => readNotifyText(typed, SENDERS)

/** Why it was not understood, or what it was taken for. */
function reasonOf(typed: string): string {
  const understood = read(typed)
  return understood.type === 'wrong' ? understood.reason : JSON.stringify(understood)
}

/** What each message waits for, and the text of the last one. */
function planOf(typed: string) {
  const understood = read(typed)
  if (understood.type !== 'send') throw new Error(JSON.stringify(understood))
  const { messages } = understood
  const content = messages.at(-1)?.content
  return { failovers: messages.map(({ failover }) => failover), text: content?.type === 'text' ? content.text : '' }
}

describe('questions', () => {
  test.each([
    ['list', { type: 'list' }],
    [' LIST ', { type: 'list' }],
    ['status', { type: 'status' }],
    ['status N-7F3A2C', { type: 'status', idStart: '7f3a2c' }],
    ['Status n-7f3a2c', { type: 'status', idStart: '7f3a2c' }],
    ['status   `N-7F3A2C`', { type: 'status', idStart: '7f3a2c' }],
    ['again N-7F3A2C', { type: 'again', idStart: '7f3a2c' }],
    ['\u200estatus\u00a0\u202aN-7F3A2C\u202c', { type: 'status', idStart: '7f3a2c' }],
    ['cancel 7f3a', { type: 'cancel', idStart: '7f3a' }],
    ['cancel n7f3a2c1d', { type: 'cancel', idStart: '7f3a2c1d' }],
    [`cancel ${UUID}`, { type: 'cancel', idStart: UUID }],
  ])('%j', (typed, question) => {
    expect(read(typed)).toEqual(question)
  })

  test('an id as it is shown is read as the beginning of that id', () => {
    expect(shortIdOf(UUID)).toBe('N-7F3A2C')
    expect(UUID.startsWith(readIdStart(shortIdOf(UUID)) ?? 'nothing')).toBe(true)
  })

  test.each(['7f3', '7f3a2c1d5', 'N-', '7f%', '7f3_', 'N-7G3A', 'N-7F3A-2C'])('%j is no id', (word) => {
    expect(readIdStart(word)).toBeUndefined()
  })
})

describe('what a chain waits for', () => {
  test.each([
    ['if not read within 10m: Hello', { expirySeconds: 600, conditionStatus: 'read' }],
    ['if not delivered within 30s: Hello', { expirySeconds: 30, conditionStatus: 'delivered' }],
    ['IF NOT Delivered WITHIN 2 Hours : Hello', { expirySeconds: 7200, conditionStatus: 'delivered' }],
    ['if not read in 10m: Hello', { expirySeconds: 600, conditionStatus: 'read' }],
    ['if not delivered in 2 hrs: Hello', { expirySeconds: 7200, conditionStatus: 'delivered' }],
    ['\u200eif not read\u200e within\u00a010m： Hello', { expirySeconds: 600, conditionStatus: 'read' }],
    ['if  not read\nwithin 1d:Hello', { expirySeconds: 86_400, conditionStatus: 'read' }],
    ['Hello', { expirySeconds: 600, conditionStatus: 'read' }],
  ])('%j', (typed, failover) => {
    expect(planOf(`${CHAIN} ${typed}`)).toEqual({ failovers: [failover, undefined], text: 'Hello' })
  })

  test('it holds for every message but the last', () => {
    const failover = { expirySeconds: 60, conditionStatus: 'delivered' }
    const typed = 'messenger:1,sms:447700900000,sms:447700900001 if not delivered within 1m: Hello: all'
    expect(planOf(typed)).toEqual({ failovers: [failover, failover, undefined], text: 'Hello: all' })
  })

  test.each([`${CHAIN} if not yet done, restart: now`, `${CHAIN} if not now, when?`])('%j has none', (typed) => {
    expect(planOf(typed).text).toBe(typed.slice(typed.indexOf(' ') + 1))
  })
})

describe('what is not understood gets the nearest correct form', () => {
  test.each([
    ['lst', 'there is no “lst”; did you mean `/notify list`?'],
    ['Stauts N-7F3A2C', 'there is no “Stauts”; did you mean `/notify status`?'],
    ['cancle N-7F3A2C', 'there is no “cancle”; did you mean `/notify cancel`?'],
    ['halp', 'there is no “halp”; did you mean `/notify help`?'],
    ['list all', 'nothing follows list; for one notification it is `/notify status N-7F3A2C`'],
    ['cancel', 'the id is missing: `/notify cancel N-7F3A2C`; `/notify list` shows the ids'],
    ['again', 'the id is missing: `/notify again N-7F3A2C`; the card shows its id'],
    ['agian N-7F3A2C', 'there is no “agian”; did you mean `/notify again`?'],
    ['cancel it all', '“it all” is no id: `/notify cancel N-7F3A2C`; `/notify list` shows the ids'],
    ['status %', '“%” is no id: `/notify status N-7F3A2C`; `/notify list` shows the ids'],
    ['mesenger:1234 Hello', '“mesenger” is no channel; did you mean `messenger:`?'],
    ['whatsap:447700900000 Hello', '“whatsap” is no channel; did you mean `whatsapp:`?'],
    ['fax:447700900000 Hello', '“fax” is no channel; use messenger, viber, whatsapp or sms'],
    [
      'sms 447700900000 Hello',
      'a channel and its address are one word; did you mean `/notify sms:447700900000 Hello`?',
    ],
    [
      `${CHAIN} if not read within 10m Hello`,
      'a condition is written with “if not”, “within” and a colon; did you mean `if not read within 10m: Hello`?',
    ],
    [
      `${CHAIN} unless delivered after 30s`,
      'a condition is written with “if not”, “within” and a colon; did you mean `if not delivered within 30s: The server room is flooding`?',
    ],
    [
      `${CHAIN} if not answered within 10m: Hello`,
      'a message can be “read” or “delivered”, like `if not read within 10m: The server room is flooding`',
    ],
    [
      `${CHAIN} if not read by noon call Ben`,
      'a condition is written like `if not read within 10m: The server room is flooding`',
    ],
    [`${CHAIN} within 10m: Hello`, 'a condition is written like `if not read within 10m: The server room is flooding`'],
    [
      `${CHAIN} if not read within 10m: if not delivered within 5m: Hello`,
      'a chain has one condition, written like `if not read within 10m: The server room is flooding`',
    ],
    [
      `${CHAIN} if not read within soon: Hello`,
      'the time is a number with s, m, h or d, like `30s`, `10m`, `2h` or `1d`',
    ],
    [
      `${CHAIN} if not read within 1h30: Hello`,
      'the time is a number with s, m, h or d, like `30s`, `10m`, `2h` or `1d`',
    ],
    [`${CHAIN} if not read within 14s: Hello`, 'the time must be from `15s` to `1d`'],
    [`${CHAIN} if not read within 2d: Hello`, 'the time must be from `15s` to `1d`'],
    [
      'sms:447700900000,messenger:1 if not read within 10m: Hello',
      "the condition can't be met: SMS never reports read; use delivered",
    ],
    [
      `${CHAIN} if not read within 10m:`,
      'the text is missing: `/notify messenger:1234,sms:447700900000 The server room is flooding`',
    ],
  ])('%j', (typed, reason) => {
    expect(reasonOf(typed)).toBe(reason)
  })

  test('whatever begins nearly like a condition goes to nobody, and what is proposed for it is understood', () => {
    const someBeginning = fc.constantFrom(
      'if not',
      'If  NOT',
      'if it is not',
      'if it isn’t',
      'unless',
      'if not yet',
      '“if not',
    )
    const someStatus = fc.constantFrom('read', 'seen', 'opened', 'delivered', 'received', 'unread', 'Viewed')
    const someWithin = fc.constantFrom(' within ', ' in ', ' after ', ' for ', ', within ', ' ')
    const someTime = fc.constantFrom('10m', '30 s', '2 hours', '1d')
    const someEnd = fc.constantFrom(': ', ':', ' ', ', ', ' - ', '\u200e: ', '）: ')
    fc.assert(
      fc.property(
        someBeginning.map((words) => `${words} `),
        someStatus,
        someWithin,
        someTime,
        someEnd,
        (...parts) => {
          const typed = `${CHAIN} ${parts.join('')}Hello`
          const understood = read(typed)
          if (understood.type === 'send') {
            expect([typed, planOf(typed).text]).toEqual([typed, 'Hello'])
            expect(typed).toMatch(/ if\s+not (read|delivered) (within|in) /i)
            return
          }
          const [, proposed] = /did you mean `([^`]*)`/.exec(reasonOf(typed)) ?? []
          if (proposed !== undefined) expect(planOf(`${CHAIN} ${proposed}`).text).toMatch(/Hello$/)
        },
      ),
    )
  })

  test.each([
    ['statsu', true],
    ['cancle N-7F3A2C', true],
    ['again', true],
    ['cancel it all', undefined],
    ['agian and again it fails', undefined],
    ['pigeon:1 Hello', undefined],
  ])('%j is a mere slip, of which a form would hold nothing: %j', (typed, isSlip) => {
    expect(read(typed)).toMatchObject({ type: 'wrong', ...(isSlip ? { isSlip } : {}) })
    expect('isSlip' in read(typed)).toBe(isSlip ?? false)
  })
})

test('every example of the help is understood', () => {
  const examples = [...HELP.matchAll(/`\/notify ?([^`]*)`/g)].map(([, typed = '']) => typed)
  expect(examples.length).toBeGreaterThan(7)
  expect(examples.filter((typed) => read(typed).type === 'wrong')).toEqual([])
})
