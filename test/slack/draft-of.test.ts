import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHANNELS, type Channel } from '../../src/failover/channel.ts'
import type { Content, WorkflowMessage } from '../../src/failover/workflow.ts'
import { readDuration } from '../../src/slack/condition-text.ts'
import { readNotifyText } from '../../src/slack/notify-text.ts'
import { draftOf, draftOfSettings, draftOfText, newMessage } from '../../src/slack/views/draft-of.ts'
import type { DraftMessage, FormDraft } from '../../src/slack/views/form-draft.ts'

const SENDERS = { messenger: 'page', viber_service_msg: '16273', whatsapp: '447700900002', sms: '447700900001' }
const CHANNEL_NAMES: Channel[] = ['messenger', 'viber_service_msg', 'whatsapp', 'sms']

/** What a draft says, read back as the form's rules have it. */
function messagesOf({ text, messages }: FormDraft): WorkflowMessage[] {
  return messages.map((message, index) => {
    const options = optionsOf(message)
    return {
      channel: message.channel,
      from: 'sender',
      to: message.to,
      content: contentOf(message, text),
      ...(Object.keys(options).length > 0 ? { options } : {}),
      ...(index < messages.length - 1
        ? { failover: { conditionStatus: message.condition, expirySeconds: secondsOf(message.expiry) } }
        : {}),
    }
  })
}

function contentOf(message: DraftMessage, shared: string): Content {
  const { content, ownText, url, caption, templateName, templateParameters } = message
  if (content === 'template') {
    return {
      type: 'template',
      name: templateName,
      parameters: templateParameters === '' ? [] : templateParameters.split('\n'),
    }
  }
  if (content === 'image' || content === 'file') return { type: content, url, ...(caption ? { caption } : {}) }
  return { type: 'text', text: content === 'text' ? shared : ownText }
}

function optionsOf({ channel, ttl, messengerTag, templateLocale }: DraftMessage) {
  const isCategory = messengerTag === 'response' || messengerTag === 'update'
  return {
    ...(ttl === '' ? {} : { ttlSeconds: readDuration(ttl) ?? Number.NaN }),
    ...(channel === 'messenger' && messengerTag !== ''
      ? isCategory
        ? { category: messengerTag }
        : { category: 'message_tag', tag: messengerTag }
      : {}),
    ...(templateLocale === '' ? {} : { locale: templateLocale }),
  }
}

function secondsOf(expiry: DraftMessage['expiry']): number {
  return 'chosenSeconds' in expiry ? expiry.chosenSeconds : (readDuration(expiry.typed) ?? Number.NaN)
}

const line = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !text.includes('\n'))

const someContent: fc.Arbitrary<Content> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: fc.constantFrom('Flooding', 'Fire', 'a\nb') }),
  fc.record({ type: fc.constantFrom('image', 'file'), url: fc.webUrl(), caption: line }),
  fc.record({ type: fc.constantFrom('image', 'file'), url: fc.webUrl() }),
  fc.record({ type: fc.constant('template' as const), name: line, parameters: fc.array(line, { maxLength: 4 }) }),
)

const someMessage: fc.Arbitrary<WorkflowMessage> = fc
  .record({
    channel: fc.constantFrom(...CHANNEL_NAMES),
    to: line,
    content: someContent,
    ttlSeconds: fc.integer({ min: 30, max: 86_400 }),
    category: fc.constantFrom(undefined, 'response', 'update', 'message_tag'),
    expirySeconds: fc.integer({ min: 15, max: 86_400 }),
    isRead: fc.boolean(),
  })
  .map(({ channel, to, content, ttlSeconds, category, expirySeconds, isRead }) => {
    const options = {
      ...(channel === 'viber_service_msg' ? { ttlSeconds } : {}),
      ...(channel === 'messenger' && category ? { category } : {}),
      ...(channel === 'messenger' && category === 'message_tag' ? { tag: 'ACCOUNT_UPDATE' } : {}),
      ...(channel === 'whatsapp' && content.type === 'template' ? { locale: 'en-GB' } : {}),
    }
    return {
      channel,
      from: 'sender',
      to,
      content,
      ...(Object.keys(options).length > 0 ? { options } : {}),
      failover: { conditionStatus: isRead ? 'read' : 'delivered', expirySeconds },
    }
  })

const someMessages = fc
  .array(someMessage, { minLength: 1, maxLength: 6 })
  .map((messages) => [...messages.slice(0, -1), withoutFailover(messages.at(-1))])

function withoutFailover(message: WorkflowMessage | undefined): WorkflowMessage {
  if (!message) throw new Error('there is no message')
  const { failover: _, ...last } = message
  return last
}

describe('a draft of messages', () => {
  test('loses nothing that the form can hold', () => {
    fc.assert(
      fc.property(someMessages, (messages) => {
        expect(messagesOf(draftOf(messages))).toEqual(messages)
      }),
    )
  })

  test('of settings has neither addresses nor contents, and the rest', () => {
    fc.assert(
      fc.property(someMessages, (messages) => {
        const { text, messages: drafts } = draftOfSettings(messages)
        expect(text).toBe('')
        for (const draft of drafts) {
          expect(draft).toMatchObject({ to: '', content: 'text', ownText: '', url: '', caption: '', templateName: '' })
        }
        expect(drafts.map(({ channel, expiry, condition, ttl }) => [channel, expiry, condition, ttl])).toEqual(
          draftOf(messages).messages.map(({ channel, expiry, condition, ttl }) => [channel, expiry, condition, ttl]),
        )
      }),
    )
  })

  test('names each message by a key of its own', () => {
    const keys = draftOf(
      [1, 2, 3].map(() => ({ channel: 'sms', from: '1', to: '2', content: { type: 'text', text: '' } })),
    )
    expect(new Set(keys.messages.map(({ key }) => key)).size).toBe(3)
  })

  test.each(CHANNEL_NAMES)('a new message on %s waits for what the channel can tell, 10 minutes', (channel) => {
    const { condition, expiry } = newMessage('m1', channel)
    expect(CHANNELS[channel].conditionStatuses).toContain(condition)
    expect(expiry).toEqual({ chosenSeconds: 600 })
  })
})

