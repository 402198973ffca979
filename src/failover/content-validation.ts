import { CHANNELS, type ChannelRow } from './channel.ts'
import type { ChannelOptions, Content, WorkflowMessage } from './workflow.ts'

/** The part of a message's content, or of its options, that a problem is about. */
export type ContentField = 'content' | 'text' | 'url' | 'caption' | 'thumbUrl' | 'options' | 'ttlSeconds'

/** What is wrong with which part of a content. */
export interface ContentProblem {
  field: ContentField
  reason: string
}

/** Characters. Source: Dispatch API 0.3.3, ImageProperty. */
const URL_LENGTH_MAX = 2000
const CAPTION_LENGTH_MAX = 3000

/** Characters of the address of a video's picture. Source: Messages API 1.4.0, a Viber video's thumb_url. */
const THUMB_URL_LENGTH_MAX = 1000

/** Seconds and megabytes of a Viber video. Source: Messages API 1.4.0, channelOptionsViberVideo. */
const VIDEO_DURATION_MAX = 600
const VIDEO_MEGABYTES_MAX = 200

/** Everything that is wrong with what a message carries and how. */
export function contentProblems({ channel, content, options = {} }: WorkflowMessage): ContentProblem[] {
  const row: ChannelRow = CHANNELS[channel]
  if (!row.contentTypes.includes(content.type)) {
    const carried = row.contentTypes.join(', ')
    return [
      {
        field: 'content',
        reason: `${row.label} can't carry ${content.type} in the Messages API v1; it carries ${carried}`,
      },
    ]
  }
  return [
    ...(content.type === 'text' ? textProblems(content.text, row) : []),
    ...('url' in content ? mediaProblems(content, row) : []),
    ...(channel === 'viber_service_msg' && content.type === 'video' ? viberVideoProblems(content, options) : []),
    ...optionProblems(content, options, row),
  ]
}

function textProblems(text: string, { textLimit, label }: ChannelRow): ContentProblem[] {
  const { length } = [...text]
  if (text.trim() === '') return [{ field: 'text', reason: 'must not be empty' }]
  if (length <= textLimit) return []
  return [{ field: 'text', reason: `${label} takes ${textLimit} characters at most; this has ${length}` }]
}

function mediaProblems(content: Extract<Content, { url: string }>, row: ChannelRow): ContentProblem[] {
  const problems = isWebAddress(content.url, URL_LENGTH_MAX)
    ? []
    : [{ field: 'url' as const, reason: addressReason(URL_LENGTH_MAX) }]
  return content.caption === undefined
    ? problems
    : [...problems, ...captionProblems(content.caption, content.type, row)]
}

function addressReason(lengthMax: number): string {
  return `must be an http or https address of at most ${lengthMax} characters`
}

function isWebAddress(text: string, lengthMax: number): boolean {
  return /^https?:\/\/\S+$/.test(text) && text.length <= lengthMax
}

/** The Messages API refuses a caption where the channel shows none, instead of leaving it out. */
function captionProblems(caption: string, type: Content['type'], row: ChannelRow): ContentProblem[] {
  const { label, captionedTypes } = row
  if (!captionedTypes.includes(type)) {
    const where = captionedTypes.length > 0 ? `only with ${captionedTypes.join(', ')}` : 'with nothing'
    return [{ field: 'caption', reason: `${label} shows no caption with ${type}; it shows one ${where}` }]
  }
  const { length } = [...caption]
  if (length >= 1 && length <= CAPTION_LENGTH_MAX) return []
  return [{ field: 'caption', reason: `must have 1 to ${CAPTION_LENGTH_MAX} characters; this has ${length}` }]
}

/** Source: Messages API 1.4.0 and 1.20.0: Viber needs to know a video before it fetches it. */
function viberVideoProblems(content: Extract<Content, { type: 'video' }>, options: ChannelOptions): ContentProblem[] {
  const { durationSeconds = 0, fileSizeMegabytes = 0 } = options
  const problems: ContentProblem[] = []
  if (!isWebAddress(content.thumbUrl ?? '', THUMB_URL_LENGTH_MAX)) {
    const reason = `is needed with a Viber video, and ${addressReason(THUMB_URL_LENGTH_MAX)}`
    problems.push({ field: 'thumbUrl', reason })
  }
  if (durationSeconds < 1 || durationSeconds > VIDEO_DURATION_MAX) {
    problems.push({
      field: 'options',
      reason: `duration is needed with a Viber video: 1 to ${VIDEO_DURATION_MAX} seconds`,
    })
  }
  if (fileSizeMegabytes < 1 || fileSizeMegabytes > VIDEO_MEGABYTES_MAX) {
    problems.push({
      field: 'options',
      reason: `file_size is needed with a Viber video: 1 to ${VIDEO_MEGABYTES_MAX} MB`,
    })
  }
  return problems
}

function optionProblems(content: Content, options: ChannelOptions, { ttlSeconds }: ChannelRow): ContentProblem[] {
  const problems: ContentProblem[] = []
  if (content.type === 'template' && !options.locale) {
    problems.push({ field: 'options', reason: 'whatsapp.locale is needed with a template, for example en-GB' })
  }
  if (options.category === 'message_tag' && !options.tag) {
    problems.push({ field: 'options', reason: 'messenger.tag is needed with the category message_tag' })
  }
  const ttl = options.ttlSeconds
  if (ttlSeconds && ttl !== undefined && (ttl < ttlSeconds.min || ttl > ttlSeconds.max)) {
    problems.push({ field: 'ttlSeconds', reason: `must be from ${ttlSeconds.min} to ${ttlSeconds.max} seconds` })
  }
  return problems
}
