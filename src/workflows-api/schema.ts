import { z } from 'zod'
import { CHANNELS, type Channel } from '../failover/channel.ts'
import type { ConditionStatus } from '../failover/message-status.ts'
import type { ChannelOptions, Content, WorkflowMessage } from '../failover/workflow.ts'

/** Clients interpolate numbers and ids unquoted. Source: the vendor's own curl samples. */
const text = z.union([z.string(), z.number()]).transform(String)

/** Clients send `"600"`. Source: the vendor's use case "dispatch-user-fallback". */
const wholeNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.number().int())

const channel = z.enum(Object.keys(CHANNELS) as [Channel, ...Channel[]])

const address = z.strictObject({ type: channel, id: text.optional(), number: text.optional() })

const media = z.strictObject({ url: z.string(), caption: z.string().optional() })

/** Viber's picture of a video has the name that it has in the Messages API 1.20.0: ours to add. */
const video = media.extend({ thumb_url: z.string().optional() })

/** Parameters are texts today, and were objects with a `default` in 2018. Source: Dispatch API 0.3.3, Messages 0.4.0. */
const parameter = z.union([z.string(), z.strictObject({ default: text }).transform((object) => object.default)])

/** Source: Dispatch API 0.3.3, MessageProperty.content. */
const content = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text }),
  z.strictObject({ type: z.literal('image'), image: media }),
  z.strictObject({ type: z.literal('audio'), audio: media }),
  z.strictObject({ type: z.literal('video'), video }),
  z.strictObject({ type: z.literal('file'), file: media }),
  z.strictObject({
    type: z.literal('template'),
    template: z.strictObject({ name: z.string().min(1), parameters: z.array(parameter).default([]) }),
  }),
  z.strictObject({ type: z.literal('custom'), custom: z.record(z.string(), z.unknown()) }),
])

/** Source: Dispatch API 0.3.3, MessageProperty; how far a ttl goes is for the rules. */
const messengerOptions = z.strictObject({
  category: z.enum(['response', 'update', 'message_tag']).optional(),
  tag: z.string().optional(),
})

/** Beside those of the Dispatch API the ones that a Viber video needs. Source: Messages API 1.4.0, viber_service. */
const viberOptions = z.strictObject({
  category: z.enum(['transaction', 'promotion']).optional(),
  ttl: wholeNumber.optional(),
  type: z.string().min(1).optional(),
  duration: wholeNumber.optional(),
  file_size: wholeNumber.optional(),
})

/** The policy `fallback` is gone since 2020. Source: Dispatch API 0.3.3, whatsapp.policy. */
const whatsappOptions = z.strictObject({
  policy: z.literal('deterministic').optional(),
  locale: z.string().optional(),
})

/** An extension of ours. Source: Messages API 1.20.0, rcs; its ttl is beside it there. */
const rcsOptions = z.strictObject({
  category: z.enum(['authentication', 'transaction', 'promotion', 'service-request', 'acknowledgement']).optional(),
  ttl: wholeNumber.optional(),
})

const message = z.strictObject({
  content,
  messenger: messengerOptions.optional(),
  viber_service_msg: viberOptions.optional(),
  whatsapp: whatsappOptions.optional(),
  rcs: rcsOptions.optional(),
})

const step = z.strictObject({
  from: address,
  to: address,
  message,
  failover: z.strictObject({ expiry_time: wholeNumber, condition_status: z.enum(['delivered', 'read']) }).optional(),
  client_ref: z.string().min(1).max(40).optional(),
})

/**
 * The body of `POST /beta/workflows` and `POST /v0.1/dispatch`; a trailing `null` in the workflow is what the
 * vendor's own Node sample sends. Source: Dispatch API 0.3.3, createWorkflow.
 */
export const createWorkflowSchema = z.strictObject({
  template: z.literal('failover'),
  workflow: z.preprocess(withoutTrailingNull, z.array(step).min(1)),
})

type Step = z.infer<typeof step>

function withoutTrailingNull(workflow: unknown): unknown {
  return Array.isArray(workflow) && workflow.at(-1) === null ? workflow.slice(0, -1) : workflow
}

