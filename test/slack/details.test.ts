import { describe, expect, test } from 'vitest'
import type { Notification } from '../../src/bot/notification.ts'
import type { Fact, RecordedFact } from '../../src/failover/fact.ts'
import { details } from '../../src/slack/blocks/details.ts'
import { messageProblems, shownText } from './block-kit.ts'
import { aNotification, at, day, messengerSent, receipt, recorded, time } from './notifications.ts'

const UUID = '7f3a2c1d-5b8e-4f60-9a7b-0c1d2e3f4a5b'

/** The lines of the details, for who asked for it unless somebody else is said. */
function linesOf(
  facts: readonly RecordedFact[],
  { viewer = 'U1', ...changes }: Partial<Notification> & { viewer?: string } = {},
): string[] {
  const { blocks } = details({ notification: aNotification(changes), facts: [...facts], wakes: 0 }, viewer)
  expect(messageProblems(blocks)).toEqual([])
  return shownText(blocks).split('\n').filter(Boolean)
}

describe('the details say', () => {
  test('whose they are, how far it is, and its ids', () => {
    expect(linesOf(recorded(...messengerSent(0))).slice(0, 5)).toEqual([
      `*Details of N-7F3A2C* · ⏳ Waiting · to be read on Messenger until ${day(600)}, then SMS`,
      `Notification \`${UUID}\``,
      'Workflow `workflow-1`',
      `N-7F3A2C · asked by <@U1> ${day(0)}`,
      'Numbers are shown in full: you asked for it, and you alone see this',
    ])
  })

  test('of each message to whom it goes, what, what it must reach, its id and what it cost', () => {
    const usage = { currency: 'EUR', price: '0.0333' }
    const facts = recorded(...messengerSent(0), [5, receipt(0, 'delivered', { usage })])
    const lines = linesOf(facts)
    const first = lines.indexOf('*1. Messenger* · 📬 Delivered')
    expect(lines.slice(first, first + 10)).toEqual([
      '*1. Messenger* · 📬 Delivered',
      '• to `9876543210` from `page`',
      '• a text of 27 characters',
      '• to be read within 10 min, or else the SMS goes',
      '• message `m-1`',
      '• cost 0.0333 EUR',
      '*2. SMS* · ▫️ Waiting for its turn',
      '• to `447700900123` from `447700900001`',
      '• a text of 27 characters',
      '• the last message: to be delivered',
    ])
  })

  test('to others than who asked no whole number', () => {
    const shown = linesOf(recorded(...messengerSent(0)), { viewer: 'U2' }).join('\n')
    expect(shown).toContain('Numbers are masked: only <@U1>, who asked for it, sees them in full')
    expect(shown).toContain('• to `+44 •••• 123` from `447700900001`')
    expect(shown).not.toMatch(/9876543210|447700900123/)
  })

  test('why a message failed, and what to do', () => {
    const failure = { code: '1310', title: 'Not suitable device' }
    const facts = recorded(...messengerSent(0), [5, receipt(0, 'rejected', { failure })])
    expect(linesOf(facts)).toContain(
      '• ❌ Not suitable device [1310]. The phone can not take such a message; use another channel',
    )
  })

  test('that it has not been handed over', () => {
    const { workflowUuid: _none, ...handedOver } = aNotification()
    const notification: Notification = { ...handedOver, submission: 'refused', refusal: { title: 'Bad request' } }
    const { blocks, text } = details({ notification, facts: [], wakes: 0 }, 'U1')
    expect(messageProblems(blocks)).toEqual([])
    expect(shownText(blocks)).toContain('No workflow: it has not been handed over')
    expect(shownText(blocks)).not.toContain('*Timeline*')
    expect(text).toBe('Details of notification N-7F3A2C: not sent, since the API refused it.')
  })
})

describe('the timeline has', () => {
  test('every fact, also those of which the thread says nothing', () => {
    const facts = recorded(
      [0, { type: 'created' }],
      ...messengerSent(1),
      [2, receipt(0, 'submitted')],
      [3, receipt(0, 'delivered')],
      [4, receipt(0, 'delivered', { change: 'repeated' })],
    )
    const lines = linesOf(facts)
    expect(lines.slice(lines.indexOf('*Timeline*') + 1)).toEqual([
      `${day(0)}  ▫️ The workflow was saved`,
      `${day(1)}  ▫️ *Messenger* is handed over to the API, attempt 1`,
      `${day(1)}  📤 *Messenger* sent: 10 min to be read, until ${day(601)}`,
      `${day(2)}  ▫️ *Messenger* is reported as submitted`,
      `${day(3)}  📬 *Messenger*: delivered`,
      `${day(4)}  ▫️ *Messenger* is reported as delivered, which was known`,
    ])
  })

  test.each([
    [100.5, `📬 *Messenger*: delivered · provider’s clock: ${time(100).replace(/:\d\d:\d\d UTC/, ':15:00 UTC')}`],
    [40, `📬 *Messenger*: delivered · provider’s clock: ${time(40)}, 1 min before ours`],
    [130, `📬 *Messenger*: delivered · provider’s clock: ${time(130)}, 30 s after ours`],
    [-90_000, `📬 *Messenger*: delivered · provider’s clock: ${day(-90_000)}, 1 d 1 h before ours`],
  ])('both clocks, and their difference where it is notable: %s', (providerSecond, line) => {
    const [fact] = recorded([100, receipt(0, 'delivered')])
    if (!fact) throw new Error('there is one fact')
    const told = linesOf([{ ...fact, providerAt: at(providerSecond) }]).at(-1)
    expect(told?.slice(`${day(100)}  `.length)).toBe(line)
  })

  test('the newest entries, where not all fit, and how many are left out', () => {
    const retries = Array.from({ length: 2000 }, (_, i): [number, Fact] => [
      i,
      { type: 'postponed', index: 0, attempt: i + 1, reason: 'server error', retryAt: at(i + 1) },
    ])
    const lines = linesOf(recorded(...retries))
    const entries = lines.filter((line) => line.includes('Next try'))
    expect(entries.length).toBeLessThan(2000)
    expect(lines).toContain(`_The first ${2000 - entries.length} entries are left out_`)
    expect(lines.at(-1)).toContain(`Next try ${time(2000)}`)
  })
})
