import { describe, expect, test } from 'vitest'
import { CHANNELS, type Channel } from '../../src/failover/channel.ts'
import { type Problem, validate } from '../../src/failover/validation.ts'
import type { Content, Failover, WorkflowMessage } from '../../src/failover/workflow.ts'
import { aMessage, messenger, sms, viber } from './workflows.ts'

const IMAGE = { type: 'image', url: 'https://example.com/map.png' } as const satisfies Content

/** The only message of a workflow, with something else about it. */
function alone(channel: Channel, changes: Partial<WorkflowMessage>): Problem[] {
  const from = CHANNELS[channel].sender === 'number' ? { from: '447700900001' } : {}
  return validate([{ ...aMessage(channel), ...from, ...changes }])
}

function fieldsOf(problems: Problem[]): string[] {
  return problems.map(({ field }) => field)
}

test('a workflow with nothing wrong has no problems', () => {
  expect(validate([messenger('read', 15), viber('delivered', 86_400), sms()])).toEqual([])
})

describe('text', () => {
  test.each<[Channel, number]>([
    ['messenger', 640],
    ['viber_service_msg', 1000],
    ['whatsapp', 4096],
    ['sms', 1000],
    ['rcs', 3072],
  ])('%s takes %i characters and not one more', (channel, limit) => {
    expect(alone(channel, { content: { type: 'text', text: 'é'.repeat(limit) } })).toEqual([])
    expect(alone(channel, { content: { type: 'text', text: '🙂'.repeat(limit) } })).toEqual([])
    const problems = alone(channel, { content: { type: 'text', text: 'x'.repeat(limit + 1) } })
    expect(problems).toEqual([{ index: 0, field: 'text', reason: expect.stringContaining(`${limit} characters`) }])
  })

  test.each(['', ' ', '\n\t'])('%j is empty', (text) => {
    expect(fieldsOf(alone('sms', { content: { type: 'text', text } }))).toEqual(['text'])
  })
})

describe('an address', () => {
  test.each(['1234567', '447700900000', '123456789012345'])('%s is a number', (to) => {
    expect(alone('sms', { to })).toEqual([])
  })

  test.each([
    ['123456', '7 to 15 digits'],
    ['1234567890123456', '7 to 15 digits'],
    ['+447700900000', 'without +'],
    ['00447700900000', 'without +'],
    ['07700900000', 'instead of 0'],
    ['44 7700 900000', '7 to 15 digits'],
    ['447700900000\n', '7 to 15 digits'],
    ['', '7 to 15 digits'],
  ])('%j is no number, and the reason says what to write', (to, reason) => {
    for (const channel of ['sms', 'whatsapp', 'viber_service_msg'] as const) {
      expect(alone(channel, { to })).toEqual([{ index: 0, field: 'to', reason: expect.stringContaining(reason) }])
    }
  })

  test('an id has 1 to 50 characters', () => {
    for (const to of ['1', 'x'.repeat(50)]) expect(alone('messenger', { to })).toEqual([])
    for (const to of ['', 'x'.repeat(51)]) expect(fieldsOf(alone('messenger', { to }))).toEqual(['to'])
  })

  test('a sender has 1 to 50 characters, and is a name where the channel shows one', () => {
    for (const channel of ['messenger', 'viber_service_msg', 'sms', 'rcs'] as const) {
      for (const from of ['1', 'Clinic', 'x'.repeat(50)]) expect(alone(channel, { from })).toEqual([])
      for (const from of ['', 'x'.repeat(51)]) expect(fieldsOf(alone(channel, { from }))).toEqual(['from'])
    }
  })

  test('a name may have spaces, but not with RCS', () => {
    expect(alone('sms', { from: 'The Clinic' })).toEqual([])
    expect(alone('rcs', { from: 'The Clinic' })).toEqual([
      { index: 0, field: 'from', reason: 'must be a RCS sender of 1 to 50 characters, without spaces' },
    ])
  })

  test.each(['whatsapp', 'mms'] as const)('%s comes from a number, which may be a short code', (channel) => {
    const content = { ...IMAGE }
    for (const from of ['447700900001', '12345']) expect(alone(channel, { content, from })).toEqual([])
    for (const from of ['Clinic', '', '+447700900001', '12', '4477009000011234']) {
      expect(fieldsOf(alone(channel, { content, from }))).toEqual(['from'])
    }
  })
})

