import { CHANNELS, type Channel } from '../../src/failover/channel.ts'
import type { ChannelOptions, Content, WorkflowMessage } from '../../src/failover/workflow.ts'

/** Good addresses of each channel. */
const ADDRESSES: Readonly<Record<Channel, { from: string; to: string }>> = {
  messenger: { from: '107083064136738', to: '2345678901234567' },
  viber_service_msg: { from: '16273', to: '447700900000' },
  whatsapp: { from: '447700900002', to: '447700900000' },
  sms: { from: 'Clinic', to: '447700900000' },
  mms: { from: '14155550101', to: '14155550100' },
  rcs: { from: 'Clinic', to: '447700900000' },
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

/** What a Viber video needs beside its address. Source: Messages API 1.4.0, channelOptionsViberVideo. */
const VIBER_VIDEO = {
  content: { type: 'video', url: 'https://example.com/lift.mp4', thumbUrl: 'https://example.com/lift.jpg' },
  options: { durationSeconds: 20, fileSizeMegabytes: 3 },
} as const

/** Every option of a channel. Source: Dispatch API 0.3.3, MessageProperty; for RCS Messages API 1.20.0. */
const OPTIONS: Readonly<Record<Channel, ChannelOptions[]>> = {
  messenger: [{ category: 'response' }, { category: 'update' }, { category: 'message_tag', tag: 'ACCOUNT_UPDATE' }],
  viber_service_msg: [{ category: 'transaction' }, { category: 'promotion', ttlSeconds: 600 }, { type: 'template' }],
  whatsapp: [{ locale: 'en-GB' }, { policy: 'deterministic', locale: 'en-GB' }],
  sms: [],
  mms: [],
  rcs: [{ category: 'transaction' }, { ttlSeconds: 20 }, { category: 'service-request', ttlSeconds: 259_200 }],
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
    const needed = channel === 'viber_service_msg' && type === 'video' ? VIBER_VIDEO : { content: CONTENTS[type] }
    return [...plain, ...OPTIONS[channel]].map((options): [string, WorkflowMessage] => [
      `${type} on ${channel}${options ? ` with ${JSON.stringify(options)}` : ''}`,
      aMessageOn(channel, {
        ...needed,
        ...withOptions({ ...(needed as Partial<WorkflowMessage>).options, ...options }),
      }),
    ])
  }),
)

function withOptions(options: ChannelOptions): Partial<WorkflowMessage> {
  return Object.keys(options).length > 0 ? { options } : {}
}

/** The media that may have a caption. Source: Messages API 1.4.0, by channel. */
const CAPTIONED_TYPES: [Channel, ('image' | 'audio' | 'video' | 'file')[]][] = [
  ['whatsapp', ['image', 'video', 'file']],
  ['mms', ['image', 'audio', 'video']],
  ['viber_service_msg', ['image']],
]

/** One message for each content that may have a caption. */
export const CAPTIONED: [string, WorkflowMessage][] = CAPTIONED_TYPES.flatMap(([channel, types]) =>
  types.map((type): [string, WorkflowMessage] => [
    `${type} with a caption on ${channel}`,
    aMessageOn(channel, { content: { type, url: 'https://example.com/lift.jpg', caption: 'The lift' } }),
  ]),
)
