import { bodyOf, content, messengerStep, smsStep, viberStep, whatsappStep, workflowBody } from './bodies.ts'

const FAILOVER = { expiry_time: 600, condition_status: 'delivered' }
const text = (of: unknown) => content({ type: 'text', text: of })
const image = (of: unknown) => content({ type: 'image', image: of })
const template = (of: unknown, options = {}) => content({ type: 'template', template: of }, options)

/** Bodies with what is wrong with them, and the names of the parameters that are to be complained of. */
export const INVALID_BODIES: [string, unknown, string[]][] = [
  ['a list', [], ['body']],
  ['a text', '"failover"', ['body']],
  ['null', null, ['body']],
  ['nothing', {}, ['template', 'workflow']],
  ['a missing template', { workflow: [smsStep()] }, ['template']],
  ['another template', { ...bodyOf(smsStep()), template: 'broadcast' }, ['template']],
  ['an unknown key', { ...bodyOf(smsStep()), priority: 1, note: 2 }, ['priority', 'note']],
  ['an empty workflow', bodyOf(), ['workflow']],
  ['a workflow of null alone', bodyOf(null), ['workflow']],
  ['a workflow that is no list', { template: 'failover', workflow: smsStep() }, ['workflow']],
  ['null in the middle', bodyOf(messengerStep(), null, smsStep()), ['workflow[1]']],
  ['two trailing nulls', bodyOf(smsStep(), null, null), ['workflow[1]']],
  ['a list as a message', bodyOf([]), ['workflow[0]']],
  ['an unknown key of a message', bodyOf(smsStep({ webhook: 'x' })), ['workflow[0].webhook']],
  ['no from', bodyOf(smsStep({ from: undefined })), ['workflow[0].from']],
  ['no to', bodyOf(smsStep({ to: undefined })), ['workflow[0].to']],
  ['no message', bodyOf(smsStep({ message: undefined })), ['workflow[0].message']],
  ['no content', bodyOf(smsStep({ message: {} })), ['workflow[0].message.content']],
  ['an unknown channel', bodyOf(smsStep({ to: { type: 'fax', number: '447700900000' } })), ['workflow[0].to.type']],
  ['no channel', bodyOf(smsStep({ from: { number: 'Clinic' } })), ['workflow[0].from.type']],
  ['another channel in from than in to', bodyOf(smsStep({ from: messengerStep().from })), ['workflow[0].from.type']],
  ['an unknown key of an address', bodyOf(smsStep({ to: { ...smsStep().to, name: {} } })), ['workflow[0].to.name']],
  ['a number that is an object', bodyOf(smsStep({ to: { type: 'sms', number: {} } })), ['workflow[0].to.number']],
  ['a number that is true', bodyOf(smsStep({ to: { type: 'sms', number: true } })), ['workflow[0].to.number']],
  ['no number', bodyOf(smsStep({ to: { type: 'sms' } })), ['workflow[0].to.number']],
  [
    'a number without its country',
    bodyOf(smsStep({ to: { type: 'sms', number: '07700900000' } })),
    ['workflow[0].to.number'],
  ],
  ['a number of 6 digits', bodyOf(smsStep({ to: { type: 'sms', number: '447700' } })), ['workflow[0].to.number']],
  [
    'a number of 16 digits',
    bodyOf(smsStep({ to: { type: 'sms', number: '4477009000001234' } })),
    ['workflow[0].to.number'],
  ],
  [
    'a number with spaces',
    bodyOf(smsStep({ to: { type: 'sms', number: '44 7700 900000' } })),
    ['workflow[0].to.number'],
  ],
  [
    'an empty id',
    bodyOf(messengerStep({ to: { type: 'messenger', id: '' }, failover: undefined })),
    ['workflow[0].to.id'],
  ],
  [
    'an id of 51 characters',
    bodyOf(messengerStep({ to: { type: 'messenger', id: 'x'.repeat(51) }, failover: undefined })),
    ['workflow[0].to.id'],
  ],
  ['no sender', bodyOf(viberStep({ from: { type: 'viber_service_msg' } })), ['workflow[0].from.id']],
  [
    'a sender of 51 characters',
    bodyOf(smsStep({ from: { type: 'sms', number: 'x'.repeat(51) } })),
    ['workflow[0].from.number'],
  ],
  ['an unknown content', bodyOf(smsStep({ message: content({ type: 'img' }) })), ['workflow[0].message.content.type']],
  [
    'a content that the channel can not carry',
    bodyOf(smsStep({ message: image({ url: 'https://x.example/a.jpg' }) })),
    ['workflow[0].message.content.type'],
  ],
  [
    'a text that is missing',
    bodyOf(smsStep({ message: content({ type: 'text' }) })),
    ['workflow[0].message.content.text'],
  ],
  ['an empty text', bodyOf(smsStep({ message: text(' ') })), ['workflow[0].message.content.text']],
  [
    'an SMS of 1001 characters',
    bodyOf(smsStep({ message: text('x'.repeat(1001)) })),
    ['workflow[0].message.content.text'],
  ],
  [
    'a Messenger text of 641 characters',
    bodyOf(messengerStep({ message: text('x'.repeat(641)), failover: undefined })),
    ['workflow[0].message.content.text'],
  ],
  [
    'a Viber text of 1001 characters',
    bodyOf(viberStep({ message: text('x'.repeat(1001)) })),
    ['workflow[0].message.content.text'],
  ],
  [
    'a WhatsApp text of 4097 characters',
    bodyOf(whatsappStep({ message: text('x'.repeat(4097)) })),
    ['workflow[0].message.content.text'],
  ],
  ['an image without url', bodyOf(viberStep({ message: image({}) })), ['workflow[0].message.content.image.url']],
  [
    'an image from elsewhere than the web',
    bodyOf(viberStep({ message: image({ url: 'ftp://x.example/a' }) })),
    ['workflow[0].message.content.image.url'],
  ],
  [
    'a url of 2001 characters',
    bodyOf(viberStep({ message: image({ url: `https://x.example/${'x'.repeat(1983)}` }) })),
    ['workflow[0].message.content.image.url'],
  ],
  [
    'a caption of 3001 characters',
    bodyOf(whatsappStep({ message: image({ url: 'https://x.example/a', caption: 'x'.repeat(3001) }) })),
    ['workflow[0].message.content.image.caption'],
  ],
  [
    'a template without a name',
    bodyOf(whatsappStep({ message: template({}, { whatsapp: { locale: 'en-GB' } }) })),
    ['workflow[0].message.content.template.name'],
  ],
  [
    'a template without its locale',
    bodyOf(whatsappStep({ message: template({ name: 'a:b' }) })),
    ['workflow[0].message.whatsapp'],
  ],
  [
    'a policy that is gone',
    bodyOf(whatsappStep({ message: { ...text('x'), whatsapp: { policy: 'fallback' } } })),
    ['workflow[0].message.whatsapp.policy'],
  ],
  [
    'a tag that is missing',
    bodyOf(messengerStep({ message: { ...text('x'), messenger: { category: 'message_tag' } }, failover: undefined })),
    ['workflow[0].message.messenger'],
  ],
  [
    'an unknown category',
    bodyOf(viberStep({ message: { ...text('x'), viber_service_msg: { category: 'spam' } } })),
    ['workflow[0].message.viber_service_msg.category'],
  ],
  [
    'a ttl of 29 s',
    bodyOf(viberStep({ message: { ...text('x'), viber_service_msg: { ttl: 29 } } })),
    ['workflow[0].message.viber_service_msg.ttl'],
  ],
  [
    'a ttl of more than a day',
    bodyOf(viberStep({ message: { ...text('x'), viber_service_msg: { ttl: 86_401 } } })),
    ['workflow[0].message.viber_service_msg.ttl'],
  ],
  ['no failover before the last', workflowBody({ failover: undefined }), ['workflow[0].failover']],
  ['a failover on the last', workflowBody({}, { failover: FAILOVER }), ['workflow[1].failover']],
  [
    'a failover without its time',
    workflowBody({ failover: { condition_status: 'read' } }),
    ['workflow[0].failover.expiry_time'],
  ],
  [
    'a failover without its condition',
    workflowBody({ failover: { expiry_time: 600 } }),
    ['workflow[0].failover.condition_status'],
  ],
  [
    'an expiry of 14 s',
    workflowBody({ failover: { ...FAILOVER, expiry_time: 14 } }),
    ['workflow[0].failover.expiry_time'],
  ],
  [
    'an expiry of more than a day',
    workflowBody({ failover: { ...FAILOVER, expiry_time: 86_401 } }),
    ['workflow[0].failover.expiry_time'],
  ],
  [
    'an expiry of half seconds',
    workflowBody({ failover: { ...FAILOVER, expiry_time: 20.5 } }),
    ['workflow[0].failover.expiry_time'],
  ],
  [
    'an expiry in words',
    workflowBody({ failover: { ...FAILOVER, expiry_time: '10m' } }),
    ['workflow[0].failover.expiry_time'],
  ],
  [
    'another condition',
    workflowBody({ failover: { ...FAILOVER, condition_status: 'submitted' } }),
    ['workflow[0].failover.condition_status'],
  ],
  [
    'an SMS that is to be read',
    bodyOf(smsStep({ failover: { ...FAILOVER, condition_status: 'read' } }), smsStep()),
    ['workflow[0].failover.condition_status'],
  ],
  ['a client_ref of 41 characters', bodyOf(smsStep({ client_ref: 'x'.repeat(41) })), ['workflow[0].client_ref']],
  ['an empty client_ref', bodyOf(smsStep({ client_ref: '' })), ['workflow[0].client_ref']],
  [
    'several things in several messages',
    workflowBody({ failover: undefined }, { to: { type: 'sms', number: '0' } }),
    ['workflow[0].failover', 'workflow[1].to.number'],
  ],
]
