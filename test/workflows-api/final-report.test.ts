import { expect, test } from 'vitest'
import { readFinalReport } from '../../src/workflows-api/final-report-schema.ts'

/** The documented report. Source: Dispatch API 0.3.3, finalReport. */
const REPORT = {
  dispatch_uuid: 'd',
  template: 'failover',
  status: 'completed',
  timestamp: '2020-01-01T14:00:00.000Z',
  usage: { price: '0.02', currency: 'EUR' },
  _links: {
    messages: [
      {
        message_uuid: 'm',
        href: '/messages/m',
        channel: 'viber_sevice_msg',
        usage: { currency: 'EUR', price: '0.0333' },
        status: 'delivered',
      },
    ],
  },
}

const READ = {
  type: 'final report',
  workflowUuid: 'd',
  status: 'completed',
  usage: { currency: 'EUR', price: '0.02' },
  providerAt: Date.UTC(2020, 0, 1, 14),
}

test.each([
  ['the Dispatch API', REPORT, READ],
  ['the Workflows API', { ...REPORT, dispatch_uuid: undefined, workflow_uuid: 'w' }, { ...READ, workflowUuid: 'w' }],
  ['an error', { ...REPORT, status: 'error' }, { ...READ, status: 'error' }],
  ['a price that is a number', { ...REPORT, usage: { price: 0.02, currency: 'EUR' } }, READ],
  ['another form of time', { ...REPORT, timestamp: '2020-01-01 14:00:00 UTC' }, READ],
])('reads a report of %s', (_name, body, read) => {
  expect(readFinalReport(body)).toEqual(read)
})

test.each([
  ['no charge', { ...REPORT, usage: undefined }],
  ['a charge that is null', { ...REPORT, usage: null }],
  ['a charge without a price', { ...REPORT, usage: { currency: 'EUR' } }],
])('reads the end in spite of %s', (_name, body) => {
  const { usage: _usage, ...read } = READ
  expect(readFinalReport(body)).toEqual(read)
})

test.each([
  ['the status of a message', { ...REPORT, message_uuid: 'm' }],
  ['no uuid', { ...REPORT, dispatch_uuid: undefined }],
  ['no template', { ...REPORT, template: undefined }],
  ['another status', { ...REPORT, status: 'delivered' }],
  ['nothing', null],
])('reads no report from %s', (_name, body) => {
  expect(readFinalReport(body)).toBeUndefined()
})
