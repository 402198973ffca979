import fc from 'fast-check'
import { CHANNELS } from '../../src/failover/channel.ts'
import type { ChannelOptions, Content, WorkflowMessage } from '../../src/failover/workflow.ts'
import { CAPTIONED, EVERY_MESSAGE } from '../messages-api/messages.ts'

/** Characters that are not spaces alone, some of them beyond the basic plane. */
function characters(maxLength: number): fc.Arbitrary<string> {
  const some = fc
    .string({ unit: 'grapheme-composite', maxLength: Math.min(maxLength - 1, 60) })
    .map((rest) => `x${rest}`)
  return fc.oneof(
    { weight: 4, arbitrary: some.filter((text) => [...text].length <= maxLength) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(maxLength), '🛗'.repeat(maxLength)) },
  )
}

/** Addresses of the web, up to this length. */
function webAddress(maxLength: number): fc.Arbitrary<string> {
  const start = 'https://example.com/'
  return fc
    .oneof(fc.integer({ min: 0, max: 40 }), fc.constant(maxLength - start.length))
    .map((length) => start + 'a'.repeat(length))
}

const number = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.stringMatching(/^\d{6,14}$/)).map(([a, b]) => `${a}${b}`)
const id = fc.stringMatching(/^[!-~]{1,50}$/)

/** The same content with other words and addresses. */
function contentLike(content: Content, textLimit: number): fc.Arbitrary<Content> {
  switch (content.type) {
    case 'text':
      return characters(textLimit).map((text) => ({ ...content, text }))
    case 'template':
      return fc.array(characters(60), { maxLength: 4 }).map((parameters) => ({ ...content, parameters }))
    case 'custom':
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.jsonValue()).map((custom) => ({ ...content, custom }))
    default:
      return fc
        .record({ url: webAddress(2000), caption: characters(3000), thumbUrl: webAddress(1000) })
        .map((other) => ({
          ...content,
          url: other.url,
          ...(content.caption === undefined ? {} : { caption: other.caption }),
          ...('thumbUrl' in content ? { thumbUrl: other.thumbUrl } : {}),
        }))
  }
}

/** The same options with other numbers. */
function optionsLike(
  options: ChannelOptions,
  ttl: { min: number; max: number } | undefined,
): fc.Arbitrary<ChannelOptions> {
  return fc
    .record({ ttl: fc.integer(ttl ?? { min: 0, max: 0 }), duration: fc.integer({ min: 1, max: 600 }) })
    .map((other) => ({
      ...options,
      ...(options.ttlSeconds === undefined ? {} : { ttlSeconds: other.ttl }),
      ...(options.durationSeconds === undefined ? {} : { durationSeconds: other.duration }),
    }))
}

function messageLike(message: WorkflowMessage): fc.Arbitrary<WorkflowMessage> {
  const row = CHANNELS[message.channel]
  return fc
    .record({
      to: row.to === 'number' ? number : id,
      from: row.from === 'number' ? number : id,
      content: contentLike(message.content, row.textLimit),
      options: optionsLike(message.options ?? {}, row.ttlSeconds),
      clientRef: fc.option(characters(40), { nil: undefined }),
    })
    .map(({ options, clientRef, ...rest }) => ({
      ...message,
      ...rest,
      ...(message.options ? { options } : {}),
      ...(clientRef === undefined ? {} : { clientRef }),
    }))
}

/** A message on any channel, of any content that it carries, with any of its options. */
const anyMessage = fc.constantFrom(...EVERY_MESSAGE, ...CAPTIONED).chain(([, message]) => messageLike(message))

/** The messages of any workflow that is let in: one to five, and a failover on all but the last. */
export const anyMessages: fc.Arbitrary<WorkflowMessage[]> = fc
  .array(fc.tuple(anyMessage, fc.integer({ min: 15, max: 86_400 }), fc.nat(1)), { minLength: 1, maxLength: 5 })
  .map((drawn) =>
    drawn.map(([message, expirySeconds, pick], i) => {
      const { conditionStatuses } = CHANNELS[message.channel]
      const conditionStatus = conditionStatuses[pick % conditionStatuses.length] ?? 'delivered'
      return i === drawn.length - 1 ? message : { ...message, failover: { expirySeconds, conditionStatus } }
    }),
  )
