import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel } from '../../src/failover/channel.ts'
import { newMessage } from '../../src/slack/views/draft-of.ts'
import { FORM_ACTIONS } from '../../src/slack/views/form-fields.ts'
import { notifyForm } from '../../src/slack/views/notify-form.ts'
import { keysIn, type OpenView, type SlackWithForm, startReplica, startSlackWithForm } from './form-replicas.ts'
import { circumstances, NOW } from './form-state.ts'
import { aNotification } from './notifications.ts'

/** The same as what is in the form, a moment ago. */
const SENT = aNotification({
  createdAt: NOW - 1000,
  submission: 'created',
  messages: [{ channel: 'sms', from: '1', to: '447700900000', content: { type: 'text', text: 'Hello' } }],
})

let slack: SlackWithForm
let first: OpenView

beforeEach(async () => {
  slack = await startSlackWithForm()
  const draft = { text: 'Hello', messages: [{ ...newMessage('m1', 'sms'), to: '447700900000' }] }
  first = slack.open(notifyForm(draft, { conversationId: 'C1' }, circumstances()))
})

afterEach(() => slack.stop())

/** The beginning of an address as the preview tells it. */
function addressShown(): string | undefined {
  return /to `([^`]*)…`/.exec(JSON.stringify(slack.now().view.blocks))?.[1]
}

/** The view with which a form that was sent is answered. */
function viewIn(answer: unknown): OpenView['view'] {
  const { view } = answer as { view: OpenView['view'] }
  return view
}

/** What the form's button says. */
function buttonShown(): string | undefined {
  return slack.now().view.submit?.text
}

/** A read of ours that waits until it is let on; `reads` tells for which addresses it was begun. */
function gate() {
  const { promise, resolve: open } = Promise.withResolvers<void>()
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  const addresses: string[] = []
  const latestFrom = async (_channel: Channel, address: string) => {
    addresses.push(address)
    reach()
    await promise
    return undefined
  }
  return { inbound: { latestFrom, recentWriters: async () => [] }, open, reached, reads: () => addresses }
}

describe('a letter that is told late', () => {
  test('to another process leaves what a click has made', async () => {
    const [one, other] = [startReplica(slack), startReplica(slack)]
    await one.click(first, FORM_ACTIONS.add)
    await other.letter(first, 'm1_to', '4')
    expect(keysIn(slack.now())).toEqual(['m1', 'm2'])
    expect(slack.calls).toEqual(['views.update done', 'views.update conflict'])
  })

  test('after two clicks leaves what both have made', async () => {
    const replica = startReplica(slack)
    await replica.click(first, FORM_ACTIONS.add)
    await replica.click(slack.now(), FORM_ACTIONS.add)
    await replica.letter(first, 'm1_to', '4')
    expect(keysIn(slack.now())).toEqual(['m1', 'm2', 'm3'])
  })

  test('brings no message back that was removed', async () => {
    const replica = startReplica(slack)
    await replica.click(first, FORM_ACTIONS.add)
    const two = slack.now()
    await replica.click(two, FORM_ACTIONS.message, 'remove m2')
    await replica.letter(two, 'm2_to', '4')
    expect(keysIn(slack.now())).toEqual(['m1'])
  })

  test('than a later one changes nothing', async () => {
    const replica = startReplica(slack)
    await replica.letter(first, 'm1_to', '1')
    await replica.letter(slack.now(), 'm1_to', '2')
    await replica.letter(first, 'm1_to', '3')
    expect(addressShown()).toBe('2')
  })

  test('leaves the question that is asked before the same is sent again', async () => {
    const replica = startReplica(slack, { since: async () => [SENT] })
    const { answer: letOn, reached } = slack.holdBack()
    const letter = replica.letter(first, 'm1_to', '49')
    await reached
    const answer = await replica.send(first)
    expect(answer).toMatchObject({ response_action: 'update', view: { submit: { text: 'Send again' } } })
    slack.open(viewIn(answer))
    letOn()
    await letter
    expect(buttonShown()).toBe('Send again')
  })
})

test('what is asked first is asked until something else would be sent', async () => {
  const replica = startReplica(slack, { since: async () => [SENT] })
  const asked = slack.open(viewIn(await replica.send(first)))
  await replica.letter(asked, 'form_text', 'Hello ')
  expect(buttonShown()).toBe('Send again')
  await replica.letter(asked, 'form_text', 'Hello, Ada')
  expect(buttonShown()).toBe('Send')
})

describe('letters that are told together', () => {
  test('while one is being shown are followed by the newest alone, in what the first one has made', async () => {
    const replica = startReplica(slack)
    const { answer, reached } = slack.holdBack()
    const letters = [replica.letter(first, 'm1_to', '1')]
    await reached
    for (const value of ['2', '3', '4', '5']) letters.push(replica.letter(first, 'm1_to', value))
    answer()
    await Promise.all(letters)
    expect(slack.calls).toEqual(['views.update done', 'views.update done'])
    expect(addressShown()).toBe('5')
  })

  test('are not looked into where a newer one is there already', async () => {
    const { inbound, open, reached, reads } = gate()
    const replica = startReplica(slack, { inbound })
    const letters = ['1', '2', '3', '4'].map((value) => replica.letter(first, 'm1_to', value))
    await reached
    open()
    await Promise.all(letters)
    expect(reads()).toEqual(['4'])
  })

  test('are not shown where a newer one has come up meanwhile', async () => {
    const { inbound, open, reached } = gate()
    const replica = startReplica(slack, { inbound })
    const letters = [replica.letter(first, 'm1_to', '1')]
    await reached
    letters.push(replica.letter(first, 'm1_to', '2'))
    open()
    await Promise.all(letters)
    expect(slack.calls).toEqual(['views.update done'])
    expect(addressShown()).toBe('2')
  })

  test('are all the same with what is said to a form that is sent meanwhile', async () => {
    const { inbound, open, reached } = gate()
    const replica = startReplica(slack, { inbound })
    const letter = replica.letter(first, 'm1_to', '07700900000')
    await reached
    expect(await replica.send(first, { m1_to: '07700900000' })).toMatchObject({ response_action: 'errors' })
    open()
    await letter
    expect(slack.calls).toEqual([])
  })

  test('each name what is shown now, as far as it is known here', async () => {
    const replica = startReplica(slack)
    for (const value of ['1', '2', '3']) await replica.letter(first, 'm1_to', value)
    expect(slack.calls).toEqual(['views.update done', 'views.update done', 'views.update done'])
    expect(addressShown()).toBe('3')
  })
})

describe('a click', () => {
  test('is done in what letters have shown anew meanwhile, here or elsewhere', async () => {
    const [one, other] = [startReplica(slack), startReplica(slack)]
    await other.letter(first, 'm1_to', '4')
    await one.click(first, FORM_ACTIONS.add)
    expect(keysIn(slack.now())).toEqual(['m1', 'm2'])
    const two = slack.now()
    await one.letter(two, 'm2_to', '5')
    await one.click(two, FORM_ACTIONS.message, 'up m2')
    expect(keysIn(slack.now())).toEqual(['m2', 'm1'])
    expect(slack.calls.filter((call) => call === 'views.update conflict')).toHaveLength(1)
  })

  test('in a view that another click has replaced undoes nothing', async () => {
    const replica = startReplica(slack)
    await replica.click(first, FORM_ACTIONS.add)
    const two = slack.now()
    await replica.click(two, FORM_ACTIONS.message, 'remove m2')
    await replica.click(two, FORM_ACTIONS.add)
    expect(keysIn(slack.now())).toEqual(['m1'])
  })

  test('twice at once is one', async () => {
    const replica = startReplica(slack)
    await Promise.all([replica.click(first, FORM_ACTIONS.add), replica.click(first, FORM_ACTIONS.add)])
    expect(keysIn(slack.now())).toEqual(['m1', 'm2'])
  })

  test('waits for its turn, however new the letters after it are', async () => {
    const replica = startReplica(slack)
    await Promise.all([
      replica.letter(first, 'm1_to', '1'),
      replica.click(first, FORM_ACTIONS.add),
      replica.letter(first, 'm1_to', '2'),
    ])
    expect(keysIn(slack.now())).toEqual(['m1', 'm2'])
  })

  test.each<[string, object, string[]]>([
    ['is refused', { ok: false, error: 'invalid_arguments' }, ['impossible invalid_arguments']],
    ['can not be taken now', { ok: false, error: 'ratelimited' }, ['postponed undefined']],
    ['comes after the form was closed', { ok: false, error: 'not_found' }, []],
  ])('that %s is told to the operator where nobody else knows why nothing happened', async (_what, answer, told) => {
    const replica = startReplica(slack)
    slack.answers.push(answer)
    await replica.click(first, FORM_ACTIONS.add)
    expect(replica.lost.map(({ method, outcome, error }) => `${method} ${outcome} ${error}`)).toEqual(
      told.map((outcome) => `views.update ${outcome}`),
    )
    await replica.click(first, FORM_ACTIONS.add)
    expect(keysIn(slack.now())).toEqual(['m1', 'm2'])
  })
})
