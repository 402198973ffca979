import { expect, test } from 'vitest'
import { CHANNELS, type Channel, knownChannel } from '../../src/failover/channel.ts'

type Row = [Channel, string, string, string[], number, string[], string[]]

/** Sender, recipient, conditions, characters, content, and which of it may have a caption. */
const ROWS: Row[] = [
  ['messenger', 'id', 'id', ['delivered', 'read'], 640, ['text', 'image', 'audio', 'video', 'file'], []],
  [
    'viber_service_msg',
    'id',
    'number',
    ['delivered', 'read'],
    1000,
    ['text', 'image', 'video', 'file'],
    ['image', 'video'],
  ],
  [
    'whatsapp',
    'number',
    'number',
    ['delivered', 'read'],
    4096,
    ['text', 'image', 'audio', 'video', 'file', 'template', 'custom'],
    ['image', 'video', 'file'],
  ],
  ['sms', 'number', 'number', ['delivered'], 1000, ['text'], []],
  [
    'mms',
    'number',
    'number',
    ['delivered'],
    1000,
    ['text', 'image', 'audio', 'video', 'file'],
    ['image', 'audio', 'video', 'file'],
  ],
  ['rcs', 'id', 'number', ['delivered', 'read'], 3072, ['text', 'image', 'video', 'file', 'custom'], []],
]

test.each(ROWS)('%s goes from %s to %s', (channel, ...row) => {
  const { from, to, conditionStatuses, textLimit, contentTypes, captionedTypes } = CHANNELS[channel]
  expect([from, to, conditionStatuses, textLimit, contentTypes, captionedTypes]).toEqual(row)
})

test('every channel has a row here and a label of its own', () => {
  expect(Object.keys(CHANNELS)).toEqual(ROWS.map(([channel]) => channel))
  expect(new Set(Object.values(CHANNELS).map(({ label }) => label)).size).toBe(ROWS.length)
})

test('a word that is not a channel is unknown', () => {
  for (const [channel] of ROWS) expect(knownChannel(channel)).toBe(channel)
  for (const word of ['viber', 'SMS', '', 'toString', '__proto__']) expect(knownChannel(word)).toBeUndefined()
})
