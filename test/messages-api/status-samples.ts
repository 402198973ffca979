import type { StatusReport } from '../../src/failover/report.ts'

const UUID = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab'

/** The documented status of the version v1. Source: Messages API 1.20.0, messageStatusBase. */
export const V1 = {
  message_uuid: UUID,
  to: '447700900000',
  from: '447700900001',
  timestamp: '2025-02-03T12:14:25Z',
  status: 'submitted',
  channel: 'sms',
  client_ref: 'abc123',
}

/** The documented status of the version v0.1. Source: Messages API 0.4.0, MessageStatus. */
export const V01 = {
  message_uuid: UUID,
  to: { type: 'sms', number: '447700900000' },
  from: { type: 'sms', number: '447700900001' },
  timestamp: '2020-01-01T14:00:00.000Z',
  status: 'delivered',
  client_ref: 'my-personal-reference',
}

const ERROR = {
  type: 'https://developer.vonage.com/api-errors/messages#1000',
  title: '1000',
  detail: 'Throttled - wait',
  instance: 'bf0ca0bf927b3b52e3cb03217e1a1ddf',
}

const V1_REPORT: StatusReport = {
  type: 'status',
  messageUuid: UUID,
  status: 'submitted',
  channel: 'sms',
  to: '447700900000',
  providerAt: Date.UTC(2025, 1, 3, 12, 14, 25),
}

const V01_REPORT: StatusReport = {
  ...V1_REPORT,
  status: 'delivered',
  providerAt: Date.UTC(2020, 0, 1, 14),
}

const CLIENT_REF = 'f1a2b3c4-0000-4000-8000-0123456789ab'

/** Every form that is documented or has been recorded, and what it says. */
export const SAMPLES: [string, unknown, StatusReport][] = [
  ['v1', V1, V1_REPORT],
  [
    'v1 with a charge',
    { ...V1, usage: { currency: 'EUR', price: '0.0333' } },
    { ...V1_REPORT, usage: price('0.0333') },
  ],
  [
    'a price that is a number',
    { ...V1, usage: { currency: 'EUR', price: 0.04 } },
    { ...V1_REPORT, usage: price('0.04') },
  ],
  ['v1 with an error', { ...V1, error: ERROR }, { ...V1_REPORT, failure: { code: '1000', title: 'Throttled - wait' } }],
  [
    'an error whose title is a number, as older examples have it',
    { ...V1, error: { ...ERROR, title: 1000 } },
    { ...V1_REPORT, failure: { code: '1000', title: 'Throttled - wait' } },
  ],
  [
    'an error without a detail',
    { ...V1, error: { title: '1300' } },
    { ...V1_REPORT, failure: { code: '1300', title: '1300' } },
  ],
  [
    'v1 with all that is documented besides',
    {
      ...V1,
      workflow: { workflow_id: '3TcNjg', items_number: '1', items_total: 2 },
      destination: { network_code: '12345' },
      sms: { count_total: '2', segments: [{ timestamp: 't', status: 'delivered', error_code: '1230' }] },
      whatsapp: { pricing: {}, conversation: { id: 'c', origin: { type: 'business_initiated' } } },
      _self: {},
    },
    V1_REPORT,
  ],
  [
    'Viber by its new name, from a service id that is a number',
    { ...V1, channel: 'viber_service', from: 16_273, to: 447_700_900_000 },
    { ...V1_REPORT, channel: 'viber_service_msg' },
  ],
  [
    'Messenger',
    { ...V1, channel: 'messenger', to: '0123456789', from: '9876543210', status: 'read' },
    { ...V1_REPORT, channel: 'messenger', to: '0123456789', status: 'read' },
  ],
  ['a channel that we do not know', { ...V1, channel: 'email' }, without(V1_REPORT, 'channel')],
  ['a channel with the name of a built-in', { ...V1, channel: 'constructor' }, without(V1_REPORT, 'channel')],
  ['a status that is not documented', { ...V1, status: 'revoked' }, { ...V1_REPORT, status: 'revoked' }],
  ['no client_ref', { ...V1, client_ref: undefined }, V1_REPORT],
  ['no readable time', { ...V1, timestamp: 'yesterday' }, without(V1_REPORT, 'providerAt')],
  [
    'our own reference',
    { ...V1, client_ref: `${CLIENT_REF}:1:2` },
    { ...V1_REPORT, workflowUuid: CLIENT_REF, index: 1, attempt: 2 },
  ],
  ['a reference that is nearly ours', { ...V1, client_ref: `${CLIENT_REF}:1` }, V1_REPORT],
  ['v0.1', V01, V01_REPORT],
  [
    'v0.1 with an error whose code is a number, and a charge',
    { ...V01, error: { code: 1300, reason: 'Not part' }, usage: { currency: 'EUR', price: '0.0333' } },
    { ...V01_REPORT, failure: { code: '1300', title: 'Not part' }, usage: price('0.0333') },
  ],
  [
    'an error whose code is a text',
    { ...V01, error: { code: '1300' } },
    { ...V01_REPORT, failure: { code: '1300', title: '1300' } },
  ],
  [
    'v0.1 of Messenger, which has ids',
    { ...V01, to: { type: 'messenger', id: '0000' }, from: { type: 'messenger', id: '1111' } },
    { ...V01_REPORT, channel: 'messenger', to: '0000' },
  ],
  [
    'v0.1 of Viber',
    {
      ...V01,
      to: { type: 'viber_service_msg', number: 447_700_900_000 },
      from: { type: 'viber_service_msg', id: 16_273 },
    },
    { ...V01_REPORT, channel: 'viber_service_msg' },
  ],
  [
    'v0.1 with fields of its own, as recorded',
    { ...V01, direction: 'outbound', to: { ...V01.to, name: {} } },
    V01_REPORT,
  ],
  [
    'a hosted Dispatch API',
    { ...V01, _links: { workflow: { dispatch_uuid: 'd', href: '/workflows/d' } } },
    { ...V01_REPORT, workflowUuid: 'd' },
  ],
  [
    'a hosted Workflows API',
    { ...V01, _links: { workflow: { workflow_uuid: 'w', href: '/workflows/w' } } },
    { ...V01_REPORT, workflowUuid: 'w' },
  ],
]

/** What surrounds a status may be anything: the status counts all the same. */
export const ODD_SURROUNDINGS: [string, unknown, StatusReport][] = [
  ['an error without a title', { ...V1, error: { type: ERROR.type } }, V1_REPORT],
  ['an error that is null', { ...V1, error: null }, V1_REPORT],
  ['a charge without a price', { ...V1, usage: { currency: 'EUR' } }, V1_REPORT],
  ['a charge that is null', { ...V1, usage: null }, V1_REPORT],
  ['a client_ref that is null', { ...V1, client_ref: null }, V1_REPORT],
  ['a v0.1 error without a code', { ...V01, error: { reason: 'why' } }, V01_REPORT],
  ['a v0.1 charge that is null', { ...V01, usage: null }, V01_REPORT],
  ['links that are null', { ...V01, _links: null }, V01_REPORT],
  ['links to something else', { ...V01, _links: { workflow: 'w' } }, V01_REPORT],
]

function price(of: string) {
  return { currency: 'EUR', price: of }
}

function without(report: StatusReport, key: 'channel' | 'providerAt'): StatusReport {
  const { [key]: _left, ...rest } = report
  return rest
}
