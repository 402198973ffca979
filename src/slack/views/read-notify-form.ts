import { CHANNELS, type Channel, knownChannel } from '../../failover/channel.ts'
import type { ConditionStatus } from '../../failover/message-status.ts'
import type { Field, Problem } from '../../failover/validation.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { normalizeNumber, notSetUp, type Senders } from '../notify-text.ts'
import { FORM_MESSAGES, type FormField, fieldId } from './notify-form.ts'

/** A view's state as Slack sends it: block id → action id → what was entered. */
export type FormValues = Record<
  string,
  Record<string, { value?: string | null | undefined; selected_option?: { value: string } | null | undefined }>
>

/** What is said under a field, by the field's block id. */
export type FormErrors = Record<string, string>

/** Reads the form: the messages, or what is wrong, at its field. */
export function readNotifyForm(
  values: FormValues,
  senders: Senders,
): { messages: WorkflowMessage[] } | { errors: FormErrors } {
  const errors: FormErrors = {}
  const indices = Array.from({ length: FORM_MESSAGES }, (_, index) => index)
  const used = indices.filter((index) => index === 0 || entered(values, index, 'to') || entered(values, index, 'text'))
  const messages = used.map((index) => {
    const channel = knownChannel(entered(values, index, 'channel'))
    if (!channel || senders[channel] === undefined) {
      errors[fieldId(index, 'channel')] = channel ? notSetUp(channel) : 'Choose a channel.'
    }
    if (!entered(values, index, 'to')) errors[fieldId(index, 'to')] = 'Say who the message goes to.'
    return readMessage(values, index, channel ?? 'sms', senders, index === used.at(-1))
  })
  return Object.keys(errors).length > 0 ? { errors } : { messages }
}

function readMessage(
  values: FormValues,
  index: number,
  channel: Channel,
  senders: Senders,
  isLast: boolean,
): WorkflowMessage {
  const address = entered(values, index, 'to')
  const failover = {
    expirySeconds: Number(entered(values, index, 'expiry')),
    conditionStatus: entered(values, index, 'condition') as ConditionStatus,
  }
  return {
    channel,
    from: senders[channel] ?? '',
    to: CHANNELS[channel].to === 'number' ? normalizeNumber(address) : address,
    content: { type: 'text', text: entered(values, index, 'text') || entered(values, 0, 'text') },
    ...(isLast ? {} : { failover }),
  }
}

function entered(values: FormValues, index: number, field: FormField): string {
  const id = fieldId(index, field)
  const input = values[id]?.[id]
  return (input?.selected_option?.value ?? input?.value ?? '').trim()
}

/** The field of the form in which each problem is shown. */
const FORM_FIELDS: Readonly<Record<Field, FormField>> = {
  from: 'channel',
  to: 'to',
  content: 'text',
  text: 'text',
  url: 'text',
  caption: 'text',
  thumbUrl: 'text',
  failover: 'condition',
  expirySeconds: 'expiry',
  conditionStatus: 'condition',
  options: 'channel',
  ttlSeconds: 'channel',
}

/** What the rules found, at the field that has it; of several at one field the first. */
export function formErrors(problems: readonly Problem[]): FormErrors {
  return Object.fromEntries(
    [...problems].reverse().map(({ index, field, reason }) => [fieldId(index, FORM_FIELDS[field]), sentence(reason)]),
  )
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
}
