import type { InboundReport } from '../../src/failover/inbound-message.ts'

const UUID = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab'
const AT = '2020-01-01T14:00:00.000Z'
const SAID = { type: 'inbound', messageUuid: UUID, providerAt: Date.UTC(2020, 0, 1, 14) } as const

/** Source: Messages API 1.20.0, inbound messages; the times as in version 0.4.0. */
const V1 = { message_uuid: UUID, timestamp: AT }
const SMS = { ...V1, channel: 'sms', to: '447700900000', from: '447700900001' }
const WHATSAPP = { ...SMS, channel: 'whatsapp', profile: { name: 'Jane Smith' }, context_status: 'none' }
const MESSENGER = { ...V1, channel: 'messenger', to: '0123456789', from: '9876543210' }
const VIBER = { ...V1, channel: 'viber_service', to: '16273', from: '447700900001' }

const ON_SMS = { ...SAID, channel: 'sms', to: '447700900000', from: '447700900001' } as const
const ON_WHATSAPP = { ...ON_SMS, channel: 'whatsapp', name: 'Jane Smith' } as const
const ON_MESSENGER = { ...SAID, channel: 'messenger', to: '0123456789', from: '9876543210' } as const
const ON_VIBER = { ...SAID, channel: 'viber_service_msg', to: '16273', from: '447700900001' } as const

/** Source: Messages API 0.4.0 (v0.1), inbound-message. */
function v01(from: object, to: object, message: object): object {
  return { message_uuid: UUID, from, to, timestamp: AT, message }
}
const TO_PAGE = { type: 'messenger', id: '0123456789' }
const FROM_PSID = { type: 'messenger', id: '9876543210' }

/** Inbound webhooks with what they say, named for a test's title. */
export const INBOUND_SAMPLES: [string, object, InboundReport][] = [
  [
    'an SMS of version 1',
    { ...SMS, message_type: 'text', text: 'STOP', sms: { num_messages: '2', keyword: 'STOP' } },
    { ...ON_SMS, contentType: 'text', text: 'STOP' },
  ],
  [
    'an SMS without a type, which it needs not have',
    { ...SMS, text: '' },
    { ...ON_SMS, contentType: 'text', text: '' },
  ],
  [
    'a Messenger text of version 1',
    { ...MESSENGER, message_type: 'text', text: 'Hello' },
    { ...ON_MESSENGER, contentType: 'text', text: 'Hello' },
  ],
  [
    'a Messenger message that the API can not carry',
    { ...MESSENGER, message_type: 'unsupported' },
    { ...ON_MESSENGER, contentType: 'unsupported' },
  ],
  [
    'a Viber text of version 1, which answers another',
    { ...VIBER, message_type: 'text', text: 'Hello', context: { message_uuid: '1234567890abcdef' } },
    { ...ON_VIBER, contentType: 'text', text: 'Hello' },
  ],
  [
    'a WhatsApp text of version 1',
    { ...WHATSAPP, message_type: 'text', text: 'Hello' },
    { ...ON_WHATSAPP, contentType: 'text', text: 'Hello' },
  ],
  [
    'a WhatsApp picture by its caption',
    { ...WHATSAPP, message_type: 'image', image: { url: 'https://example.com/1.jpg', caption: 'The lift' } },
    { ...ON_WHATSAPP, contentType: 'image', text: 'The lift' },
  ],
  [
    'a WhatsApp recording, which has no words',
    { ...WHATSAPP, message_type: 'audio', audio: { url: 'https://example.com/1.aac' } },
    { ...ON_WHATSAPP, contentType: 'audio' },
  ],
  [
    'a WhatsApp reply by its title',
    { ...WHATSAPP, message_type: 'reply', reply: { id: 'row1', title: '9am - 12pm' } },
    { ...ON_WHATSAPP, contentType: 'reply', text: '9am - 12pm' },
  ],
  [
    'an MMS',
    { ...SMS, channel: 'mms', message_type: 'image', image: { url: 'https://example.com/1.jpg' } },
    { ...ON_SMS, channel: 'mms', contentType: 'image' },
  ],
  [
    'an RCS message',
    { ...SMS, channel: 'rcs', to: 'Clinic', message_type: 'text', text: 'Hello' },
    { ...ON_SMS, channel: 'rcs', to: 'Clinic', contentType: 'text', text: 'Hello' },
  ],
  [
    'a kind of content that is not documented',
    { ...WHATSAPP, profile: undefined, message_type: 'constructor' },
    { ...ON_SMS, channel: 'whatsapp', contentType: 'constructor' },
  ],
  [
    'addresses that come as numbers',
    { ...VIBER, to: 16273, from: 447700900001, message_type: 'text', text: 'Hello' },
    { ...ON_VIBER, contentType: 'text', text: 'Hello' },
  ],
  [
    'a Messenger text of version 0.1',
    v01(FROM_PSID, TO_PAGE, { content: { type: 'text', text: 'Hello' } }),
    { ...ON_MESSENGER, contentType: 'text', text: 'Hello' },
  ],
  [
    'a Messenger picture of version 0.1',
    v01(FROM_PSID, TO_PAGE, { content: { type: 'image', image: { url: 'https://example.com/1.jpg' } } }),
    { ...ON_MESSENGER, contentType: 'image' },
  ],
  [
    'an SMS of version 0.1',
    v01(
      { type: 'sms', number: '447700900001' },
      { type: 'sms', number: '447700900000' },
      { content: { type: 'text', text: 'Hello' }, sms: { num_messages: '1' } },
    ),
    { ...ON_SMS, contentType: 'text', text: 'Hello' },
  ],
  [
    'a Viber message of version 0.1',
    v01(
      { type: 'viber_service_msg', number: '447700900001' },
      { type: 'viber_service_msg', id: '16273' },
      { content: { type: 'unsupported' } },
    ),
    { ...ON_VIBER, contentType: 'unsupported' },
  ],
  [
    'a WhatsApp button of version 0.1, as recorded',
    {
      ...v01(
        { number: '447700900001', type: 'whatsapp' },
        { number: '447700900000', type: 'whatsapp' },
        { content: { type: 'button', button: { payload: 'Yes-Button-Payload', text: 'Yes' } } },
      ),
      direction: 'inbound',
    },
    { ...ON_SMS, channel: 'whatsapp', contentType: 'button', text: 'Yes' },
  ],
]
