import { bodyOf, content, messengerStep, rcsStep, smsStep, viberStep, whatsappStep } from './bodies.ts'
import { refused, SOURCES, smsBody, type WireRow } from './wire-row.ts'

const to = (number: unknown) => smsBody({ to: { type: 'sms', number } })
const ALONE = { failover: undefined }

/** Bodies whose shape is wrong, and addresses that are none. */
export const REFUSED_SHAPES: readonly WireRow[] = [
  refused('a list as the body', SOURCES.body, [], 'body'),
  refused('a text as the body', SOURCES.body, '"failover"', 'body'),
  refused('`null` as the body', SOURCES.body, null, 'body'),
  refused('`{}`', SOURCES.body, {}, 'template', 'workflow'),
  refused('no template', SOURCES.body, { workflow: [smsStep()] }, 'template'),
  refused('another template than `failover`', SOURCES.body, { ...smsBody({}), template: 'broadcast' }, 'template'),
  refused('unknown keys', SOURCES.ours, { ...smsBody({}), priority: 1, note: 2 }, 'priority', 'note'),
  refused('an empty workflow', SOURCES.ours, bodyOf(), 'workflow'),
  refused('a workflow of `null` alone', SOURCES.ours, bodyOf(null), 'workflow'),
  refused('a workflow that is no list', SOURCES.body, { template: 'failover', workflow: smsStep() }, 'workflow'),
  refused('`null` in the middle', SOURCES.body, bodyOf(messengerStep(), null, smsStep()), 'workflow[1]'),
  refused('two `null` at the end', SOURCES.body, bodyOf(smsStep(), null, null), 'workflow[1]'),
  refused('a list as a message', SOURCES.body, bodyOf([]), 'workflow[0]'),
  refused('an unknown key of a message', SOURCES.ours, smsBody({ webhook: 'x' }), 'workflow[0].webhook'),
  refused('no `from`', SOURCES.body, smsBody({ from: undefined }), 'workflow[0].from'),
  refused('no `to`', SOURCES.body, smsBody({ to: undefined }), 'workflow[0].to'),
  refused('no `message`', SOURCES.body, smsBody({ message: undefined }), 'workflow[0].message'),
  refused('no content', SOURCES.content, smsBody({ message: {} }), 'workflow[0].message.content'),
  refused(
    'an unknown channel',
    SOURCES.address,
    smsBody({ to: { type: 'fax', number: '44770090' } }),
    'workflow[0].to.type',
  ),
  refused(
    'the channel `viber_service_message`',
    `${SOURCES.address}; a sample has it`,
    bodyOf(viberStep({ to: { type: 'viber_service_message', number: '447700900000' } })),
    'workflow[0].to.type',
  ),
  refused('no channel', SOURCES.address, smsBody({ from: { number: 'Clinic' } }), 'workflow[0].from.type'),
  refused(
    'another channel in `from` than in `to`',
    SOURCES.ours,
    smsBody({ from: messengerStep().from }),
    'workflow[0].from.type',
  ),
  refused(
    '`to.name`, which was there until 2018',
    SOURCES.address,
    smsBody({ to: { ...smsStep().to, name: { first_name: 'Ada' } } }),
    'workflow[0].to.name',
  ),
  refused('a number that is an object', SOURCES.address, to({}), 'workflow[0].to.number'),
  refused('a number that is `true`', SOURCES.address, to(true), 'workflow[0].to.number'),
  refused('no number', SOURCES.address, smsBody({ to: { type: 'sms' } }), 'workflow[0].to.number'),
  refused('a number without its country code', SOURCES.address, to('07700900000'), 'workflow[0].to.number'),
  refused('a number of 6 digits', 'Messages API 1.20.0, ToNumber', to('447700'), 'workflow[0].to.number'),
  refused('a number of 16 digits', 'Messages API 1.20.0, ToNumber', to('4477009000001234'), 'workflow[0].to.number'),
  refused('a number with spaces', SOURCES.address, to('44 7700 900000'), 'workflow[0].to.number'),
  refused(
    'an empty id',
    SOURCES.address,
    bodyOf(messengerStep({ ...ALONE, to: { type: 'messenger', id: '' } })),
    'workflow[0].to.id',
  ),
  refused(
    'an id of 51 characters',
    SOURCES.address,
    bodyOf(messengerStep({ ...ALONE, to: { type: 'messenger', id: 'x'.repeat(51) } })),
    'workflow[0].to.id',
  ),
  refused(
    'no sender',
    SOURCES.address,
    bodyOf(viberStep({ from: { type: 'viber_service_msg' } })),
    'workflow[0].from.id',
  ),
  refused(
    'a sender of 51 characters',
    SOURCES.address,
    smsBody({ from: { type: 'sms', number: 'x'.repeat(51) } }),
    'workflow[0].from.number',
  ),
  refused(
    'a WhatsApp sender that is no number',
    SOURCES.address,
    bodyOf(whatsappStep({ from: { type: 'whatsapp', number: 'Clinic' } })),
    'workflow[0].from.number',
  ),
  refused(
    'an MMS sender that is no number',
    SOURCES.address,
    bodyOf({
      from: { type: 'mms', number: 'Clinic' },
      to: { type: 'mms', number: '14155550100' },
      message: content({ type: 'image', image: { url: 'https://example.com/lift.jpg' } }),
    }),
    'workflow[0].from.number',
  ),
  refused(
    'an RCS sender with a space',
    'Messages API 1.20.0, RCSSenderId',
    bodyOf(rcsStep({ from: { type: 'rcs', id: 'The Clinic' } })),
    'workflow[0].from.id',
  ),
  refused(
    'a `client_ref` of 41 characters',
    'Messages API v0.1, client_ref',
    smsBody({ client_ref: 'x'.repeat(41) }),
    'workflow[0].client_ref',
  ),
  refused('an empty `client_ref`', SOURCES.ours, smsBody({ client_ref: '' }), 'workflow[0].client_ref'),
]
