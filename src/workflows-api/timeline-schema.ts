import { z } from 'zod'
import type { RecordedFact } from '../failover/fact.ts'
import type { Failure } from '../failover/state.ts'
import { isoTime, underscored } from './wire-words.ts'

/** An instant: ISO 8601 in UTC with milliseconds. */
export const timeSchema = z.iso.datetime({ precision: 3 })

/** Counts from 0 within its workflow. */
export const indexSchema = z.int().nonnegative()

/** What a message cost; a decimal as text. */
export const usageSchema = z.strictObject({ currency: z.string(), price: z.string() })

/** Why a message failed, in the Messages API's own words. */
export const failureSchema = z.strictObject({
  code: z.string().optional(),
  title: z.string(),
  detail: z.string().optional(),
  parameters: z.array(z.string()).optional(),
})

/** Why a workflow ended. */
export const endReasonSchema = z.enum([
  'condition_met',
  'refused',
  'failed',
  'no_receipt',
  'not_accepted',
  'held_too_long',
  'cancelled',
  'final_report',
  'no_final_report',
])

/** How a workflow ended, and whether the message that was being handed over then went out. */
export const outcomeShape = {
  status: z.enum(['completed', 'error', 'cancelled', 'unknown']),
  reason: endReasonSchema,
  index: indexSchema.optional(),
  late: z.boolean().optional(),
  handed_over: z.enum(['yes', 'no', 'maybe']).optional(),
}

const everyEntry = { seq: z.int().positive(), at: timeSchema, provider_at: timeSchema.optional() }
const ofAttempt = { ...everyEntry, index: indexSchema, attempt: z.int().positive() }
const error = failureSchema.optional()
const by = z.string()

/** One thing that happened, with the provider's time and ours; what was decided, with its reason. */
export const timelineEntrySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('created'), ...everyEntry }),
  z.strictObject({ type: z.literal('attempt'), ...ofAttempt, again: z.literal(true).optional() }),
  z.strictObject({
    type: z.literal('accepted'),
    ...ofAttempt,
    message_uuid: z.string().optional(),
    deadline_at: timeSchema,
    by_receipt: z.literal(true).optional(),
  }),
  z.strictObject({ type: z.literal('refused'), ...ofAttempt, error: failureSchema }),
  z.strictObject({
    type: z.literal('postponed'),
    ...ofAttempt,
    reason: z.enum(['rate_limit', 'server_error', 'no_connection']),
    error,
    retry_at: timeSchema,
  }),
  z.strictObject({
    type: z.literal('held'),
    ...ofAttempt,
    reason: z.enum(['credentials', 'credit']),
    error,
    retry_at: timeSchema,
  }),
  z.strictObject({ type: z.literal('unanswered'), ...ofAttempt, deadline_at: timeSchema }),
  z.strictObject({
    type: z.literal('receipt'),
    ...ofAttempt,
    message_uuid: z.string().optional(),
    status: z.string(),
    change: z.enum(['advanced', 'repeated', 'outdated', 'not_believed', 'corrected', 'unknown']),
    late: z.boolean(),
    error,
    usage: usageSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('failover'),
    ...everyEntry,
    index: indexSchema,
    next: indexSchema,
    reason: z.enum(['refused', 'failed', 'expired', 'not_accepted', 'skipped']),
  }),
  z.strictObject({ type: z.literal('revoking'), ...ofAttempt }),
  z.strictObject({
    type: z.literal('revocation'),
    ...ofAttempt,
    result: z.enum(['revoked', 'refused', 'unanswered']),
    error,
  }),
  z.strictObject({ type: z.literal('cancel_requested'), ...everyEntry, by, during: indexSchema.optional() }),
  z.strictObject({
    type: z.literal('skip_requested'),
    ...everyEntry,
    by,
    index: indexSchema,
    during: indexSchema.optional(),
  }),
  z.strictObject({ type: z.literal('not_listening'), ...everyEntry, from: timeSchema, to: timeSchema }),
  z.strictObject({
    type: z.literal('ended'),
    ...everyEntry,
    ...outcomeShape,
    usage: z.array(usageSchema).optional(),
  }),
])

/** One thing that happened, as the wire has it. */
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** A fact as the wire has it. */
export function writeFact({ seq, at, providerAt, fact }: RecordedFact): TimelineEntry {
  const every = { seq, at: isoTime(at), ...(providerAt === undefined ? {} : { provider_at: isoTime(providerAt) }) }
  switch (fact.type) {
    case 'accepted': {
      const { messageUuid, deadlineAt, byReceipt, ...rest } = fact
      const proof = byReceipt ? { by_receipt: byReceipt } : {}
      return { ...every, ...rest, ...writeMessageUuid(messageUuid), deadline_at: isoTime(deadlineAt), ...proof }
    }
    case 'refused': {
      const { failure, ...rest } = fact
      return { ...every, ...rest, error: failure }
    }
    case 'postponed': {
      const { failure, retryAt, reason, ...rest } = fact
      return { ...every, ...rest, reason: underscored(reason), ...writeFailure(failure), retry_at: isoTime(retryAt) }
    }
    case 'held': {
      const { failure, retryAt, ...rest } = fact
      return { ...every, ...rest, ...writeFailure(failure), retry_at: isoTime(retryAt) }
    }
    case 'unanswered': {
      const { deadlineAt, ...rest } = fact
      return { ...every, ...rest, deadline_at: isoTime(deadlineAt) }
    }
    case 'receipt': {
      const { messageUuid, change, failure, ...rest } = fact
      return {
        ...every,
        ...rest,
        ...writeMessageUuid(messageUuid),
        change: underscored(change),
        ...writeFailure(failure),
      }
    }
    case 'failover':
      return { ...every, ...fact, reason: underscored(fact.reason) }
    case 'revocation': {
      const { failure, ...rest } = fact
      return { ...every, ...rest, ...writeFailure(failure) }
    }
    case 'cancel requested':
      return { ...every, ...fact, type: 'cancel_requested' }
    case 'skip requested':
      return { ...every, ...fact, type: 'skip_requested' }
    case 'not listening':
      return { ...every, type: 'not_listening', from: isoTime(fact.from), to: isoTime(fact.to) }
    case 'ended': {
      const { reason, handedOver, ...rest } = fact
      return { ...every, ...rest, reason: underscored(reason), ...(handedOver ? { handed_over: handedOver } : {}) }
    }
    default:
      return { ...every, ...fact }
  }
}

/** A failure, where there is one, as the wire has it. */
export function writeFailure(failure: Failure | undefined): { error?: Failure } {
  return failure ? { error: failure } : {}
}

function writeMessageUuid(messageUuid: string | undefined): { message_uuid?: string } {
  return messageUuid === undefined ? {} : { message_uuid: messageUuid }
}
