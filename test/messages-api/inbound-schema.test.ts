import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInbound } from '../../src/messages-api/inbound-schema.ts'
import { readStatus } from '../../src/messages-api/status-schema.ts'
import { readFinalReport } from '../../src/workflows-api/final-report-schema.ts'
import { INBOUND_SAMPLES } from './inbound-samples.ts'
import { SAMPLES } from './status-samples.ts'

test.each(INBOUND_SAMPLES)('reads %s', (_name, body, report) => {
  expect(readInbound(JSON.parse(JSON.stringify(body)))).toEqual(report)
})

test.each(INBOUND_SAMPLES)('%s is taken for nothing else', (_name, body) => {
  expect([readStatus(body), readFinalReport(body)]).toEqual([undefined, undefined])
})

test.each(SAMPLES)('a status is taken for no inbound message: %s', (_name, body) => {
  expect(readInbound(body)).toBeUndefined()
})

const [, SMS] = INBOUND_SAMPLES[0] ?? []

test.each([
  ['a channel that is not known', { ...SMS, channel: 'email' }],
  ['no uuid', { ...SMS, message_uuid: undefined }],
  ['a NUL in an address, which no database could look up', { ...SMS, from: '4477\u0000' }],
  ['nobody who wrote', { ...SMS, from: undefined }],
  ['neither a type nor a text', { ...SMS, message_type: undefined, text: undefined }],
])('what has %s is no inbound message', (_name, body) => {
  expect(readInbound(body)).toBeUndefined()
})

test.each([
  ['a time that is none', { ...SMS, timestamp: 'soon' }],
  ['a profile that is none', { ...SMS, profile: 7 }],
])('reads the message in spite of %s', (_name, body) => {
  expect(readInbound(body)).toMatchObject({ from: '447700900001', text: 'STOP' })
})

test('whatever comes, it is read or not, and nothing is thrown', () => {
  fc.assert(fc.property(fc.jsonValue(), (body) => void readInbound(body)))
})