describe('a draft of what was typed', () => {
  /** Channel and address of each message, and the text. */
  const read = (typed: string, senders: Parameters<typeof draftOfText>[1] = SENDERS) => {
    const { text, messages } = draftOfText(typed, senders)
    return [messages.map(({ channel, to }) => `${channel} ${to}`.trim()), text]
  }

  test.each([
    ['', [], ''],
    ['Ada the lift is out', [], 'Ada the lift is out'],
    ['Hello, the lift is out', [], 'Hello, the lift is out'],
    ['3 lifts are out', [], '3 lifts are out'],
    ['https://example.com is down', [], 'https://example.com is down'],
    ['Warning: the lift is out', [], 'Warning: the lift is out'],
    ['447700900000', ['sms 447700900000'], ''],
    ['+44 7700 900000 The lift is out', ['sms 447700900000'], 'The lift is out'],
    ['447700900000 3 lifts are out', ['sms 447700900000'], '3 lifts are out'],
    ['sms 447700900000 The lift', ['sms 447700900000'], 'The lift'],
    ['pigeon:1234 The lift', ['sms pigeon:1234'], 'The lift'],
    ['mesenger:1234 The lift', ['messenger 1234'], 'The lift'],
    ['messenger:1234, sms:447700900000 The lift', ['messenger 1234', 'sms 447700900000'], 'The lift'],
    ['messenger:1234 , sms:447700900000 The lift', ['messenger 1234', 'sms 447700900000'], 'The lift'],
    ['sms:447700900000, The lift', ['sms 447700900000'], 'The lift'],
    ['Ada,sms:447700900000 The lift', ['sms Ada', 'sms 447700900000'], 'The lift'],
    ['07700900000 a &lt; b &amp; c', ['sms 07700900000'], 'a < b & c'],
  ])('%j', (typed, messages, text) => {
    expect(read(typed)).toEqual([messages, text])
  })

  test('a channel that is not set up is left to be seen in an address', () => {
    expect(read('viber:447700900000 The lift', { whatsapp: '1' })).toEqual([
      ['whatsapp viber:447700900000'],
      'The lift',
    ])
  })

  test('more messages than the form has, and words too long for an address, stand in the text', () => {
    const typed = `${Array(7).fill('447700900000').join()},${'7'.repeat(51)} The lift`
    expect(read(typed)).toEqual([Array(6).fill('sms 447700900000'), `447700900000,${'7'.repeat(51)} The lift`])
  })

  test.each([
    ['if not delivered within 30s: Come', 'delivered', { chosenSeconds: 30 }, 'Come'],
    ['if not delivered within 45 minutes: Come', 'delivered', { typed: '45m' }, 'Come'],
    ['if not read within 10m Come', 'read', { chosenSeconds: 600 }, 'Come'],
    ['if not delivered within soon: Come', 'delivered', { typed: 'soon' }, 'Come'],
    ['if not seen within 10m: Come', 'read', { chosenSeconds: 600 }, 'if not seen within 10m: Come'],
  ])('messenger:1234,sms:447700900000 %s', (typed, condition, expiry, text) => {
    const draft = draftOfText(`messenger:1234,sms:447700900000 ${typed}`, SENDERS)
    expect(draft.messages[0]).toMatchObject({ condition, expiry })
    expect(draft.text).toBe(text)
  })

  test('a condition on one message asks for the one that follows', () => {
    const typed = 'messenger:1234 if not read within 2h: Come'
    expect(read(typed)).toEqual([['messenger 1234', 'sms'], 'Come'])
    expect(draftOfText(typed, SENDERS).messages[0]?.expiry).toEqual({ typed: '2h' })
  })

  test('a condition that the channel can not report becomes the one that it can', () => {
    const { messages } = draftOfText('sms:447700900000,sms:447700900001 if not read within 10m: Come', SENDERS)
    expect(messages[0]?.condition).toBe('delivered')
  })

  test('what the command understands is the same in the form', () => {
    const typed = 'messenger:1234,viber:+447700900001,sms:447700900000 if not delivered within 90s: The lift is out'
    const understood = readNotifyText(typed, SENDERS)
    if (understood.type !== 'send') throw new Error(JSON.stringify(understood))
    const draft = draftOfText(typed, SENDERS)
    expect({ ...draft, messages: draft.messages.slice(0, -1) }).toEqual({
      ...draftOf(understood.messages),
      messages: draftOf(understood.messages).messages.slice(0, -1),
    })
    expect(draft.messages.at(-1)?.to).toBe('447700900000')
  })

  test('nothing that was typed is lost, whatever it is', () => {
    const word = fc.constantFrom(
      'sms:447700900000',
      'pigeon:1234',
      'Ada,',
      'if',
      'not',
      'read',
      '3',
      ',',
      'x'.repeat(60),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const { text, messages } = draftOfText(words.join(' '), SENDERS)
        const held = [text, ...messages.map(({ to, channel }) => `${channel}:${to} ${to}`)].join(' ')
        for (const typed of words) expect(held).toContain(typed.replaceAll(',', ''))
      }),
    )
  })
})
