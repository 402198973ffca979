import { CHANNELS, type SenderForm } from './channel.ts'
import { type ContentField, contentProblems } from './content-validation.ts'
import type { Failover, WorkflowMessage } from './workflow.ts'

/** The part of a message that a problem is about; each edge names it as its users know it. */
export type Field = 'from' | 'to' | ContentField | 'failover' | 'expirySeconds' | 'conditionStatus'

/** A user's mistake: what is wrong with which part of which message, and what to do. */
export interface Problem {
  index: number
  field: Field
  reason: string
}

/** Seconds. Source: Dispatch API 0.3.3, FailoverProperty.expiry_time. */
export const EXPIRY_SECONDS = { min: 15, max: 86_400 } as const

/** Characters of an identifier, and of a sender that is a text. Source: Dispatch API 0.3.3, ToProperty.id. */
const ADDRESS_LENGTH = { min: 1, max: 50 } as const

/** A number with its country code. Source: Messages API 1.20.0, ToNumber: 7 to 15 digits. */
const NUMBER = /^[1-9]\d{6,14}$/

/** Forms of senders; a short code, which an MMS may come from, has 3 to 6 digits. Source: Messages API 1.20.0. */
const SENDERS: Readonly<Record<SenderForm, RegExp>> = {
  id: /^.{1,50}$/s,
  'id without spaces': /^\S{1,50}$/,
  number: /^[1-9]\d{2,14}$/,
  'number or name': /^.{1,50}$/s,
}

/** Everything that is wrong with the messages of a workflow; empty when it can be started. */
export function validate(messages: readonly WorkflowMessage[]): Problem[] {
  return messages.flatMap((message, index) => {
    const isLast = index === messages.length - 1
    return [...addressProblems(message), ...contentProblems(message), ...failoverProblems(message, isLast)].map(
      (problem) => ({ index, ...problem }),
    )
  })
}

type Found = Omit<Problem, 'index'>

function addressProblems(message: WorkflowMessage): Found[] {
  const row = CHANNELS[message.channel]
  const problems: Found[] = []
  if (row.to === 'number') {
    if (!NUMBER.test(message.to)) problems.push({ field: 'to', reason: numberReason(message.to) })
  } else if (!isLength(message.to, ADDRESS_LENGTH)) {
    problems.push({ field: 'to', reason: `must be a ${row.label} id of 1 to 50 characters` })
  }
  if (!SENDERS[row.sender].test(message.from)) {
    problems.push({ field: 'from', reason: senderReason(row.sender, row.label) })
  }
  return problems
}

function senderReason(form: SenderForm, label: string): string {
  if (form === 'number') return `must be a ${label} number of yours with its country code, for example 447700900001`
  return `must be a ${label} sender of 1 to 50 characters${form === 'id without spaces' ? ', without spaces' : ''}`
}

/** What is wrong with a number that is none, and what to write instead. */
function numberReason(number: string): string {
  if (/^(\+|00)/.test(number)) return 'must start with the country code, without + or 00, for example 447700900000'
  if (/^0/.test(number)) return 'must start with the country code instead of 0, for example 447700900000'
  return 'must be a number of 7 to 15 digits that starts with the country code, for example 447700900000'
}

function failoverProblems({ channel, failover }: WorkflowMessage, isLast: boolean): Found[] {
  if (isLast) {
    return failover ? [{ field: 'failover', reason: 'the last message must not have a failover: none follows it' }] : []
  }
  if (!failover) return [{ field: 'failover', reason: 'every message but the last needs a failover' }]
  return [...expiryProblems(failover), ...conditionProblems(failover, channel)]
}

function expiryProblems({ expirySeconds }: Failover): Found[] {
  const { min, max } = EXPIRY_SECONDS
  if (Number.isInteger(expirySeconds) && expirySeconds >= min && expirySeconds <= max) return []
  return [{ field: 'expirySeconds', reason: `must be a whole number of seconds from ${min} to ${max} (1 day)` }]
}

function conditionProblems({ conditionStatus }: Failover, channel: WorkflowMessage['channel']): Found[] {
  const { label, conditionStatuses } = CHANNELS[channel]
  if (conditionStatuses.includes(conditionStatus)) return []
  return [
    {
      field: 'conditionStatus',
      reason: `${label} never reports ${conditionStatus}; use ${conditionStatuses.join(' or ')}`,
    },
  ]
}

function isLength(text: string, { min, max }: { min: number; max: number }): boolean {
  return text.length >= min && text.length <= max
}
