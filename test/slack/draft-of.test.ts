import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHANNELS, type Channel } from '../../src/failover/channel.ts'
import type { Content, WorkflowMessage } from '../../src/failover/workflow.ts'
import { readDuration } from '../../src/slack/condition-text.ts'
import { draftOf, draftOfSettings, newMessage } from '../../src/slack/views/draft-of.ts'
import type { DraftMessage, FormDraft } from '../../src/slack/views/form-draft.ts'

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