describe('content', () => {
  test('a channel refuses what it can not carry, and says what it can', () => {
    const custom: Content = { type: 'custom', custom: {} }
    expect(alone('viber_service_msg', { content: custom })).toEqual([
      {
        index: 0,
        field: 'content',
        reason: "Viber can't carry custom in the Messages API v1; it carries text, image, video, file",
      },
    ])
    expect(fieldsOf(alone('sms', { content: IMAGE }))).toEqual(['content'])
    expect(fieldsOf(alone('messenger', { content: custom }))).toEqual(['content'])
    expect(fieldsOf(alone('rcs', { content: { type: 'audio', url: IMAGE.url } }))).toEqual(['content'])
  })

  test('a Viber video needs its picture, its length and its size', () => {
    const content: Content = { type: 'video', url: 'https://example.com/a.mp4' }
    const whole = { ...content, thumbUrl: 'https://example.com/a.jpg' }
    const video = (part: Content, durationSeconds: number, fileSizeMegabytes: number) =>
      fieldsOf(alone('viber_service_msg', { content: part, options: { durationSeconds, fileSizeMegabytes } }))
    expect(fieldsOf(alone('viber_service_msg', { content }))).toEqual(['thumbUrl', 'options', 'options'])
    expect(video(whole, 1, 1)).toEqual([])
    expect(video(whole, 600, 200)).toEqual([])
    expect(video(whole, 601, 200)).toEqual(['options'])
    expect(video(whole, 600, 201)).toEqual(['options'])
    expect(video({ ...content, thumbUrl: 'a.jpg' }, 1, 1)).toEqual(['thumbUrl'])
    expect(fieldsOf(alone('messenger', { content }))).toEqual([])
  })

  test('an address of a picture has at most 2,000 characters', () => {
    const url = (length: number) => `https://example.com/${'x'.repeat(length - 20)}`
    expect(alone('whatsapp', { content: { type: 'image', url: url(2000) } })).toEqual([])
    expect(fieldsOf(alone('whatsapp', { content: { type: 'image', url: url(2001) } }))).toEqual(['url'])
  })

  test.each(['', 'example.com/a.png', 'ftp://example.com/a.png', 'https://', 'https://a b'])('%j is no url', (url) => {
    expect(fieldsOf(alone('whatsapp', { content: { type: 'image', url } }))).toEqual(['url'])
  })

  test('a caption has 1 to 3,000 characters', () => {
    expect(alone('whatsapp', { content: { ...IMAGE, caption: '🙂'.repeat(3000) } })).toEqual([])
    for (const caption of ['', 'x'.repeat(3001)]) {
      expect(fieldsOf(alone('whatsapp', { content: { ...IMAGE, caption } }))).toEqual(['caption'])
    }
  })

  test.each<[Channel, 'image' | 'audio' | 'video' | 'file']>([
    ['messenger', 'image'],
    ['messenger', 'audio'],
    ['messenger', 'video'],
    ['messenger', 'file'],
    ['whatsapp', 'audio'],
    ['viber_service_msg', 'file'],
    ['rcs', 'image'],
  ])('%s shows no caption with %s', (channel, type) => {
    const content = { type, url: IMAGE.url }
    expect(alone(channel, { content })).toEqual([])
    expect(fieldsOf(alone(channel, { content: { ...content, caption: 'Map' } }))).toEqual(['caption'])
  })

  test.each<[Channel, number, number]>([
    ['viber_service_msg', 30, 86_400],
    ['rcs', 20, 259_200],
  ])('%s can be dropped after %i to %i seconds', (channel, min, max) => {
    for (const ttlSeconds of [min, max]) expect(alone(channel, { options: { ttlSeconds } })).toEqual([])
    for (const ttlSeconds of [min - 1, max + 1]) {
      expect(fieldsOf(alone(channel, { options: { ttlSeconds } }))).toEqual(['ttlSeconds'])
    }
  })

  test('a template needs a locale, a message tag its tag', () => {
    const template: Content = { type: 'template', name: 'shop:order', parameters: [] }
    expect(alone('whatsapp', { content: template, options: { locale: 'en-GB' } })).toEqual([])
    expect(fieldsOf(alone('whatsapp', { content: template }))).toEqual(['options'])
    expect(alone('messenger', { options: { category: 'message_tag', tag: 'ACCOUNT_UPDATE' } })).toEqual([])
    expect(fieldsOf(alone('messenger', { options: { category: 'message_tag' } }))).toEqual(['options'])
  })
})

describe('a failover', () => {
  function withFailover(failover: Failover, channel: Channel = 'messenger'): Problem[] {
    return validate([{ ...aMessage(channel), failover }, sms()])
  }

  test.each([15, 16, 86_399, 86_400])('may give %i seconds', (expirySeconds) => {
    expect(withFailover({ expirySeconds, conditionStatus: 'read' })).toEqual([])
  })

  test.each([14, 86_401, 0, -15, 15.5, Number.NaN, Number.POSITIVE_INFINITY])('may not give %d', (expirySeconds) => {
    expect(fieldsOf(withFailover({ expirySeconds, conditionStatus: 'read' }))).toEqual(['expirySeconds'])
  })

  test('can only wait for a status that the channel reports', () => {
    expect(withFailover({ expirySeconds: 15, conditionStatus: 'read' }, 'sms')).toEqual([
      { index: 0, field: 'conditionStatus', reason: 'SMS never reports read; use delivered' },
    ])
  })

  test('is on every message but the last', () => {
    expect(validate([messenger(), viber('read'), sms('delivered')])).toEqual([
      { index: 0, field: 'failover', reason: expect.any(String) },
      { index: 2, field: 'failover', reason: expect.any(String) },
    ])
  })
})

test('each problem names its message, and all are told at once', () => {
  const problems = validate([{ ...messenger('read', 1), to: '' }, viber('read'), { ...sms(), to: '0', from: '' }])
  expect(problems.map(({ index, field }) => `${index} ${field}`)).toEqual(['0 to', '0 expirySeconds', '2 to', '2 from'])
})
