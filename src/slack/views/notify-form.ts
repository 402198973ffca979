import type { types } from '@slack/bolt'
import { CHANNELS, type Channel } from '../../failover/channel.ts'
import { durationOf, labelOf } from '../blocks/text.ts'
import type { Senders } from '../notify-text.ts'

/** The form's callback_id. */
export const NOTIFY_FORM = 'notify_form'

/** Messages in the form: the one that is to be confirmed, and the one that follows. */
export const FORM_MESSAGES = 2

/** The inputs of each message; the block's id is the field's, with the message's index. */
export type FormField = 'channel' | 'to' | 'condition' | 'expiry' | 'text'

/** The id of the block, and of the input in it, of a field. */
export function fieldId(index: number, field: FormField): string {
  return `message_${index}_${field}`
}

/** What can be chosen as the time limit, in seconds. */
const EXPIRY_CHOICES = [30, 60, 120, 300, 600, 900, 1800, 3600, 14_400, 86_400]

const DEFAULT_EXPIRY_SECONDS = 600

/** What the form hands on to its submission. */
export interface FormContext {
  conversationId: string
}

/** The form behind `/notify`. Pure. @param senders the channels that are set up. */
export function notifyForm(senders: Senders, formContext: FormContext, isSandbox: boolean): types.ModalView {
  const channels = (Object.keys(CHANNELS) as Channel[]).filter((channel) => senders[channel] !== undefined)
  const first = channels[0] ?? 'sms'
  const last = channels.at(-1) ?? 'sms'
  return {
    type: 'modal',
    callback_id: NOTIFY_FORM,
    private_metadata: JSON.stringify(formContext),
    title: { type: 'plain_text', text: 'Notify a person' },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      ...(isSandbox ? [context('*SANDBOX* – nothing here is a real delivery')] : []),
      header('First message'),
      channelInput(0, channels, first),
      addressInput(0),
      textInput(0, false),
      conditionInput(0, first),
      expiryInput(0),
      header('If it fails, or is not confirmed in time'),
      channelInput(1, channels, last),
      addressInput(1),
      textInput(1, true),
      context('Leave the address of the second message empty to send the first one alone.'),
    ],
  }
}

function header(text: string): types.HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text } }
}

function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] }
}

function option(value: string, text: string): types.PlainTextOption {
  return { value, text: { type: 'plain_text', text } }
}

function input(index: number, field: FormField, label: string, element: types.InputBlock['element']): types.InputBlock {
  return { type: 'input', block_id: fieldId(index, field), label: { type: 'plain_text', text: label }, element }
}

function channelInput(index: number, channels: readonly Channel[], initial: Channel): types.InputBlock {
  return input(index, 'channel', 'Channel', {
    type: 'static_select',
    action_id: fieldId(index, 'channel'),
    options: channels.map((channel) => option(channel, labelOf(channel))),
    initial_option: option(initial, labelOf(initial)),
  })
}

function addressInput(index: number): types.InputBlock {
  const block = input(index, 'to', 'Address', {
    type: 'plain_text_input',
    action_id: fieldId(index, 'to'),
    placeholder: { type: 'plain_text', text: 'A number like 447700900000, or a Messenger PSID' },
    max_length: 50,
  })
  return { ...block, optional: index > 0 }
}

function textInput(index: number, isOptional: boolean): types.InputBlock {
  const block = input(index, 'text', 'Text', {
    type: 'plain_text_input',
    action_id: fieldId(index, 'text'),
    multiline: true,
    max_length: 3000,
    ...(isOptional ? { placeholder: { type: 'plain_text', text: 'The same text as the first message' } } : {}),
  })
  return { ...block, optional: isOptional }
}

/** Begins with the most that the first channel of the form can report. */
function conditionInput(index: number, first: Channel): types.InputBlock {
  const read = option('read', 'Read by the person')
  const delivered = option('delivered', 'Delivered to the device')
  return input(index, 'condition', 'It must be', {
    type: 'static_select',
    action_id: fieldId(index, 'condition'),
    options: [read, delivered],
    initial_option: CHANNELS[first].conditionStatuses.includes('read') ? read : delivered,
  })
}

function expiryInput(index: number): types.InputBlock {
  const choice = (seconds: number) => option(String(seconds), durationOf(seconds * 1000))
  return input(index, 'expiry', 'Within', {
    type: 'static_select',
    action_id: fieldId(index, 'expiry'),
    options: EXPIRY_CHOICES.map(choice),
    initial_option: choice(DEFAULT_EXPIRY_SECONDS),
  })
}
