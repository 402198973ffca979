import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStatus } from '../../src/messages-api/status-schema.ts'
import { readTimestamp } from '../../src/messages-api/webhook-fields.ts'
import { readFinalReport } from '../../src/workflows-api/final-report-schema.ts'
import { ODD_SURROUNDINGS, SAMPLES, V1, V01 } from './status-samples.ts'

test.each(SAMPLES)('reads %s', (_name, body, report) => {
  expect(readStatus(JSON.parse(JSON.stringify(body)))).toEqual(report)
})

test.each(ODD_SURROUNDINGS)('reads the status in spite of %s', (_name, body, report) => {
  expect(readStatus(body)).toEqual(report)
})

test.each([
  ['2020-01-01T14:00:00.000Z', Date.UTC(2020, 0, 1, 14)],
  ['2025-08-07T07:23:31Z', Date.UTC(2025, 7, 7, 7, 23, 31)],
  ['2019-12-03T12:45:57.929Z', Date.UTC(2019, 11, 3, 12, 45, 57, 929)],
  ['2020-01-01 14:00:00 UTC', Date.UTC(2020, 0, 1, 14)],
  ['2020-01-01T14:00:00+02:00', Date.UTC(2020, 0, 1, 12)],
  ['', undefined],
  ['soon', undefined],
])('the time %j is %j', (word, at) => {
  expect(readTimestamp(word)).toBe(at)
})

test.each([
  ['an inbound message, which has no status', { ...V1, status: undefined, message_type: 'text', text: 'STOP' }],
  ['no uuid', { ...V1, message_uuid: undefined }],
  ['an empty uuid', { ...V1, message_uuid: '' }],
  ['a uuid that is a number', { ...V01, message_uuid: 7 }],
  ['an empty status', { ...V1, status: '' }],
  ['no recipient', { ...V1, to: undefined }],
  ['a final report', { workflow_uuid: 'w', template: 'failover', status: 'completed', timestamp: V1.timestamp }],
  ['a list', [V1]],
  ['a text', 'delivered'],
  ['nothing', null],
])('reads no status from %s', (_name, body) => {
  expect(readStatus(body)).toBeUndefined()
})

test('never throws, whatever JSON it is given, nor does the reader of final reports', () => {
  const word = fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', 'sms', 'read', V1.timestamp))
  const body = fc.record(
    {
      ...Object.fromEntries(Object.keys({ ...V1, ...V01 }).map((key) => [key, word])),
      error: fc.oneof(word, fc.record({ title: word, detail: word, code: word, reason: word })),
      usage: fc.oneof(word, fc.record({ currency: word, price: word })),
      _links: fc.oneof(word, fc.record({ workflow: word })),
      template: word,
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(body, fc.jsonValue()), (given) => {
      readStatus(given)
      readFinalReport(given)
    }),
  )
})
