import { knownChannel } from '../../failover/channel.ts'
import type { ConditionStatus } from '../../failover/message-status.ts'
import type { DraftContent, FormDraft } from './form-draft.ts'
import {
  actionIdOf,
  blockIdOf,
  CONVERSATION_BLOCK,
  conditionOf,
  contentOf,
  MESSAGE_FIELDS,
  type MessageField,
  type MessageFields,
  messageOf,
  TEXT_BLOCK,
} from './form-fields.ts'
import { untouchedOf } from './form-hiding.ts'
import { type FormContext, type HiddenMessage, readMetadata } from './form-metadata.ts'

/** What is in an input of a view, as Slack sends it. */
export interface EnteredValue {
  value?: string | null | undefined
  selected_option?: { value: string } | null | undefined
  selected_conversation?: string | null | undefined
}

/** A view's state as Slack sends it: block id → action id → what was entered. */
export type FormValues = Record<string, Record<string, EnteredValue>>

/** The form as Slack sends it back. */
export interface FormView {
  private_metadata: string
  state: { values: FormValues }
}

/** What is in the form, and where it came from. */
export interface ReadForm {
  draft: FormDraft
  context: FormContext
  /** The hash of what the view shows. */
  shown: string
}

/** Reads the form as it is, right or wrong; the other way round than `notifyForm`. @throws Error for another view. */
export function readForm({ private_metadata: text, state: { values } }: FormView): ReadForm {
  const { context, messages, lastKeyNumber, shown } = readMetadata(text)
  const chosenConversationId = values[CONVERSATION_BLOCK]?.[CONVERSATION_BLOCK]?.selected_conversation
  return {
    draft: {
      text: values[TEXT_BLOCK]?.[TEXT_BLOCK]?.value ?? '',
      messages: messages.map((message) => messageOf(message.key, readFields(message, values))),
      lastKeyNumber,
    },
    context: { ...context, ...(chosenConversationId ? { chosenConversationId } : {}) },
    shown,
  }
}

function readFields(message: HiddenMessage, values: FormValues): MessageFields {
  const read = (field: MessageField) => {
    const entry = values[blockIdOf(message.key, field, message.channel)]?.[actionIdOf(field)]
    const hidden = message.hidden[field]
    if (!entry) return hidden ?? untouchedOf(field)
    const entered = entry.selected_option?.value ?? entry.value ?? ''
    return hidden !== undefined && entered === insteadOf(hidden, field, message) ? hidden : entered
  }
  const fields = Object.fromEntries(MESSAGE_FIELDS.map((field) => [field, read(field)])) as MessageFields
  return { ...fields, channel: knownChannel(fields.channel) ?? message.channel }
}

/** What a select shows instead of a choice that its channel does not have; touched, it counts as chosen. */
function insteadOf(hidden: string, field: MessageField, { channel }: HiddenMessage): string | undefined {
  if (field === 'content') return contentOf({ channel, content: hidden as DraftContent })
  return field === 'condition' ? conditionOf({ channel, condition: hidden as ConditionStatus }) : undefined
}
