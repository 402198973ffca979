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

/** Parameters are texts today, and were objects with a `default` in 2018. Source: Dispatch API 0.3.3, Messages 0.4.0. */
const parameter = z.union([z.string(), z.strictObject({ default: text }).transform((object) => object.default)])

/** Source: Dispatch API 0.3.3, MessageProperty.content. */
const content = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text }),
  z.strictObject({ type: z.literal('image'), image: media }),
  z.strictObject({ type: z.literal('audio'), audio: media }),
  z.strictObject({ type: z.literal('video'), video: media }),
  z.strictObject({ type: z.literal('file'), file: media }),
  z.strictObject({
    type: z.literal('template'),
    template: z.strictObject({ name: z.string().min(1), parameters: z.array(parameter).default([]) }),
  }),
  z.strictObject({ type: z.literal('custom'), custom: z.record(z.string(), z.unknown()) }),
])

/** Source: Dispatch API 0.3.3, MessageProperty. */
const message = z.strictObject({
  content,
  messenger: z
    .strictObject({ category: z.enum(['response', 'update', 'message_tag']).optional(), tag: z.string().optional() })
    .optional(),
  viber_service_msg: z
    .strictObject({
      category: z.enum(['transaction', 'promotion']).optional(),
      ttl: wholeNumber.pipe(z.number().min(30).max(86_400)).optional(),
    })
    .optional(),
  whatsapp: z.strictObject({ policy: z.literal('deterministic').optional(), locale: z.string().optional() }).optional(),
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
      return readMedia('image', read.image)
    case 'audio':
      return readMedia('audio', read.audio)
    case 'video':
      return readMedia('video', read.video)
    case 'file':
      return readMedia('file', read.file)
  }
}

function readMedia(type: 'image' | 'audio' | 'video' | 'file', read: z.infer<typeof media>): Content {
  return { type, url: read.url, ...(read.caption === undefined ? {} : { caption: read.caption }) }
}

/** The options of the message's own channel; those of the others, which the wire lets it have too, say nothing. */
function readOptions(read: Step['message'], type: Channel): ChannelOptions | undefined {
  const { messenger, viber_service_msg: viber, whatsapp } = read
  const { ttl, ...rest } = viber ?? {}
  const given = { messenger, viber_service_msg: { ...rest, ttlSeconds: ttl }, whatsapp, sms: {}, mms: {} }[type] ?? {}
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return Object.keys(options).length > 0 ? (options as ChannelOptions) : undefined
}

/** A message of ours as the wire has it: what the hosted API is sent. Source: Dispatch API 0.3.3, createWorkflow. */
export function writeStep(written: WorkflowMessage): Record<string, unknown> {
  const { channel: type, failover, options } = written
  const row = CHANNELS[type]
  const { ttlSeconds, ...rest } = options ?? {}
  const wireOptions = { ...rest, ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }) }
  return {
    from: { type, [row.from]: written.from },
    to: { type, [row.to]: written.to },
    message: { content: writeContent(written.content), ...(options ? { [type]: wireOptions } : {}) },
    ...(failover ? { failover: writeFailover(failover) } : {}),
  }
}

function writeContent(written: Content): Record<string, unknown> {
  if (written.type === 'text' || written.type === 'custom') return { ...written }
  const { type, ...rest } = written
  return { type, [type]: rest }
}

function writeFailover(failover: { expirySeconds: number; conditionStatus: ConditionStatus }) {
  return { expiry_time: failover.expirySeconds, condition_status: failover.conditionStatus }
}