/** A message of the wire in our words; an address that it doesn't have is empty, and is refused by the rules. */
export function readStep(read: Step): WorkflowMessage {
  const { type } = read.to
  const row = CHANNELS[type]
  const options = readOptions(read.message, type)
  return {
    channel: type,
    from: addressOf(read.from, row.from),
    to: addressOf(read.to, row.to),
    content: readContent(read.message.content),
    ...(options ? { options } : {}),
    ...(read.client_ref === undefined ? {} : { clientRef: read.client_ref }),
    ...(read.failover
      ? { failover: { expirySeconds: read.failover.expiry_time, conditionStatus: read.failover.condition_status } }
      : {}),
  }
}

/** Numbers lose a leading + or 00, which old clients were told not to send, and do. */
function addressOf(address: Step['to'], kind: 'id' | 'number'): string {
  const word = address[kind] ?? address[kind === 'id' ? 'number' : 'id'] ?? ''
  return kind === 'number' ? word.replace(/^(\+|00)(?=\d)/, '') : word
}

function readContent(read: Step['message']['content']): Content {
  switch (read.type) {
    case 'text':
      return { type: 'text', text: read.text }
    case 'template':
      return { type: 'template', name: read.template.name, parameters: read.template.parameters }
    case 'custom':
      return { type: 'custom', custom: read.custom }
    case 'image':
      return { type: 'image', ...readMedia(read.image) }
    case 'audio':
      return { type: 'audio', ...readMedia(read.audio) }
    case 'video': {
      const { thumb_url: thumbUrl } = read.video
      return { type: 'video', ...readMedia(read.video), ...(thumbUrl === undefined ? {} : { thumbUrl }) }
    }
    case 'file':
      return { type: 'file', ...readMedia(read.file) }
  }
}

function readMedia({ url, caption }: z.infer<typeof media>): { url: string; caption?: string } {
  return { url, ...(caption === undefined ? {} : { caption }) }
}

/** The options of the message's own channel; those of the others, which the wire lets it have too, say nothing. */
function readOptions(read: Step['message'], type: Channel): ChannelOptions | undefined {
  const given: Record<string, unknown> = { ...(type === 'sms' || type === 'mms' ? {} : read[type]) }
  const options = Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [OPTION_NAMES[name] ?? name, value]),
  )
  return Object.keys(options).length > 0 ? (options as ChannelOptions) : undefined
}

/** What options are called here, where the wire leaves the unit out. */
const OPTION_NAMES: Readonly<Record<string, keyof ChannelOptions>> = {
  ttl: 'ttlSeconds',
  duration: 'durationSeconds',
  file_size: 'fileSizeMegabytes',
}

/** A message of ours as the wire has it: what the hosted API is sent. Source: Dispatch API 0.3.3, createWorkflow. */
export function writeStep(written: WorkflowMessage): Record<string, unknown> {
  const { channel: type, failover, options } = written
  const row = CHANNELS[type]
  return {
    from: { type, [row.from]: written.from },
    to: { type, [row.to]: written.to },
    message: { content: writeContent(written.content), ...(options ? { [type]: writeOptions(options) } : {}) },
    ...(failover ? { failover: writeFailover(failover) } : {}),
  }
}

function writeOptions(options: ChannelOptions): Record<string, unknown> {
  const wireName = (ours: string) => Object.keys(OPTION_NAMES).find((name) => OPTION_NAMES[name] === ours) ?? ours
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [wireName(name), value]))
}

function writeContent(written: Content): Record<string, unknown> {
  if (written.type === 'text' || written.type === 'custom') return { ...written }
  if (written.type !== 'video') {
    const { type, ...rest } = written
    return { type, [type]: rest }
  }
  const { type, thumbUrl, ...rest } = written
  return { type, video: { ...rest, ...(thumbUrl === undefined ? {} : { thumb_url: thumbUrl }) } }
}

function writeFailover(failover: { expirySeconds: number; conditionStatus: ConditionStatus }) {
  return { expiry_time: failover.expirySeconds, condition_status: failover.conditionStatus }
}
