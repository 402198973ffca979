import {
  bodyOf,
  content,
  messengerStep,
  mmsStep,
  rcsStep,
  smsStep,
  viberStep,
  whatsappStep,
  workflowBody,
} from './bodies.ts'
import { media, SOURCES, smsBody, taken, text, type WireRow } from './wire-row.ts'

const ALONE = { failover: undefined }
const sms = (to: unknown) => smsBody({ to: { type: 'sms', number: to } })

/** What known clients do against the specification, or what is ours to add to it. */
export const TOLERATED: readonly WireRow[] = [
  taken('a recipient’s number as a JSON number', SOURCES.samples, sms(447_700_900_000), [
    'its digits',
    { to: '447700900000' },
  ]),
  taken(
    'a sender’s number as a JSON number',
    SOURCES.samples,
    smsBody({ from: { type: 'sms', number: 447_700_900_001 } }),
    ['its digits', { from: '447700900001' }],
  ),
  taken(
    'an id as a JSON number',
    SOURCES.samples,
    bodyOf(messengerStep({ ...ALONE, from: { type: 'messenger', id: 107_083_064_136_738 } })),
    ['its digits', { from: '107083064136738' }],
  ),
  taken(
    'an id that begins with zeros',
    SOURCES.address,
    bodyOf(messengerStep({ ...ALONE, to: { type: 'messenger', id: '00123' } })),
    ['as it is', { to: '00123' }],
  ),
  taken('a number with a leading `+`', 'programs that keep E.164', sms('+447700900000'), [
    'without it',
    { to: '447700900000' },
  ]),
  taken('a number with a leading `00`', 'programs that keep dialled numbers', sms('00447700900000'), [
    'without it',
    { to: '447700900000' },
  ]),
  taken(
    'Viber’s recipient as `to.id`',
    'the README of the vendor’s Node client',
    bodyOf(viberStep({ to: { type: 'viber_service_msg', id: '447700900000' } })),
    ['the number', { channel: 'viber_service_msg', to: '447700900000', from: '16273' }],
  ),
  taken(
    'Viber’s recipient as a numeric `to.id`',
    SOURCES.samples,
    bodyOf(viberStep({ to: { type: 'viber_service_msg', id: 447_700_900_000 } })),
    ['the number', { to: '447700900000' }],
  ),
  taken('a text as a JSON number', SOURCES.samples, smsBody({ message: text(4711) }), [
    'its digits',
    { content: { type: 'text', text: '4711' } },
  ]),
  taken(
    '`"expiry_time": "600"`',
    'the vendor’s use case “dispatch-user-fallback”',
    workflowBody({ failover: { expiry_time: '600', condition_status: 'read' } }),
    ['600 seconds', { failover: { expirySeconds: 600, conditionStatus: 'read' } }, { channel: 'sms' }],
  ),
  taken(
    'one `null` at the end of the workflow',
    'the vendor’s Node sample, which puts the callback into the list',
    bodyOf(messengerStep(), smsStep(), null),
    ['the messages before it', { channel: 'messenger' }, { channel: 'sms' }],
  ),
  taken(
    'template parameters as objects with `default`',
    `${SOURCES.content}.content.template; texts since Messages API v0.1 0.4.0`,
    bodyOf(
      whatsappStep({
        message: content(
          { type: 'template', template: { name: 'a:b', parameters: [{ default: 'Ada' }, '9:00'] } },
          { whatsapp: { locale: 'en-GB' } },
        ),
      }),
    ),
    ['texts', { content: { type: 'template', name: 'a:b', parameters: ['Ada', '9:00'] } }],
  ),
  taken(
    'the same channel twice',
    'the vendor’s sample with an SMS to a second number',
    bodyOf(smsStep({ failover: { expiry_time: 60, condition_status: 'delivered' } }), smsStep()),
    ['two messages', { channel: 'sms' }, { channel: 'sms' }],
  ),
  taken('one message alone', `${SOURCES.body}: no minimum`, smsBody({}), ['a workflow of one', { channel: 'sms' }]),
  taken(
    'options of another channel than the message’s',
    `${SOURCES.content}: all are there at once`,
    smsBody({ message: text('x', { messenger: { category: 'update' }, viber_service_msg: { ttl: 600 } }) }),
    ['left out', { channel: 'sms' }],
  ),
  taken('`client_ref` beside `to`', 'ours; Messages API v0.1 has it there', smsBody({ client_ref: 'patient 4711' }), [
    'it comes back in that client’s callbacks',
    { clientRef: 'patient 4711' },
  ]),
  taken('a `client_ref` of 40 characters', 'Messages API v0.1, client_ref', smsBody({ client_ref: 'x'.repeat(40) }), [
    'as it is',
    { clientRef: 'x'.repeat(40) },
  ]),
  taken(
    '1000 characters beyond the basic plane in an SMS',
    SOURCES.content,
    smsBody({ message: text('🛗'.repeat(1000)) }),
    ['1000 characters', { channel: 'sms' }],
  ),
  taken('the channel `mms`', 'Dispatch API 0.3.3, finalReport; missing from ToProperty', bodyOf(mmsStep()), [
    'an MMS',
    { channel: 'mms', from: '14155550101' },
  ]),
  taken('an MMS from a short code', SOURCES.now, bodyOf(mmsStep({ from: { type: 'mms', number: 12345 } })), [
    'its digits',
    { from: '12345' },
  ]),
  taken(
    'a caption with an MMS',
    `${SOURCES.content}.content.image`,
    bodyOf(mmsStep({ message: media('image', { caption: 'Lift' }) })),
    ['as it is', { content: { type: 'image', url: 'https://example.com/lift.image', caption: 'Lift' } }],
  ),
  taken(
    'the channel `rcs`, with a text of 3072 characters',
    `ours; ${SOURCES.now}`,
    bodyOf(rcsStep({ message: text('x'.repeat(3072)) })),
    ['an RCS message', { channel: 'rcs', from: 'Clinic', to: '447700900000' }],
  ),
  taken(
    '`rcs.category` and `rcs.ttl`',
    `ours; ${SOURCES.now}`,
    bodyOf(rcsStep({ message: text('x', { rcs: { category: 'transaction', ttl: 259_200 } }) })),
    ['options of RCS', { options: { category: 'transaction', ttlSeconds: 259_200 } }],
  ),
  taken(
    'a Viber video with `thumb_url`, `duration` and `file_size`',
    `ours; ${SOURCES.now}`,
    bodyOf(
      viberStep({
        message: media(
          'video',
          { thumb_url: 'https://example.com/lift.jpg' },
          { viber_service_msg: { duration: '20', file_size: 3 } },
        ),
      }),
    ),
    [
      'a video',
      {
        content: { type: 'video', url: 'https://example.com/lift.video', thumbUrl: 'https://example.com/lift.jpg' },
        options: { durationSeconds: 20, fileSizeMegabytes: 3 },
      },
    ],
  ),
]
