import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Field, type Problem, validate } from '../../src/failover/validation.ts'
import type { Senders } from '../../src/slack/notify-text.ts'
import { FORM_MESSAGES, type FormField, fieldId, NOTIFY_FORM, notifyForm } from '../../src/slack/views/notify-form.ts'
import { type FormValues, formErrors, readNotifyForm } from '../../src/slack/views/read-notify-form.ts'
import { modalProblems } from './block-kit.ts'

const ALL: Senders = { messenger: 'page', viber_service_msg: '16273', whatsapp: '447700900002', sms: '447700900001' }

/** Every set of channels that can be set up. */
const senders: fc.Arbitrary<Senders> = fc
  .subarray(Object.keys(ALL) as (keyof typeof ALL)[], { minLength: 1 })
  .map((channels) => Object.fromEntries(channels.map((channel) => [channel, ALL[channel]])))

function form(set: Senders = ALL, isSandbox = false) {
  return notifyForm(set, { conversationId: 'C1' }, isSandbox)
}

/** The form as somebody sends it who has changed only these fields of these messages. */
function filled(fields: Partial<Record<FormField, string>>[], set: Senders = ALL): FormValues {
  const values: FormValues = {}
  for (const block of form(set).blocks) {
    if (!('element' in block) || block.block_id === undefined) continue
    const { element } = block
    const initial = 'initial_option' in element ? element.initial_option : undefined
    const isSelect = element.type === 'static_select'
    const option = initial && 'value' in initial ? { value: initial.value ?? '' } : null
    values[block.block_id] = { [block.block_id]: isSelect ? { selected_option: option } : { value: null } }
  }
  fields.forEach((changes, index) => {
    for (const [field, value] of Object.entries(changes)) {
      const id = fieldId(index, field as FormField)
      const isSelect = values[id]?.[id]?.selected_option !== undefined
      values[id] = { [id]: isSelect ? { selected_option: { value } } : { value } }
    }
  })
  return values
}

describe('the form', () => {
  test('is one that Slack takes, for every set of channels', () => {
    fc.assert(
      fc.property(senders, fc.boolean(), (set, isSandbox) => {
        expect(modalProblems(form(set, isSandbox))).toEqual([])
      }),
    )
  })

  test('has an input for each field of each message, with the same id for its block and itself', () => {
    const inputs = form().blocks.flatMap((block) =>
      'element' in block ? [[block.block_id, block.element.action_id, block.optional ?? false]] : [],
    )
    expect(inputs).toEqual([
      ['message_0_channel', 'message_0_channel', false],
      ['message_0_to', 'message_0_to', false],
      ['message_0_text', 'message_0_text', false],
      ['message_0_condition', 'message_0_condition', false],
      ['message_0_expiry', 'message_0_expiry', false],
      ['message_1_channel', 'message_1_channel', false],
      ['message_1_to', 'message_1_to', true],
      ['message_1_text', 'message_1_text', true],
    ])
  })

  test('carries where it was asked for, and nothing else', () => {
    expect(form()).toMatchObject({ callback_id: NOTIFY_FORM, private_metadata: '{"conversationId":"C1"}' })
  })

  test('says that nothing of a sandbox is real', () => {
    expect(JSON.stringify(form(ALL, true))).toContain('*SANDBOX* – nothing here is a real delivery')
    expect(JSON.stringify(form())).not.toContain('SANDBOX')
  })

  test('offers only the channels that are set up', () => {
    const offered = JSON.stringify(form({ sms: '1' }).blocks[1])
    expect(offered).toContain('SMS')
    expect(offered).not.toMatch(/Viber|Messenger|WhatsApp/)
  })

  test('can be sent as it is, with addresses and a text, whatever channels are set up', () => {
    fc.assert(
      fc.property(senders, (set) => {
        const addresses = [{ to: '447700900123', text: 'Hello' }, { to: '447700900124' }]
        const read = readNotifyForm(filled(addresses, set), set)
        if (!('messages' in read)) throw new Error(JSON.stringify(read))
        expect(validate(read.messages)).toEqual([])
        expect(read.messages).toHaveLength(FORM_MESSAGES)
      }),
    )
  })
})

