import { CHANNELS, type Channel } from '../../src/failover/channel.ts'
import type { ChannelOptions, Content, WorkflowMessage } from '../../src/failover/workflow.ts'

/** Good addresses of each channel. */
const ADDRESSES: Readonly<Record<Channel, { from: string; to: string }>> = {
  messenger: { from: '107083064136738', to: '2345678901234567' },
  viber_service_msg: { from: '16273', to: '447700900000' },
  whatsapp: { from: '447700900002', to: '447700900000' },
  sms: { from: 'Clinic', to: '447700900000' },
  mms: { from: '14155550101', to: '14155550100' },
}

/** One content of each type; the addresses end in what the vendor names for the type. */
const CONTENTS: Readonly<Record<Content['type'], Content>> = {
  text: { type: 'text', text: 'The lift is out of order. 🛗' },
  image: { type: 'image', url: 'https://example.com/lift.jpg' },
  audio: { type: 'audio', url: 'https://example.com/lift.mp3' },
  video: { type: 'video', url: 'https://example.com/lift.mp4' },
  file: { type: 'file', url: 'https://example.com/lift.pdf' },
  template: { type: 'template', name: 'clinic:reminder', parameters: ['Ada', '9:00'] },
  custom: { type: 'custom', custom: { type: 'location', location: { longitude: -122.4, latitude: 37.7 } } },
}

/** Every option of a channel. Source: Dispatch API 0.3.3, MessageProperty. */
const OPTIONS: Readonly<Record<Channel, ChannelOptions[]>> = {
  messenger: [{ category: 'response' }, { category: 'update' }, { category: 'message_tag', tag: 'ACCOUNT_UPDATE' }],
  viber_service_msg: [{ category: 'transaction' }, { category: 'promotion', ttlSeconds: 600 }, { ttlSeconds: 30 }],
  whatsapp: [{ locale: 'en-GB' }, { policy: 'deterministic', locale: 'en-GB' }],
  sms: [],
  mms: [],
}

/** A message with good addresses of its channel. */
export function aMessageOn(channel: Channel, changes: Partial<WorkflowMessage> = {}): WorkflowMessage {
  return { channel, ...ADDRESSES[channel], content: CONTENTS.text, ...changes }
}

/** Every channel with each content that it carries, plain and with each of its options; named for a test's title. */
export const EVERY_MESSAGE: [string, WorkflowMessage][] = (Object.keys(CHANNELS) as Channel[]).flatMap((channel) =>
  CHANNELS[channel].contentTypes.flatMap((type) => {
    const needsLocale = type === 'template'
    const plain = needsLocale ? [] : [undefined]
    return [...plain, ...OPTIONS[channel]].map((options): [string, WorkflowMessage] => [
      `${type} on ${channel}${options ? ` with ${JSON.stringify(options)}` : ''}`,
      aMessageOn(channel, { content: CONTENTS[type], ...(options ? { options } : {}) }),
    ])
  }),
)

/** The media that may have a caption. Source: Dispatch API 0.3.3, ImageProperty: WhatsApp and MMS; FileProperty. */
export const CAPTIONED: [string, WorkflowMessage][] = [
  ...(['whatsapp', 'mms'] as const).map((channel): [string, WorkflowMessage] => [
    `a captioned image on ${channel}`,
    aMessageOn(channel, { content: { type: 'image', url: 'https://example.com/lift.jpg', caption: 'The lift' } }),
  ]),
  [
    'a captioned file on whatsapp',
    aMessageOn('whatsapp', { content: { type: 'file', url: 'https://example.com/lift.pdf', caption: 'The plan' } }),
  ],
]
