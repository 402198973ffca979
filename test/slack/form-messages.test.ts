import { describe, expect, test } from 'vitest'
import { type Field, validate } from '../../src/failover/validation.ts'
import { newMessage } from '../../src/slack/views/draft-of.ts'
import type { DraftMessage, FormDraft } from '../../src/slack/views/form-draft.ts'
import { formErrors, messagesOf } from '../../src/slack/views/form-messages.ts'
import { mistakeLines, refusedSimulationView } from '../../src/slack/views/refused-simulation.ts'
import { modalProblems } from './block-kit.ts'
import { ALL } from './form-state.ts'

const NUMBER = '447700900123'

/** A form with one message like this, and one that follows it. */
function draftOf(message: Partial<DraftMessage>, text = 'Hello'): FormDraft {
  const { channel = 'messenger' } = message
  return {
    text,
    messages: [
      { ...newMessage('m1', channel), to: NUMBER, ...message },
      { ...newMessage('m2', 'sms'), to: NUMBER },
    ],
  }
}

/** The first message of the form. */
function read(message: Partial<DraftMessage>, text?: string) {
  const { messages, errors } = messagesOf(draftOf(message, text), ALL)
  expect(errors).toEqual({})
  return messages[0]
}

describe('a message of the form', () => {
  test('is read without what is too much at its ends', () => {
    expect(read({ channel: 'whatsapp', to: ' +44 (0)7700 900 123 ' }, ' Hello \n')).toEqual({
      channel: 'whatsapp',
      from: '447700900002',
      to: NUMBER,
      content: { type: 'text', text: 'Hello' },
      failover: { expirySeconds: 600, conditionStatus: 'read' },
    })
    expect(read({ channel: 'messenger', to: ' PSID 1 ' })?.to).toBe('PSID 1')
  })

  test('waits for nothing where none follows', () => {
    const { messages } = messagesOf({ text: 'x', messages: [newMessage('m1', 'sms')] }, ALL)
    expect(messages[0]).not.toHaveProperty('failover')
  })

  test.each<[string, Partial<DraftMessage>, object]>([
    ['a text of its own', { content: 'own text', ownText: ' Call ' }, { content: { type: 'text', text: 'Call' } }],
    [
      'an image with a caption where there can be one',
      { channel: 'whatsapp', content: 'image', url: ' https://a.example/b.png ', caption: 'Map' },
      { content: { type: 'image', url: 'https://a.example/b.png', caption: 'Map' } },
    ],
    [
      'a file without one where there can not',
      { channel: 'messenger', content: 'file', url: 'https://a.example/b.pdf', caption: 'Map' },
      { content: { type: 'file', url: 'https://a.example/b.pdf' } },
    ],
    [
      'a template',
      {
        channel: 'whatsapp',
        content: 'template',
        templateName: ' ns:alarm ',
        templateParameters: 'B2\n flooded \n',
        templateLocale: 'en-GB',
      },
      {
        content: { type: 'template', name: 'ns:alarm', parameters: ['B2', 'flooded'] },
        options: { locale: 'en-GB' },
      },
    ],
    [
      'a template of another channel is the text',
      { channel: 'sms', content: 'template' },
      { content: { type: 'text', text: 'Hello' } },
    ],
    ['a typed time', { expiry: { typed: ' 2 h ' } }, { failover: { expirySeconds: 7200 } }],
    ['a time to live', { channel: 'viber_service_msg', ttl: '90s' }, { options: { ttlSeconds: 90 } }],
    ['a tag', { messengerTag: 'HUMAN_AGENT' }, { options: { category: 'message_tag', tag: 'HUMAN_AGENT' } }],
    ['a category', { messengerTag: 'update' }, { options: { category: 'update' } }],
    [
      'a condition that the channel can not report is one that it can',
      { channel: 'sms', condition: 'read' },
      { failover: { conditionStatus: 'delivered' } },
    ],
  ])('%s', (_name, message, expected) => {
    expect(read(message)).toMatchObject(expected)
  })

  test('a caption that is not shown is not sent', () => {
    const message = read({ content: 'image', url: 'https://a.example', caption: 'x' })
    expect(message?.content).not.toHaveProperty('caption')
  })
})

/** All that is wrong with a form, by the id of the block. */
function errorsOf(draft: FormDraft, senders = ALL) {
  const { messages, errors } = messagesOf(draft, senders)
  return { ...formErrors(validate(messages), draft), ...errors }
}

describe('a mistake', () => {
  test.each<[string, Partial<DraftMessage>, Record<string, string>]>([
    ['an address that is missing', { to: ' ' }, { m1_to: 'Say who the message goes to.' }],
    [
      'a number without its country',
      { channel: 'sms', to: '07700900123' },
      { m1_to: 'Must start with the country code instead of 0, for example 447700900000.' },
    ],
    [
      'a time that is none',
      { expiry: { typed: 'soon' } },
      { m1_expiryTyped: 'Write a number with s, m, h or d, like 30s, 10m, 2h or 1d.' },
    ],
    [
      'a time that is too short',
      { expiry: { typed: '5s' } },
      { m1_expiryTyped: 'Must be a whole number of seconds from 15 to 86400 (1 day).' },
    ],
    [
      'a time to live that is none',
      { channel: 'viber_service_msg', ttl: 'x' },
      { m1_ttl: 'Write a number with s, m, h or d, like 30s, 10m, 2h or 1d.' },
    ],
    [
      'a time to live that is too short',
      { channel: 'viber_service_msg', ttl: '5s' },
      { m1_ttl: 'Must be from 30 to 86400 seconds.' },
    ],
    ['a text of its own that is missing', { content: 'own text' }, { m1_ownText: 'Must not be empty.' }],
    [
      'an address that is none',
      { content: 'image', url: 'ftp://x' },
      { m1_url: 'Must be an http or https address of at most 2000 characters.' },
    ],
    [
      'a template without a name and a language',
      { channel: 'whatsapp', content: 'template' },
      {
        m1_templateName: 'Say which template it is.',
        m1_templateLocale: 'Say in which language the template is, like en-GB.',
      },
    ],
  ])('%s is said at its field', (_name, message, expected) => {
    expect(errorsOf(draftOf(message))).toEqual(expected)
  })

  test('in the text of all is said there, the first alone', () => {
    expect(errorsOf(draftOf({}, 'x'.repeat(1001)))).toEqual({
      form_text: 'Messenger takes 640 characters at most; this has 1001.',
    })
  })

  test('a channel that is not set up is said at the channel', () => {
    expect(errorsOf(draftOf({}), { sms: '447700900001' })).toEqual({
      m1_channel: 'Messenger is not set up here: an operator has to set MESSENGER_FROM.',
    })
  })

  test('in any field of the rules is said at some input of its message', () => {
    const fields: Field[] = ['from', 'content', 'caption', 'thumbUrl', 'failover', 'conditionStatus', 'options']
    for (const field of fields) {
      const errors = formErrors([{ index: 0, field, reason: 'is wrong' }], draftOf({}))
      expect(Object.keys(errors)[0]).toMatch(/^m1_/)
      expect(Object.values(errors)).toEqual(['Is wrong.'])
    }
  })

  test('is told instead of a simulation, with the number of its message', () => {
    const draft = draftOf({ to: '<x>' }, '')
    const lines = mistakeLines({ m2_to: 'Must be <b>.', form_text: 'Must not be empty.' }, draft)
    expect(lines.slice(1)).toEqual(['• Text: Must not be empty.', '• Message 2: Must be &lt;b&gt;.'])
    expect(modalProblems(refusedSimulationView(lines))).toEqual([])
  })
})
