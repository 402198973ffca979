import { expect, test } from 'vitest'
import { CHANNELS, type Channel, knownChannel } from '../../src/failover/channel.ts'

/** Sender, recipient, conditions, characters, content, as the Dispatch API 0.3.3 and Messages API 1.4.0 have them. */
const ROWS: [Channel, string, string, string[], number, string[]][] = [
  ['messenger', 'id', 'id', ['delivered', 'read'], 640, ['text', 'image', 'audio', 'video', 'file']],
  ['viber_service_msg', 'id', 'number', ['delivered', 'read'], 1000, ['text', 'image']],
  [
    'whatsapp',
    'number',
    'number',
    ['delivered', 'read'],
    4096,
    ['text', 'image', 'audio', 'video', 'file', 'template', 'custom'],
  ],
  ['sms', 'number', 'number', ['delivered'], 1000, ['text']],
  ['mms', 'number', 'number', ['delivered'], 1000, ['image']],
]

test.each(ROWS)('%s goes from %s to %s', (channel, from, to, conditionStatuses, textLimit, contentTypes) => {
  expect(CHANNELS[channel]).toMatchObject({ from, to, conditionStatuses, textLimit, contentTypes })
})

test('every channel has a row here and a label of its own', () => {
  expect(Object.keys(CHANNELS)).toEqual(ROWS.map(([channel]) => channel))
  expect(new Set(Object.values(CHANNELS).map(({ label }) => label)).size).toBe(ROWS.length)
})

test('a word that is not a channel is unknown', () => {
  for (const [channel] of ROWS) expect(knownChannel(channel)).toBe(channel)
  for (const word of ['viber', 'SMS', '', 'toString', '__proto__']) expect(knownChannel(word)).toBeUndefined()
})
