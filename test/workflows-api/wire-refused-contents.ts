import { bodyOf, content, messengerStep, mmsStep, rcsStep, smsStep, viberStep, whatsappStep } from './bodies.ts'
import { media, refused, SOURCES, smsBody, text, type WireRow } from './wire-row.ts'

const MESSAGE = 'workflow[0].message'
const PARTS = {
  messenger: (message: unknown) => bodyOf(messengerStep({ message, failover: undefined })),
  viber: (message: unknown) => bodyOf(viberStep({ message })),
  whatsapp: (message: unknown) => bodyOf(whatsappStep({ message })),
  mms: (message: unknown) => bodyOf(mmsStep({ message })),
  rcs: (message: unknown) => bodyOf(rcsStep({ message })),
  sms: (message: unknown) => bodyOf(smsStep({ message })),
}
const CUSTOM = content({ type: 'custom', custom: { any: 'thing' } })
const template = (of: unknown, options = {}) => content({ type: 'template', template: of }, options)
const captioned = (type: 'image' | 'audio' | 'video' | 'file') => media(type, { caption: 'The lift' })
const longer = (limit: number) => text('x'.repeat(limit + 1))

/** Contents that the channel, or the Messages API v1, can't carry as they are. */
export const REFUSED_CONTENTS: readonly WireRow[] = [
  refused(
    'the content `img`',
    `${SOURCES.content}; a sample has it`,
    PARTS.mms(content({ type: 'img' })),
    `${MESSAGE}.content.type`,
  ),
  refused('an image by SMS', SOURCES.content, PARTS.sms(media('image')), `${MESSAGE}.content.type`),
  refused('audio by Viber', SOURCES.content, PARTS.viber(media('audio')), `${MESSAGE}.content.type`),
  refused('a template by Viber', SOURCES.now, PARTS.viber(template({ name: 'a' })), `${MESSAGE}.content.type`),
  refused('custom content by Viber', SOURCES.now, PARTS.viber(CUSTOM), `${MESSAGE}.content.type`),
  refused('custom content by Messenger', SOURCES.now, PARTS.messenger(CUSTOM), `${MESSAGE}.content.type`),
  refused('a template by Messenger', SOURCES.now, PARTS.messenger(template({ name: 'a' })), `${MESSAGE}.content.type`),
  refused('custom content by MMS', SOURCES.now, PARTS.mms(CUSTOM), `${MESSAGE}.content.type`),
  refused('audio by RCS', SOURCES.now, PARTS.rcs(media('audio')), `${MESSAGE}.content.type`),
  refused('no text', SOURCES.content, PARTS.sms(content({ type: 'text' })), `${MESSAGE}.content.text`),
  refused('an empty text', SOURCES.ours, PARTS.sms(text(' ')), `${MESSAGE}.content.text`),
  refused('an SMS of 1001 characters', SOURCES.content, PARTS.sms(longer(1000)), `${MESSAGE}.content.text`),
  refused('641 characters by Messenger', SOURCES.content, PARTS.messenger(longer(640)), `${MESSAGE}.content.text`),
  refused('1001 characters by Viber', SOURCES.content, PARTS.viber(longer(1000)), `${MESSAGE}.content.text`),
  refused('4097 characters by WhatsApp', SOURCES.content, PARTS.whatsapp(longer(4096)), `${MESSAGE}.content.text`),
  refused('3073 characters by RCS', SOURCES.now, PARTS.rcs(longer(3072)), `${MESSAGE}.content.text`),
  refused(
    'a medium without `url`',
    SOURCES.content,
    PARTS.viber(media('image', { url: undefined })),
    `${MESSAGE}.content.image.url`,
  ),
  refused(
    'a `url` that is no web address',
    SOURCES.content,
    PARTS.viber(media('image', { url: 'ftp://x.example/a' })),
    `${MESSAGE}.content.image.url`,
  ),
  refused(
    'a `url` of 2001 characters',
    SOURCES.content,
    PARTS.viber(media('image', { url: `https://x.example/${'x'.repeat(1983)}` })),
    `${MESSAGE}.content.image.url`,
  ),
  ...(['image', 'audio', 'video', 'file'] as const).map((type) =>
    refused(
      `a caption with ${type} by Messenger`,
      SOURCES.old,
      PARTS.messenger(captioned(type)),
      `${MESSAGE}.content.${type}.caption`,
    ),
  ),
  refused(
    'a caption with audio by WhatsApp',
    SOURCES.old,
    PARTS.whatsapp(captioned('audio')),
    `${MESSAGE}.content.audio.caption`,
  ),
  refused(
    'a caption with a file by Viber',
    SOURCES.old,
    PARTS.viber(captioned('file')),
    `${MESSAGE}.content.file.caption`,
  ),
  refused('a caption by RCS', SOURCES.now, PARTS.rcs(captioned('image')), `${MESSAGE}.content.image.caption`),
  refused(
    'a caption of 3001 characters',
    SOURCES.content,
    PARTS.whatsapp(media('image', { caption: 'x'.repeat(3001) })),
    `${MESSAGE}.content.image.caption`,
  ),
  refused(
    'an empty caption',
    SOURCES.content,
    PARTS.mms(media('image', { caption: '' })),
    `${MESSAGE}.content.image.caption`,
  ),
  refused(
    'a Viber video without its picture, length and size',
    SOURCES.old,
    PARTS.viber(media('video')),
    `${MESSAGE}.content.video.thumb_url`,
    `${MESSAGE}.viber_service_msg`,
    `${MESSAGE}.viber_service_msg`,
  ),
  refused(
    'a Viber video whose `thumb_url` has 1001 characters',
    SOURCES.old,
    PARTS.viber(
      media(
        'video',
        { thumb_url: `https://x.example/${'x'.repeat(983)}` },
        { viber_service_msg: { duration: 20, file_size: 3 } },
      ),
    ),
    `${MESSAGE}.content.video.thumb_url`,
  ),
  refused(
    'a template without its name',
    SOURCES.content,
    PARTS.whatsapp(template({}, { whatsapp: { locale: 'en-GB' } })),
    `${MESSAGE}.content.template.name`,
  ),
  refused(
    'a template without `whatsapp.locale`',
    SOURCES.now,
    PARTS.whatsapp(template({ name: 'a:b' })),
    `${MESSAGE}.whatsapp`,
  ),
  refused(
    'the policy `fallback`',
    'Dispatch API 0.3.3, whatsapp.policy; error 1020 since 2020-04-08',
    PARTS.whatsapp(text('x', { whatsapp: { policy: 'fallback' } })),
    `${MESSAGE}.whatsapp.policy`,
  ),
  refused(
    '`message_tag` without its tag',
    SOURCES.content,
    PARTS.messenger(text('x', { messenger: { category: 'message_tag' } })),
    `${MESSAGE}.messenger`,
  ),
  refused(
    'an unknown category',
    SOURCES.content,
    PARTS.viber(text('x', { viber_service_msg: { category: 'spam' } })),
    `${MESSAGE}.viber_service_msg.category`,
  ),
  ...[29, 86_401].map((ttl) =>
    refused(
      `a Viber \`ttl\` of ${ttl} s`,
      SOURCES.content,
      PARTS.viber(text('x', { viber_service_msg: { ttl } })),
      `${MESSAGE}.viber_service_msg.ttl`,
    ),
  ),
  ...[19, 259_201].map((ttl) =>
    refused(`an RCS \`ttl\` of ${ttl} s`, SOURCES.now, PARTS.rcs(text('x', { rcs: { ttl } })), `${MESSAGE}.rcs.ttl`),
  ),
  refused('an unknown option', SOURCES.ours, smsBody({ message: text('x', { sms: { ttl: 60 } }) }), `${MESSAGE}.sms`),
]
