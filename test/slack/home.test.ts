import { describe, expect, test } from 'vitest'
import { type HomeContent, homeView, troubledHomeView } from '../../src/slack/views/home.ts'
import { homeProblems, shownText } from './block-kit.ts'
import {
  aNotification,
  at,
  CREATED_AT,
  day,
  MESSENGER_THEN_SMS,
  messengerSent,
  receipt,
  recorded,
} from './notifications.ts'

const RUNNING = { notification: aNotification(), facts: recorded(...messengerSent(1)), wakes: 0 }

const ENDED = {
  notification: aNotification({ id: 'ab12cd34-5b8e-4f60-9a7b-0c1d2e3f4a5b', createdAt: at(-60) }),
  facts: recorded(
    ...messengerSent(1),
    [9, receipt(0, 'read')],
    [9, { type: 'ended', status: 'completed', reason: 'condition met', index: 0 }],
  ),
  wakes: 0,
}

const NOTHING: HomeContent = {
  running: [],
  ended: [],
  isCut: false,
  senders: { messenger: 'page', sms: '447700900001' },
  health: { runBy: 'engine', latestReceiptAt: undefined },
  isSandbox: false,
  asOf: at(100),
}

const shown = (content: Partial<HomeContent>) => shownText(homeView({ ...NOTHING, ...content }).blocks)

describe('the Home tab', () => {
  test('says that there is nothing yet, and where the form is', () => {
    const view = homeView(NOTHING)
    expect(homeProblems(view)).toEqual([])
    expect(shown({})).toContain('Nothing of yours is running.')
    expect(shown({})).toContain('None of yours has ended yet.')
    expect(JSON.stringify(view)).toContain('"action_id":"open_form"')
  })

  test('has a line for each notification, with its id, its state in words, when, and where', () => {
    const text = shown({ running: [RUNNING], ended: [ENDED] })
    const [running, ended] = text.split('\n').filter((line) => line.startsWith('•'))
    expect(running).toMatch(/^• `N-7F3A2C` .*waiting for it to be read on Messenger/)
    expect(running).toContain(`${day(0)} · <#C1>`)
    expect(ended).toMatch(/^• `N-AB12CD` .*read on Messenger/)
    expect(ended).toContain(day(-60))
  })

  test('names no place for what is shown in a direct message', () => {
    const inDirectMessage = { ...RUNNING, notification: aNotification({ card: { conversationId: 'D1', ts: '1.2' } }) }
    expect(shown({ running: [inDirectMessage] })).not.toContain('<#')
  })

  test('tells which channels can be used, and the setting of those that can’t', () => {
    expect(shown({})).toContain('Messenger, SMS can be used. Not set up: Viber')
    expect(shown({})).toContain('(`VIBER_FROM`), WhatsApp (`WHATSAPP_FROM`)')
    const all = { messenger: 'page', viber_service_msg: '1', whatsapp: '2', sms: '3' }
    expect(shown({ senders: all })).not.toContain('Not set up')
  })

  test('tells who runs the workflows, and whether receipts arrive', () => {
    expect(shown({})).toContain('run by Backstop itself')
    expect(shown({})).toContain('none has come yet')
    const text = shown({ health: { runBy: 'hosted', latestReceiptAt: CREATED_AT } })
    expect(text).toContain('run by the hosted Workflows API')
    expect(text).toContain(`the latest came ${day(0)}`)
  })

  test('is marked in the sandbox, and says how fresh it is', () => {
    expect(shown({ isSandbox: true })).toMatch(/^\*SANDBOX\*/)
    expect(shown({})).not.toContain('SANDBOX')
    expect(shown({})).toContain(`As of ${day(100)}`)
  })

  test('is taken by Slack with as many and as long lines as there can be, and has nobody else’s markup', () => {
    const text = '<!channel> & '.repeat(80)
    const messages = MESSENGER_THEN_SMS.map((message) => ({ ...message, content: { type: 'text' as const, text } }))
    const long = { ...RUNNING, notification: aNotification({ messages }) }
    const many = Array.from({ length: 10 }, () => long)
    const view = homeView({ ...NOTHING, running: many, ended: many, isCut: true, isSandbox: true })
    expect(homeProblems(view)).toEqual([])
    expect(shownText(view.blocks)).not.toContain('<!channel>')
    expect(shownText(view.blocks)).toContain('your newest 10')
  })

  test('still leads to the form where a bug keeps the rest away', () => {
    const view = troubledHomeView('7f3a2c1d', false)
    expect(homeProblems(view)).toEqual([])
    expect(shownText(view.blocks)).toContain('reference 7f3a2c1d')
    expect(JSON.stringify(view)).toContain('"action_id":"open_form"')
  })
})
