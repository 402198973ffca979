import { z } from 'zod'
import { CHANNELS, type Channel } from '../failover/channel.ts'
import { type ApiPath, UUID_KEYS } from './paths.ts'
import {
  endReasonSchema,
  failureSchema,
  indexSchema,
  outcomeShape,
  timelineEntrySchema,
  timeSchema,
  usageSchema,
} from './timeline-schema.ts'

const uuid = z.uuid()

/** A messaging channel, by its wire name. */
export const channelSchema = z.enum(Object.keys(CHANNELS) as [Channel, ...Channel[]])

/** `running`, or how a workflow ended. */
export const workflowStatusSchema = z.enum(['running', 'completed', 'error', 'cancelled'])

const messageStatus = z.enum(['submitted', 'delivered', 'read', 'rejected', 'undeliverable'])

/** Set in a sandbox: nothing here is a real delivery. */
const sandbox = z.literal(true).optional()

/** How far one message is. */
const message = z.strictObject({
  index: indexSchema,
  channel: channelSchema,
  to: z.string(),
  stage: z.enum(['waiting', 'sending', 'postponed', 'on_hold', 'maybe_sent', 'sent', 'refused', 'not_sent']),
  /** The best that was reported; absent where nothing was. */
  status: messageStatus.optional(),
  message_uuid: z.string().optional(),
  sent_at: timeSchema.optional(),
  deadline_at: timeSchema.optional(),
  /** When each status was first reported, by our clock. */
  statuses: z.partialRecord(messageStatus, timeSchema),
  revocation: z.enum(['revoked', 'refused', 'unanswered']).optional(),
  error: failureSchema.optional(),
  usage: z.array(usageSchema).optional(),
  client_ref: z.string().optional(),
})

/** A workflow's plan, how far it is, and all that happened to it; without its uuid. */
const workflow = z.strictObject({
  template: z.literal('failover'),
  status: workflowStatusSchema,
  created_at: timeSchema,
  current: indexSchema,
  /** The messages as they were posted, in their usual form. */
  workflow: z.array(z.record(z.string(), z.unknown())),
  messages: z.array(message),
  timeline: z.array(timelineEntrySchema),
  /** Set while nothing can be sent by anybody. */
  hold: z.enum(['credentials', 'credit']).optional(),
  outcome: z.strictObject({ ...outcomeShape, at: timeSchema, cancelled_by: z.string().optional() }).optional(),
  usage: z.array(usageSchema).optional(),
  sandbox,
})

/** One workflow in a list; without its uuid. */
const listed = z.strictObject({
  status: workflowStatusSchema,
  created_at: timeSchema,
  channels: z.array(channelSchema),
  /** What its first message says, shortened. */
  summary: z.string(),
  sandbox,
})

/** A message of the wire's answers. */
export type MessageAnswer = z.infer<typeof message>

/** A workflow of the wire's answers, without its uuid. */
export type WorkflowAnswer = z.infer<typeof workflow>

/** A workflow of a list, without its uuid. */
export type ListedAnswer = z.infer<typeof listed>

/** The answers that name a workflow; each of the two APIs calls its uuid otherwise. */
export function answerSchemas(api: ApiPath['api']) {
  const named = { [UUID_KEYS[api]]: uuid }
  const list = z.array(z.strictObject({ ...named, ...listed.shape }))
  return {
    created: z.strictObject(named),
    workflow: z.strictObject({ ...named, ...workflow.shape }),
    list: z.strictObject({ workflows: list, next_cursor: z.string().optional() }),
  }
}

/** What a cancel came to. `detail` says it in a sentence. */
export const cancelAnswerSchema = z.strictObject({
  result: z.enum(['cancelled', 'handing_over', 'too_late']),
  /** The message that was being handed over. */
  index: indexSchema.optional(),
  /** Why it had ended. */
  reason: endReasonSchema.optional(),
  status: outcomeShape.status.optional(),
  detail: z.string(),
})

/** What a skip came to. `detail` says it in a sentence. */
export const skipAnswerSchema = z.strictObject({
  result: z.enum(['skipped', 'handing_over', 'not_current', 'last_message', 'too_late']),
  /** The message that is being handed over. */
  index: indexSchema.optional(),
  /** The message that is the current one instead. */
  current: indexSchema.optional(),
  reason: endReasonSchema.optional(),
  status: outcomeShape.status.optional(),
  detail: z.string(),
})

/** Which message is to be skipped; another current one is left as it is. */
export const skipRequestSchema = z.strictObject({ index: indexSchema })

/** What a redaction came to. `detail` says it in a sentence. */
export const redactAnswerSchema = z.strictObject({ result: z.enum(['redacted', 'still_running']), detail: z.string() })

/** An error. Source: RFC 7807; the vendor's common errors; recorded answers have a list of invalid parameters. */
export const problemSchema = z.strictObject({
  type: z.url(),
  title: z.string(),
  detail: z.string(),
  instance: z.string(),
  invalid_parameters: z
    .array(z.strictObject({ name: z.string(), reason: z.string() }))
    .min(1)
    .optional(),
})