describe('reading the form', () => {
  test('gives the messages, the second with the text of the first where it has none', () => {
    const fields = [
      { channel: 'whatsapp', to: ' +44 (0)7700 900 123 ', text: ' Hello ', condition: 'delivered', expiry: '60' },
      { channel: 'messenger', to: ' PSID 1 ' },
    ]
    expect(readNotifyForm(filled(fields), ALL)).toEqual({
      messages: [
        {
          channel: 'whatsapp',
          from: '447700900002',
          to: '447700900123',
          content: { type: 'text', text: 'Hello' },
          failover: { expirySeconds: 60, conditionStatus: 'delivered' },
        },
        { channel: 'messenger', from: 'page', to: 'PSID 1', content: { type: 'text', text: 'Hello' } },
      ],
    })
  })

  test('the second message may have a text of its own', () => {
    const read = readNotifyForm(
      filled([
        { to: '1', text: 'Hello' },
        { to: '447700900123', text: 'Once more' },
      ]),
      ALL,
    )
    expect(read).toMatchObject({ messages: [{}, { content: { text: 'Once more' } }] })
  })

  test('without a second address there is one message, which waits for nothing', () => {
    const read = readNotifyForm(filled([{ channel: 'sms', to: '447700900123', text: 'Hello' }]), ALL)
    if (!('messages' in read)) throw new Error(JSON.stringify(read))
    expect(read.messages).toHaveLength(1)
    expect(read.messages[0]).not.toHaveProperty('failover')
  })

  test.each<[string, FormValues, Senders, Record<string, string>]>([
    ['an address that is missing', filled([{ text: 'x' }]), ALL, { message_0_to: 'Say who the message goes to.' }],
    [
      'a second text without an address',
      filled([{ to: '1', text: 'x' }, { text: 'y' }]),
      ALL,
      { message_1_to: 'Say who the message goes to.' },
    ],
    [
      'a channel that is no longer set up',
      filled([{ to: '1', text: 'x' }]),
      { sms: '1' },
      { message_0_channel: 'Messenger is not set up here: an operator has to set MESSENGER_FROM' },
    ],
    [
      'a form without anything',
      {},
      ALL,
      { message_0_channel: 'Choose a channel.', message_0_to: 'Say who the message goes to.' },
    ],
  ])('%s is said at its field', (_name, values, set, errors) => {
    expect(readNotifyForm(values, set)).toEqual({ errors })
  })
})

describe('what the rules find', () => {
  const inputs = form().blocks.flatMap((block) => ('element' in block ? [block.block_id] : []))

  test('is said at an input of the message, whatever it is about', () => {
    const fields: Field[] = [
      'from',
      'to',
      'content',
      'text',
      'url',
      'failover',
      'expirySeconds',
      'conditionStatus',
      'options',
    ]
    for (const field of fields) {
      const errors = formErrors([{ index: 0, field, reason: 'is wrong' }])
      expect(inputs).toContain(Object.keys(errors)[0])
      expect(Object.values(errors)).toEqual(['Is wrong.'])
    }
  })

  test.each<[string, Parameters<typeof filled>[0], string[]]>([
    ['a number without its country', [{ channel: 'sms', to: '07700900123', text: 'x' }], ['message_0_to']],
    ['no text', [{ channel: 'sms', to: '447700900123' }], ['message_0_text']],
    ['too long a text', [{ channel: 'sms', to: '447700900123', text: 'x'.repeat(1001) }], ['message_0_text']],
    [
      'a condition that the channel can not report',
      [
        { channel: 'sms', to: '447700900123', text: 'x', condition: 'read' },
        { channel: 'sms', to: '447700900123' },
      ],
      ['message_0_condition'],
    ],
    [
      'a time limit that is not among the choices',
      [
        { channel: 'sms', to: '447700900123', text: 'x', condition: 'delivered', expiry: '1' },
        { channel: 'sms', to: '447700900123' },
      ],
      ['message_0_expiry'],
    ],
    [
      'a second number that is none',
      [
        { channel: 'messenger', to: '1', text: 'x' },
        { channel: 'sms', to: 'Ada' },
      ],
      ['message_1_to'],
    ],
  ])('%s is said there', (_name, fields, expected) => {
    const read = readNotifyForm(filled(fields), ALL)
    const problems: Problem[] = 'messages' in read ? validate(read.messages) : []
    expect(Object.keys(formErrors(problems))).toEqual(expected)
  })

  test('the first of two problems of one field is said', () => {
    const problem = { index: 0, field: 'to' as const }
    expect(
      formErrors([
        { ...problem, reason: 'one' },
        { ...problem, reason: 'two' },
      ]),
    ).toEqual({ message_0_to: 'One.' })
  })
})
